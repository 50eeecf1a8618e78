"""Name badges on paper: eight to a sheet, 90 × 60 mm each, with marks to cut along."""

from itertools import groupby

from portal.domain.palette import Shades, tokens
from portal.domain.paper.badge import Badge, Badges
from portal.outside.pdf import Press, Rendered
from portal.press.fitting import Part, Size, fitting
from portal.press.style import PAPERS, parts_of, style

WIDTH, HEIGHT, COLUMNS, ROWS = 90.0, 60.0, 2, 4
A_SHEET = COLUMNS * ROWS
ASIDE = 7.0
FIRST = (
    Size("first-1", 7.4, 13.5),
    Size("first-2", 5.2, 9.6),
    Size("first-3", 3.5, 6.6),
    Size("first-4", 2.3, 4.4),
    Size("first-5", 1.7, 3.1),
)
REST = (
    Size("rest-1", 3.2, 6.4),
    Size("rest-2", 2.2, 4.4),
    Size("rest-3", 1.7, 3.5),
    Size("rest-4", 1.35, 2.8),
)
HIGH = 30.0
MARK, OFF = 6.0, 3.0


def name_badges(press: Press, paper: Badges) -> Rendered:
    """The badges of an event as a PDF; RenderFailed when it cannot be set."""
    shades = tokens(paper.program.brand).light
    _size, width, height = PAPERS[paper.program.paper]
    sheets = [
        [(badge, _sizes(badge), place % A_SHEET) for place, badge in sheet]
        for _number, sheet in groupby(enumerate(paper.badges), key=lambda each: each[0] // A_SHEET)
    ]
    return press.render(
        "badges.html",
        parts_of(paper) | {"sheets": sheets},
        stamp=paper.document.issued,
        language=paper.program.language,
        sheets=("base.css", "badges.css"),
        style=style(shades, paper.program.paper) + _places(width, height),
        pictures={"cuts.svg": _cuts(width, height, shades)},
    )


def _sizes(badge: Badge) -> tuple[Size, ...]:
    """The sizes of both parts of a name, the first one large; whatever fits none is as small as can be."""
    lines = [badge.rest] if badge.rest else []
    parts = [Part([badge.first], FIRST), Part(lines, REST)]
    return fitting(parts, wide=WIDTH - 2 * ASIDE, high=HIGH) or (FIRST[-1], REST[-1])


def _edges(width: float, height: float) -> tuple[float, float]:
    return (width - COLUMNS * WIDTH) / 2, (height - ROWS * HEIGHT) / 2


def _places(width: float, height: float) -> str:
    """The rules that put each badge into its place, from the upper left, in any language."""
    left, top = _edges(width, height)
    places = [(left + place % COLUMNS * WIDTH, top + place // COLUMNS * HEIGHT) for place in range(A_SHEET)]
    return "".join(f".at-{place}{{left:{x:.2f}mm;top:{y:.2f}mm}}" for place, (x, y) in enumerate(places))


def _cuts(width: float, height: float, shades: Shades) -> bytes:
    """Short lines at the edge of the sheet, where each cut begins and ends."""
    left, top = _edges(width, height)
    right, bottom = width - left, height - top
    across = [left + column * WIDTH for column in range(COLUMNS + 1)]
    down = [top + row * HEIGHT for row in range(ROWS + 1)]
    strokes = [f"M{x:.2f} {y:.2f}v{MARK}" for x in across for y in (top - OFF - MARK, bottom + OFF)]
    strokes += [f"M{x:.2f} {y:.2f}h{MARK}" for y in down for x in (left - OFF - MARK, right + OFF)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm"'
        f' viewBox="0 0 {width} {height}"><path d="{"".join(strokes)}" fill="none"'
        f' stroke="{shades["ink_3"]}" stroke-width=".18"/></svg>'
    ).encode()
