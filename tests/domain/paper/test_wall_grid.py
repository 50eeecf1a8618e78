"""A calendar as rows of weeks: each day once, within its room, and nothing lost."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.paper.wall import WallCalendar, WallEntry
from portal.domain.paper.wall_grid import LEAST, Grid, Room, cap, grid
from portal.domain.paper.wall_words import lines, width
from portal.press.calendars import heights
from tests.documents import samples_wall as known

ROOM = Room(lines=44, title=10.0, under=12.0)
TITLES = st.text(st.sampled_from("abc mWi漢 -"), min_size=1, max_size=80).map(
    lambda text: text.strip() or "x"
)
ENTRIES = st.lists(
    st.builds(
        WallEntry,
        on=st.integers(0, 97).map(lambda day: known.USUAL.opens + timedelta(days=day)),
        title=TITLES,
        format=st.sampled_from(["", "Post", "A very long format of many words"]),
        base=st.integers(1, 100),
        weight=st.integers(0, 5),
    ),
    max_size=60,
)


def laid(entries: list[WallEntry]) -> tuple[WallCalendar, Grid]:
    paper = replace(known.USUAL, entries=tuple(entries))
    return paper, grid(paper, room=ROOM)


@settings(max_examples=60, deadline=None)
@given(ENTRIES)
def test_every_day_stands_once_and_no_entry_is_lost(entries: list[WallEntry]) -> None:
    paper, found = laid(entries)
    squares = [square for week in found.weeks for square in week.days]
    assert [square.on for square in squares] == [paper.opens + timedelta(days=later) for later in range(98)]
    shown = [each for square in squares for each in square.shown if each.whole]
    told = {(each.entry.on, each.entry.title) for each in shown}
    told |= {(entry.on, entry.title) for entry in found.listed}
    assert {(entry.on, entry.title) for entry in entries} <= told
    for square in squares:
        planned = [entry for entry in entries if entry.on == square.on]
        assert square.more == len(planned) - len(square.shown)


@settings(max_examples=60, deadline=None)
@given(ENTRIES)
def test_no_day_takes_more_lines_than_its_week_has(entries: list[WallEntry]) -> None:
    _paper, found = laid(entries)
    assert sum(week.lines for week in found.weeks) <= ROOM.lines
    for week in found.weeks:
        for square in week.days:
            taken = sum(ROOM.takes(each.entry) for each in square.shown if each.whole)
            assert not taken or taken + square.names_month + bool(square.more) <= week.lines


@given(st.lists(st.integers(0, 30), min_size=1, max_size=15), st.integers(30, 60))
def test_the_fullest_weeks_give_way_first(needs: list[int], room: int) -> None:
    most = cap(needs, room=room)
    assert most >= LEAST
    assert most == max([LEAST, *needs]) or sum(max(LEAST, min(each, most + 1)) for each in needs) > room
    assert most == LEAST or sum(max(LEAST, min(each, most)) for each in needs) <= room


@given(st.text(max_size=200), st.floats(1, 30))
def test_lines_hold_every_letter_and_no_line_is_too_wide(text: str, across: float) -> None:
    found = lines(text, across)
    assert "".join(found).replace(" ", "") == "".join(text.split()).replace(" ", "")
    assert all(sum(map(width, line)) <= across + 1e-9 or len(line) == 1 for line in found)


@given(st.lists(st.floats(5, 60), min_size=1, max_size=15), st.floats(100, 260))
def test_rows_fill_the_sheet_and_none_is_too_low(needed: list[float], whole: float) -> None:
    found = heights(needed, whole=whole)
    assert all(high >= need - 1e-6 for high, need in zip(found, needed, strict=True))
    assert abs(sum(found) - max(whole, sum(needed))) < 1e-3


def test_a_day_with_work_and_a_date_is_a_day_with_work() -> None:
    on = date(2026, 3, 3)
    both = [WallEntry(on=on, title="All"), WallEntry(on=on, title="Post", base=10, weight=3)]
    assert kinds(both) == {on: "do"}
    assert kinds(both[:1]) == {on: "shared"}


def kinds(entries: list[WallEntry]) -> dict[date, str]:
    return {square.on: square.kind for week in laid(entries)[1].weeks for square in week.days if square.kind}
