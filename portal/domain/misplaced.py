"""Words that cannot be filled in, shown: the lines that are wrong, and on each what is wrong with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.domain.placeholders import Trouble, Value, troubles

_BRACKETS = re.compile(r"\{[{%#].*?(?:[}%#]\}|$)")
MOST = 5
LONGEST = 200


@dataclass(frozen=True)
class Piece:
    """A piece of a line, and whether it is wrong."""

    text: str
    is_wrong: bool = False


@dataclass(frozen=True)
class Line:
    """A line of the words by its number, counted from 1, cut where something is wrong."""

    number: int
    pieces: tuple[Piece, ...]


def lines(words: str, known: Mapping[str, Value]) -> list[Line]:
    """Return the first lines of `words` that cannot be filled in with the values `known`, five at most."""
    found: dict[int, list[Trouble]] = {}
    for wrong in troubles(words, known):
        found.setdefault(wrong.line, []).append(wrong)
    typed = words.split("\n")
    return [
        Line(number, tuple(_pieces(typed[number - 1][:LONGEST], wrongs)))
        for number, wrongs in list(found.items())[:MOST]
        if number <= len(typed)
    ]


def _pieces(line: str, wrongs: Sequence[Trouble]) -> Iterator[Piece]:
    """Cut a line at the names that nobody knows, or else at its brackets; or mark the whole of it."""
    spans = sorted({span for wrong in wrongs for span in _spans(line, wrong.name)}) or [(0, len(line))]
    at = 0
    for start, end in spans:
        if start < at:
            continue
        if line[at:start]:
            yield Piece(line[at:start])
        yield Piece(line[start:end], is_wrong=True)
        at = end
    if line[at:]:
        yield Piece(line[at:])


def _spans(line: str, name: str) -> Iterator[tuple[int, int]]:
    for bracket in _BRACKETS.finditer(line):
        if not name:
            yield bracket.span()
        for word in re.finditer(rf"\b{re.escape(name)}\b", bracket[0]) if name else ():
            yield bracket.start() + word.start(), bracket.start() + word.end()
