"""A statement of points on paper: every entry is on it, it is tagged, and nobody's words break it."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.domain.earning.forecasts import Close
from portal.domain.earning.statements import Line, Statement, Sums, Told
from portal.domain.paper.statement import StatementPaper
from portal.models.earning.entry import EntryKind
from portal.models.earning.quarter_close import Standing
from portal.outside.pdf import Press
from portal.press import statement_of_points
from tests.documents import samples
from tests.documents.reading import against_ua1, opened, text_of

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
PAPER = StatementPaper(
    program=samples.PROGRAM,
    name="Maya Okafor",
    issued=datetime(2026, 5, 2, tzinfo=ZoneInfo("Europe/London")),
    statement=STATEMENT,
    closes=(
        Close(on=date(2026, 3, 31), had=412, fades=103),
        Close(on=date(2026, 6, 30), had=369, fades=92),
        Close(on=date(2026, 9, 30), had=277, fades=69),
        Close(on=date(2026, 12, 31), had=208, fades=52),
    ),
    threshold=300,
)


def test_every_entry_is_on_paper(press: Press) -> None:
    made = statement_of_points(press, PAPER)
    said = text_of(made.pdf)
    assert (made.pages, made.warnings, against_ua1(made.pdf)) == (1, (), [])
    for words in (
        "Maya Okafor. 1 January 2026 to 31 March 2026.",
        "579 were earned in all; that sum is for our thanks alone.",
        "– 322 – 329 +60 401 +60 301",
        "Earned. Recipe reel, approved by Ines Calder. 20 × 3 = 60.",
        "Undone. Ines Calder took the approval back. 20 × 3 = 60.",
        "Corrected. Counted twice. Ines Calder",
        "Spent. Asked for a mug",
        "Given back. Cancelled: out of mugs",
        "Faded. −25 % of 412 = −103. Renewed.",
        "– 309 – 419",
        "300 keeps",
    ):
        assert words in said, words
    with opened(made.pdf) as file:
        title = "Statement of points, Maya Okafor, 1 January 2026 to 31 March 2026, Trail Crew"
        assert str(file.docinfo["/Title"]) == title


def test_the_same_entries_are_the_same_file(press: Press) -> None:
    assert statement_of_points(press, PAPER).pdf == statement_of_points(press, PAPER).pdf


@pytest.mark.parametrize("paper", ["A4", "letter"])
def test_a_long_one_goes_on_over_pages(press: Press, paper: str) -> None:
    long = replace(STATEMENT, quarter="", opens=None, closes=None, lines=LINES * 20, total=120)
    made = statement_of_points(
        press, replace(PAPER, statement=long, program=replace(samples.PROGRAM, paper=paper))
    )
    assert made.pages > 3
    assert (made.warnings, against_ua1(made.pdf)) == ((), [])
    assert "Since the beginning" in text_of(made.pdf)


def test_nobody_s_words_break_it(press: Press) -> None:
    hostile = "</th><script>x</script>{{ 7*7 }} ‮evil " + "w" * 400
    lines = [replace(line, reason=hostile[:500], title=hostile[:200], by="<b>Eve</b>") for line in LINES]
    made = statement_of_points(
        press, replace(PAPER, name="ليلى <منصور>", statement=replace(STATEMENT, lines=lines))
    )
    assert (made.warnings, against_ua1(made.pdf)) == ((), [])
    assert "<script>x</script>{{ 7*7 }}" in text_of(made.pdf)


def test_an_empty_one_says_so_too(press: Press) -> None:
    nothing = Sums(standing=0, credits=0)
    empty = replace(
        STATEMENT, quarter="", opens=None, closes=None, first=None, opening=nothing, closing=nothing,
        now=nothing, lifetime=0, lines=[], total=0,
    )  # fmt: skip
    made = statement_of_points(press, replace(PAPER, statement=empty, closes=(), threshold=0))
    assert (made.pages, made.warnings, against_ua1(made.pdf)) == (1, (), [])
