"""The napkin: one page of 148 × 148 mm, two to a sheet, and the measure of it."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from portal.domain.palette import Shades, tokens
from portal.domain.paper.napkin import Napkin
from portal.domain.paper.napkin_verdict import Measure
from portal.outside.pdf import Measured, Press, Rendered
from portal.press.style import PAPERS, parts_of, style

SIDE, TALL = 148.0, 900.0
# A copy on a sheet: its page, and a hairline on either side to cut along.
COPY = 148.2
# Where the columns end, in millimetres from the top; the same stands in napkin.css.
TOP, BOTTOM = 11.0, 137.4
SHEETS = ("base.css", "napkin.css")
STEP, ROWS = 1.9, ((3.2, 0.52), (5.1, 0.34))
PEN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 35" fill="none" stroke="{colour}"'
    ' stroke-width="1.2" stroke-linecap="round" stroke-linejoin="round">'
    '<path d="M55 2C52 10 42 14 30 16C18 18 10 21 6 30"/>'
    '<path d="M4 23C4 26 5 29 6 31C8 29 10 28 13 27"/></svg>'
)


def napkin_page(press: Press, napkin: Napkin) -> Rendered:
    """The napkin alone, on a page of its own size; RenderFailed when it cannot be set."""
    return _set(press, napkin, copies=1, sheet=False)


def napkin_sheet(press: Press, napkin: Napkin) -> Rendered:
    """The napkin twice on a sheet of the program's paper, to be cut; once where two are too tall for it.

    One that is too long for its page is set as it is, page after page, so that nothing is lost.
    """
    if measured(press, napkin).pages > 1:
        return napkin_page(press, napkin)
    return _set(press, napkin, copies=2 if napkin.program.paper == "A4" else 1, sheet=True)


def measured(press: Press, napkin: Napkin) -> Measure:
    """How a napkin fits: set as it is, and where that takes a second page, once more on one that holds all.

    What runs on to another page takes its mark along, so that nothing is lost unseen.
    """
    page = whole = _measured(press, napkin, SIDE)
    if page.pages > 1:
        whole = _measured(press, napkin, TALL)
    down = {name: mark.page * TALL + mark.y for name, mark in whole.marks.items()}
    edges = [*(down[f"line-{place}"] for place in range(len(napkin.lines))), down["right"]]
    return Measure(
        pages=page.pages,
        left=round(BOTTOM - down["left"], 1),
        right=round(BOTTOM - down["right"], 1),
        heights=tuple(round(below - above, 1) for above, below in pairwise(edges)),
    )


def _set(press: Press, napkin: Napkin, *, copies: int, sheet: bool) -> Rendered:
    shades, paper = tokens(napkin.program.brand).light, napkin.program.paper
    return press.render(
        "napkin.html",
        _said(napkin, copies=copies, sheet=sheet),
        stamp=napkin.document.issued,
        language=napkin.program.language,
        sheets=SHEETS,
        style=style(shades, paper) + (_sheet(paper) if sheet else _page(SIDE)),
        pictures=dict(_pictures(shades)),
    )


def _measured(press: Press, napkin: Napkin, height: float) -> Measured:
    return press.measure(
        "napkin.html",
        _said(napkin, copies=1, marks=True),
        language=napkin.program.language,
        sheets=SHEETS,
        style=_page(height),
    )


def _said(napkin: Napkin, *, copies: int, sheet: bool = False, marks: bool = False) -> dict[str, Any]:
    return parts_of(napkin) | {"copies": copies, "sheet": sheet, "marks": marks}


def _page(height: float) -> str:
    return f"@page{{size:{SIDE}mm {height}mm}}"


def _sheet(paper: str) -> str:
    side = (PAPERS[paper][1] - COPY) / 2
    return f"@page{{margin:0 {side:.2f}mm;background:none;@bottom-left{{content:none}}}}"


def _pictures(shades: Shades) -> Iterator[tuple[str, bytes]]:
    yield "edge.svg", _edge(shades["tint_2"]).encode()
    yield "pen.svg", PEN.format(colour=shades["accent_fill"]).encode()


def _edge(colour: str) -> str:
    """Two rows of pressed dots around, and a line down the middle."""
    dots = "".join(
        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius}"/>'
        for inset, radius in ROWS
        for x, y in _around(inset)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" fill="{colour}">{dots}</svg>'


def _around(inset: float) -> Iterator[tuple[float, float]]:
    """The places along the edge of a square that lies `inset` millimetres inside the napkin."""
    side = SIDE - 2 * inset
    count = int(side / STEP)
    for number in range(count):
        along, far = inset + number * side / count, SIDE - inset
        yield from ((along, inset), (far, along), (SIDE - along, far), (inset, SIDE - along))
