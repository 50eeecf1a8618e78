"""Words as they were delivered: a file each, one message for translators, in the program's language."""

import gettext
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO

from portal.config import ROOT


def words(path: Path, *, language: str) -> str:
    """Return the words in the file `path` in `language`, or as they were written; none in an empty file."""
    said = _source(path)
    return _catalogue(language).gettext(said).strip() if said else ""


def messages(
    file: IO[bytes], *_asked: object, **_options: object
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Yield the words in a file as the one message that they are, for Babel's extraction."""
    if said := file.read().decode("utf-8").strip():
        yield 1, None, said, []


@lru_cache(maxsize=256)
def _source(path: Path) -> str:
    return path.read_text("utf-8").strip()


@lru_cache(maxsize=16)
def _catalogue(language: str) -> gettext.NullTranslations:
    folder = str(ROOT / "translations")
    return gettext.translation("messages", folder, [language.replace("-", "_")], fallback=True)
