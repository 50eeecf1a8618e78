"""Whether words fit a place that cannot grow, before anything is set; letters are reckoned wide."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

BROAD = frozenset("MWmw@%")


class Size(NamedTuple):
    """A size of type by its class: the width of a letter and the height of a line, in millimetres."""

    name: str
    letter: float
    line: float


class Part(NamedTuple):
    """Lines that are set in one size, and the sizes they may have, the best first."""

    lines: Sequence[str]
    sizes: Sequence[Size]


def fitting(parts: Sequence[Part], *, wide: float, high: float) -> tuple[Size, ...] | None:
    """Return the first sizes in which all parts fit a place of `wide` × `high` millimetres, one for each.

    What cuts no word in two goes before what does. None where nothing fits.
    """
    combined = list(product(*(part.sizes for part in parts)))
    for may_cut in (False, True):
        for sizes in combined:
            found = [_rows(part.lines, wide / size.letter) for part, size in zip(parts, sizes, strict=True)]
            if sum(rows * size.line for (rows, _cut), size in zip(found, sizes, strict=True)) > high:
                continue
            if may_cut or not any(cut for _rows, cut in found):
                return sizes
    return None


def _rows(lines: Iterable[str], letters: float) -> tuple[int, bool]:
    """How many rows some lines take, and whether a word is cut in two."""
    rows, cut = 0, False
    for line in lines:
        rows, filled = rows + 1, 0.0
        for word in line.split():
            width = _width(word)
            if filled and filled + 1 + width > letters:
                rows, filled = rows + 1, 0.0
            filled += width + (1 if filled else 0)
            # Words of East Asian scripts may end a line after any sign.
            cut |= width > letters and width < 2 * len(word)
            while filled > letters:
                rows, filled = rows + 1, filled - letters
    return rows, cut


def _width(word: str) -> float:
    """How many letters wide a word is; East Asian signs are twice as wide, some half more."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in word)
    return len(word) + wide + sum(sign in BROAD for sign in word) / 2
