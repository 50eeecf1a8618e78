"""Statements of points as short, as usual and as long as they come, and one with harm in it."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.domain.earning.forecasts import Close
from portal.domain.earning.statements import Line, Statement, Sums, Told
from portal.domain.paper.letterhead import Issue
from portal.domain.paper.statement import StatementPaper
from portal.models.earning.entry import EntryKind
from portal.models.earning.quarter_close import Standing
from tests.documents import samples

TOLD = Told(
    quarter="2026Q1", outcome=Standing.RENEWED, before=412, after=309, threshold=300, kept=None
)  # fmt: skip


def a_line(number: int, kind: EntryKind, standing: int, credits: int, reason: str, **more: object) -> Line:
    known = {
        "id": number, "day": date(2026, 2, number), "quarter": "2026Q1", "by": "Ines Calder",
        "submission_id": None, "redemption_id": None, "title": "", "type": "", "standing_after": 400 + number,
        "credits_after": 300 + number,
    }  # fmt: skip
    return Line(kind=kind, standing=standing, credits=credits, reason=reason, **(known | more))  # type: ignore[arg-type]


LINES = (
    a_line(6, EntryKind.FADE, -103, 0, "−25 % of 412 = −103", told=TOLD),
    a_line(5, EntryKind.RETURNED, 0, 100, "Cancelled: out of mugs", title="Mug"),
    a_line(4, EntryKind.SPENT, 0, -100, "Asked for a mug", title="Mug"),
    a_line(3, EntryKind.CORRECTION, -10, -10, "Counted twice."),
    a_line(2, EntryKind.UNDONE, -60, -60, "20 × 3 = 60", title="Toast"),
    a_line(1, EntryKind.AWARD, 60, 60, "20 × 3 = 60", title="Toast", type="Recipe reel"),
)
STATEMENT = Statement(
    quarter="2026Q1",
    opens=date(2026, 1, 1),
    closes=date(2026, 3, 31),
    opening=Sums(standing=322, credits=329),
    closing=Sums(standing=309, credits=419),
    now=Sums(standing=369, credits=229),
    lifetime=579,
    first=date(2025, 7, 3),
    spent=350,
    closes_told=[TOLD],
    lines=LINES,
    total=len(LINES),
)
USUAL = StatementPaper(
    program=samples.PROGRAM,
    name="Maya Okafor",
    document=Issue("PS-2605-00001", datetime(2026, 5, 2, tzinfo=ZoneInfo("Europe/London"))),
    statement=STATEMENT,
    closes=(
        Close(on=date(2026, 3, 31), had=412, fades=103),
        Close(on=date(2026, 6, 30), had=369, fades=92),
        Close(on=date(2026, 9, 30), had=277, fades=69),
        Close(on=date(2026, 12, 31), had=208, fades=52),
    ),
    threshold=300,
    intro=samples.delivered("statement", "intro", points="579"),
)

_NOTHING = Sums(standing=0, credits=0)
SHORTEST = replace(
    USUAL,
    name="Bo",
    statement=replace(
        STATEMENT, quarter="", opens=None, closes=None, first=None, opening=_NOTHING, closing=_NOTHING,
        now=_NOTHING, lifetime=0, lines=[], total=0,
    ),
    closes=(),
    threshold=0,
    intro=samples.delivered("statement", "intro", points="0"),
)  # fmt: skip
LONGEST = replace(
    USUAL,
    name="Wolfeschlegelsteinhausenbergerdorff " * 5,
    statement=replace(
        STATEMENT,
        quarter="",
        opens=None,
        closes=None,
        lines=[replace(line, reason=f"{line.reason}. {'And so on, at length. ' * 12}") for line in LINES]
        * 20,
        total=120,
    ),
)


def hostile() -> StatementPaper:
    """The usual statement, with harm in every plain text."""
    words = " ".join(samples.HARM)
    lines = [
        replace(line, reason=words[:500], title=words[:200], type=words[:80], by=words[:200])
        for line in LINES
    ]
    return replace(USUAL, name=words, statement=replace(STATEMENT, lines=lines), intro=samples.harm())
