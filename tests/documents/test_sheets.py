"""The style sheets of documents keep out of what WeasyPrint does badly."""

import re
from pathlib import Path

import pytest

SHEETS = sorted(Path("templates/documents").glob("*.css"))
FACE = re.compile(r"@font-face\s*{[^}]*}")
# Each element with such a property leaks memory in a process that lives long.
LEAKS = re.compile(r"font-(kerning|variant[a-z-]*|feature-settings)\s*:")
# Dropped with a warning at best, taken for something else at worst.
UNKNOWN = re.compile(r"color-mix|@supports|@container|aspect-ratio|auto-fill|float:\s*inline|:\s*anywhere")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheets_say_only_what_is_done_well(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", FACE.sub("", sheet.read_text("utf-8")), flags=re.DOTALL)

    assert LEAKS.findall(rules) == []
    assert UNKNOWN.findall(rules) == []
