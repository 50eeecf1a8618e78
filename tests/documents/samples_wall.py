"""Calendars for the wall with as little, as usual and as much on them as there may be, and one with harm in it."""

# ruff: noqa: E501

from dataclasses import replace
from datetime import date, timedelta

from markupsafe import Markup

from portal.domain.paper.wall import WallCalendar, WallEntry
from tests.documents import samples

_DATES = tuple(WallEntry(on=each.on, title=each.title) for each in samples.USUAL.dates)
_WORK = tuple(
    WallEntry(on=each.due, title=each.title, format=each.format, base=each.base, weight=each.weight)
    for each in samples.ACTIONS
)
USUAL = WallCalendar(
    document=replace(samples.DOCUMENT, made_from="February 2026"),
    program=samples.PROGRAM,
    first=date(2026, 2, 1),
    last=date(2026, 4, 30),
    opens=date(2026, 1, 26),
    closes=date(2026, 5, 3),
    under=Markup("<p>Trail Crew</p>"),
    large=True,
    weekend=frozenset({5, 6}),
    entries=tuple(sorted(_DATES + _WORK, key=lambda each: (each.on, each.title))),
)
SMALL = replace(USUAL, large=False)
SHORTEST = replace(
    USUAL, entries=_DATES[:1], document=replace(samples.SHORTEST.document, made_from="February 2026")
)

_WORDS = "A long sentence that goes on about one thing and then about another, as people write them. "
FULL = replace(
    USUAL,
    entries=tuple(
        WallEntry(
            on=date(2026, 3, 2) + timedelta(days=number // 4),
            title=f"Thing number {number} to do",
            format="Post",
            base=10,
            weight=3,
        )
        for number in range(40)
    ),
)
LONGEST = replace(
    USUAL,
    program=samples.LONGEST.program,
    entries=tuple(
        WallEntry(on=USUAL.opens + timedelta(days=number // 2), title=f"{number} {_WORDS * 3}"[:200], format=f"Afo{'r' * 190}mat", base=1000, weight=20 * (number % 3 > 0))
        for number in range(196)
    ),
)  # fmt: skip


def hostile() -> WallCalendar:
    """The usual calendar, with harm in every plain text."""
    harm, words = samples.hostile(), " ".join(samples.HARM)
    entries = tuple(replace(each, title=words[:200], format=words[:200]) for each in USUAL.entries)
    whole = WallEntry(on=date(2026, 2, 20), title=words, format=words, base=1, weight=1)
    return replace(USUAL, document=harm.document, program=harm.program, entries=(*entries, whole))
