"""Reports of a month with nothing, as much as usual and as much as there may be in it, and one with harm."""

# ruff: noqa: E501

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from portal.domain import months
from portal.domain.earning.rates import share
from portal.domain.measuring.figures import Applied, Figures, People, Renewed, Report, Rewards, Work
from portal.domain.paper.letterhead import Issue
from portal.domain.paper.report import ReportPaper
from tests.documents import samples

MONTH = date(2026, 11, 1)
_BEFORE = months.before(MONTH)


def _figures(month: date, scale: int, *, people: People, work: Work, rewards: Rewards) -> Figures:
    applied = (
        Applied(
            source="organic", seen=212 * scale, started=11 * scale, submitted=6 * scale, approved=2 * scale
        ),
        Applied(
            source="invited", seen=14 * scale, started=4 * scale, submitted=3 * scale, approved=2 * scale
        ),
        Applied(source="nominated", seen=2 * scale, started=scale, submitted=scale),
    )
    last = months.last_day(month)
    return Figures(month=month, until=last, applications=applied, people=people, work=work, rewards=rewards)


def _weeks(counts: tuple[int, ...]) -> tuple[tuple[date, int], ...]:
    monday = date(2026, 11, 30)
    starts = [monday - timedelta(weeks=back) for back in reversed(range(len(counts)))]
    return tuple(zip(starts, counts, strict=True))


def _months(counts: tuple[tuple[int, int], ...]) -> tuple[tuple[date, int, int], ...]:
    starts = [months.before(MONTH, back) for back in reversed(range(len(counts)))]
    return tuple((start, *pair) for start, pair in zip(starts, counts, strict=True))


USUAL = ReportPaper(
    document=Issue("MR-2612-00007", datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Europe/London")), made_from="2026-11"),
    program=samples.PROGRAM,
    currency="GBP",
    report=Report(
        now=_figures(
            MONTH, 1,
            people=People(members=15, active=13, joined=2, left=1, at_risk=1, risky_quiet=1),
            work=Work(pieces=19, minutes=1270, weighed=3460, waiting=3, oldest=date(2026, 11, 21)),
            rewards=Rewards(asked=6, sent=4, received=3, cost=9350, waiting=2),
        ),
        before=_figures(
            _BEFORE, 1,
            people=People(members=14, active=11, joined=1, at_risk=2, risky_quiet=2),
            work=Work(pieces=16, minutes=1115, weighed=2900, waiting=5, oldest=date(2026, 10, 26)),
            rewards=Rewards(asked=4, sent=5, received=4, cost=11200, waiting=3),
        ),
        weeks=_weeks((3, 4, 2, 5, 4, 6, 5, 4, 1)),
        months=_months(((3, 2), (4, 2), (4, 5), (5, 3), (7, 2), (6, 4))),
        closes=tuple(
            Renewed(quarter=quarter, rate=share(part, 6))
            for quarter, part in (("2026Q3", 5), ("2026Q2", 4), ("2026Q1", 4), ("2025Q4", 5))
        ),
    ),
    closing=Markup(),
)  # fmt: skip
_NOTHING = {"people": People(), "work": Work(), "rewards": Rewards()}
SHORTEST = replace(
    USUAL,
    report=Report(
        now=_figures(MONTH, 0, **_NOTHING),
        before=_figures(_BEFORE, 0, **_NOTHING),
        weeks=_weeks((0,) * 9),
        months=_months(((0, 0),) * 6),
        closes=(),
    ),
)
_MUCH = {
    "people": People(members=5120, active=1013, joined=412, left=391, at_risk=1204, risky_quiet=1190),
    "work": Work(pieces=10213, minutes=1_270_000, weighed=3_460_000, waiting=1212, oldest=date(2026, 2, 21)),
    "rewards": Rewards(asked=6123, sent=4123, received=3123, cost=935_000_00, waiting=2001),
}
_WORDS = "A long sentence that goes on about one thing and then about another, as people write them. "
LONGEST = replace(
    USUAL,
    program=samples.LONGEST.program,
    report=Report(
        now=_figures(MONTH, 1234, **_MUCH),
        before=_figures(_BEFORE, 4321, **_MUCH),
        weeks=_weeks((2100, 2310, 1900, 2205, 2512, 2300, 2111, 2402, 500)),
        months=_months(
            ((10321, 9002), (10432, 9100), (9999, 9998), (10000, 10000), (12000, 1), (7404, 4936))
        ),
        closes=tuple(
            Renewed(quarter=quarter, rate=share(part, 4000))
            for quarter, part in (("2026Q3", 1000), ("2026Q2", 1100), ("2026Q1", 1999), ("2025Q4", 0))
        ),
    ),
    closing=Markup(f"<p>{_WORDS * 6}</p><ul><li>{_WORDS}</li><li>{_WORDS}</li></ul><p>{_WORDS * 8}</p>"),
)


def hostile() -> ReportPaper:
    """The usual report, with harm in every plain text."""
    harm = samples.hostile()
    document = replace(USUAL.document, number="<b>&")
    closing = Markup("<p>{}</p>").format(" ".join(samples.HARM))
    return replace(USUAL, document=document, program=harm.program, closing=closing)
