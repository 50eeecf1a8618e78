"""Address labels on sheets that are bought ready cut: 2 × 4 on A4, 2 × 5 on Letter."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from portal.domain.palette import tokens
from portal.domain.paper.label import Label, Labels
from portal.outside.pdf import Press, Rendered, RenderFailed
from portal.press.fitting import Part, Size, fitting
from portal.press.style import parts_of, style


class Pattern(NamedTuple):
    """Labels on a sheet, in millimetres: how wide and high one is, where the first is, what lies between."""

    width: float
    height: float
    left: float
    top: float
    gap: float
    rows: int

    @property
    def on_a_sheet(self) -> int:
        """How many a sheet has, in two columns."""
        return 2 * self.rows


# 99.1 × 67.7 mm, eight to a sheet, and 4 × 2 in, ten to a sheet, as makers of labels sell them.
PATTERNS = {
    "A4": Pattern(99.1, 67.7, 4.65, 13.1, 2.5, 4),
    "letter": Pattern(101.6, 50.8, 3.97, 12.7, 4.76, 5),
}
SIZES = (Size("plain", 2.5, 5.4), Size("long", 2.0, 4.2), Size("longer", 1.55, 3.4), Size("least", 1.35, 2.9))
ASIDE, ABOVE = 8.0, 5.0
FROM = 4.6


def address_labels(press: Press, paper: Labels) -> Rendered:
    """The labels as a PDF; RenderFailed when it cannot be set, or an address is longer than a label."""
    pattern, shades = PATTERNS[paper.program.paper], tokens(paper.program.brand).light
    placed = enumerate(paper.labels, start=paper.start - 1)
    sheets = [
        [(label, size_of(label, pattern).name, place % pattern.on_a_sheet) for place, label in sheet]
        for _number, sheet in groupby(placed, key=lambda each: each[0] // pattern.on_a_sheet)
    ]
    return press.render(
        "labels.html",
        parts_of(paper) | {"sheets": sheets},
        stamp=paper.document.issued,
        language=paper.program.language,
        sheets=("base.css", "labels.css"),
        style=style(shades, paper.program.paper) + _places(pattern),
    )


def size_of(label: Label, pattern: Pattern) -> Size:
    """The largest type in which a label holds all its lines; RenderFailed where none does."""
    wide, high = pattern.width - 2 * ASIDE, pattern.height - 2 * ABOVE - FROM
    found = fitting([Part((label.name, *label.lines), SIZES)], wide=wide, high=high)
    if found is None:
        raise RenderFailed("error", f"The address of {label.name[:60]} is too long for a label.")
    return found[0]


def _places(pattern: Pattern) -> str:
    """The rules that put each label into its place, from the upper left, in any language."""
    rules: Sequence[str] = [
        f".at-{place}{{left:{pattern.left + place % 2 * (pattern.width + pattern.gap):.2f}mm;"
        f"top:{pattern.top + place // 2 * pattern.height:.2f}mm}}"
        for place in range(pattern.on_a_sheet)
    ]
    size = f"width:{pattern.width}mm;height:{pattern.height}mm;padding:{ABOVE}mm {ASIDE}mm"
    return "".join((f".label-of{{{size}}}", *rules))
