"""What changed from one text to the next, passage by passage, for people to read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]
ALIKE = 0.5
_MARK = re.compile(r"(#{1,6}|[-*+]|\d+\.)\s+")
_MARKED = re.compile(rf"\||{_MARK.pattern}")


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, went, or came."""

    kind: Kind
    text: str


Passage = list[Piece]


def sentences(text: str) -> list[str]:
    """Return a text as its sentences; each line of a table or a list is one."""
    found: list[str] = []
    for line in text.splitlines():
        if _MARKED.match(line.strip()):
            found.append(_plain(line))
        else:
            found.extend(re.split(r"(?<=[.!?…”])\s+(?=[^\s\da-z])", line.strip()))
    return [sentence for sentence in found if sentence]


def passages(old: Sequence[str], new: Sequence[str]) -> list[Passage]:
    """Return the changed passages between two lists of sentences; what stayed is left out.

    A sentence that was reworded comes once, with the words that went and came; any other change
    is a whole sentence gone or new.
    """
    found: list[Passage] = []
    for verb, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb != "equal":
            found.extend(_paired(list(old[a:b]), list(new[c:d])))
    return found


def _paired(gone: list[str], new: list[str]) -> list[Passage]:
    found: list[Passage] = []
    for sentence in new:
        near = max(gone, key=lambda other: _likeness(other, sentence), default=None)
        if near is not None and _likeness(near, sentence) >= ALIKE:
            gone.remove(near)
            found.append(_reworded(near, sentence))
        else:
            found.append([Piece("new", sentence)])
    return [[Piece("gone", sentence)] for sentence in gone] + found


def _reworded(old: str, new: str) -> Passage:
    before, after = old.split(" "), new.split(" ")
    passage: Passage = []
    for verb, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb == "equal":
            passage.append(Piece("same", " ".join(before[a:b])))
            continue
        if b > a:
            passage.append(Piece("gone", " ".join(before[a:b])))
        if d > c:
            passage.append(Piece("new", " ".join(after[c:d])))
    return passage


def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, old.split(" "), new.split(" "), autojunk=False).ratio()


def _plain(line: str) -> str:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if all(re.fullmatch(r":?-+:?", cell) for cell in cells):
        return ""
    return re.sub(rf"^{_MARK.pattern}", "", ", ".join(cell for cell in cells if cell))
