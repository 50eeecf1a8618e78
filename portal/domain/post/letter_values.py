"""Values as they stand in a letter: whatever people wrote makes no links, no HTML and no headers."""

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from portal.domain.post.letter_kinds import Form, Value

_MARKS = re.compile(r"([\\`*_\[\]{}<>&#!|~])")
_BULLET = re.compile(r"^([-+=])")
_ORDINAL = re.compile(r"^(\d+)([.)])")
_ADDRESS = re.compile(r"(?i)(https?:|www\.)(?=\S)")
_BREAKING = {"Cc", "Cs", "Zl", "Zp"}


def one_line(text: object) -> str:
    """Return `text` on one line, without control characters; what a header may hold."""
    plain = (" " if unicodedata.category(sign) in _BREAKING else sign for sign in str(text))
    return " ".join("".join(plain).split())


def in_subject(values: Mapping[str, object]) -> dict[str, str]:
    """Return every value on one line, unescaped: a subject is plain text."""
    return {name: one_line(value) for name, value in values.items()}


def in_body(values: Mapping[str, object], known: Mapping[str, Value]) -> dict[str, str]:
    """Return every value escaped for markdown, by its form.

    Raises `ValueError` for a link that is not http or https.
    """
    ways = {Form.WORD: _word, Form.TEXT: _text, Form.LINK: _link}
    return {name: ways[known[name].form](value) for name, value in values.items()}


def _word(value: object) -> str:
    """Mail programs make links of bare addresses, so that those are broken by a space."""
    plain = _MARKS.sub(r"\\\1", _ADDRESS.sub(r"\1 ", one_line(value)))
    return _ORDINAL.sub(r"\1\\\2", _BULLET.sub(r"\\\1", plain))


def _text(value: object) -> str:
    return "\n".join(_word(line) for line in str(value).splitlines()).strip()


def _link(value: object) -> str:
    text = str(value)
    if text and (urlsplit(text).scheme not in {"http", "https"} or not urlsplit(text).hostname):
        raise ValueError("a link in a letter is http or https")
    return quote(text, safe="/:?#@!$&*+,;=%~-._")
