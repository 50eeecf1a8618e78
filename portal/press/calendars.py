"""A calendar for the wall, on a sheet that lies on its side."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.palette import tokens
from portal.domain.paper.wall import WallCalendar
from portal.domain.paper.wall_grid import Grid, Room, grid
from portal.outside.pdf import Press, Rendered
from portal.outside.pdf_pages import locale_of
from portal.press.style import parts_of, style


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet on its side, in millimetres: what margins and heads take, a line of text, what is around it.

    `title` and `under` are how wide a square is, in em of its titles and of what stands below them.
    """

    width: float
    height: float
    taken: float
    line: float
    around: float
    title: float
    under: float


# By the paper of the program: the large one for a wall, the small one for any printer.
SHEETS = {
    ("A4", True): Sheet(width=420, height=297, taken=73, line=4.5, around=2.6, title=10.3, under=12.4),
    ("A4", False): Sheet(width=297, height=210, taken=48, line=3.4, around=1.8, title=9.4, under=10.8),
    ("letter", True): Sheet(
        width=431.8, height=279.4, taken=73, line=4.5, around=2.6, title=10.7, under=12.9
    ),
    ("letter", False): Sheet(width=279.4, height=215.9, taken=48, line=3.4, around=1.8, title=8.5, under=9.8),
}


def wall_calendar(press: Press, paper: WallCalendar) -> Rendered:
    """Three months as a PDF: one sheet, and a second for what days have no room for."""
    shades, sheet = tokens(paper.program.brand).light, SHEETS[paper.program.paper, paper.large]
    locale = locale_of(paper.program.language)
    laid = laid_out(paper, sheet)
    names = locale.days["stand-alone"]["wide"]
    first = paper.opens.weekday()
    return press.render(
        "wall.html",
        parts_of(paper) | {"grid": laid, "weekdays": [names[(first + day) % 7] for day in range(7)]},
        stamp=paper.document.issued,
        language=paper.program.language,
        sheets=("base.css", "wall.css") if paper.large else ("base.css", "wall.css", "wall_small.css"),
        style=style(shades, paper.program.paper) + _size(sheet, laid),
    )


def laid_out(paper: WallCalendar, sheet: Sheet) -> Grid:
    """The weeks of a calendar, as far as a sheet has room for what is in them."""
    weeks = ((paper.closes - paper.opens).days + 1) // 7
    lines = int((sheet.height - sheet.taken - weeks * sheet.around) / sheet.line)
    return grid(paper, room=Room(lines=lines, title=sheet.title, under=sheet.under))


def heights(needed: Sequence[float], *, whole: float) -> list[float]:
    """The height of each row: what it needs, and as equal as that allows, `whole` together if they can."""
    low, high = 0.0, max(whole, *needed)
    for _ in range(40):
        level = (low + high) / 2
        low, high = (low, level) if sum(max(level, each) for each in needed) > whole else (level, high)
    return [max(low, each) for each in needed]


def _size(sheet: Sheet, laid: Grid) -> str:
    """The size of the page, and the height of each week."""
    needed = [week.lines * sheet.line + sheet.around for week in laid.weeks]
    rows = heights(needed, whole=sheet.height - sheet.taken)
    rules = "".join(f".w{place} td{{height:{high:.2f}mm}}" for place, high in enumerate(rows))
    return f"@page{{size:{sheet.width}mm {sheet.height}mm}}{rules}"
