"""A calendar for the wall: a table of weeks, on one sheet, with nothing lost."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.paper.wall import WallEntry
from portal.outside.pdf import Press
from portal.press.calendars import wall_calendar
from tests.documents import samples_wall as known
from tests.documents.reading import opened, tags_of, text_of

MILLIMETRE = 72 / 25.4


@pytest.mark.parametrize(
    ("paper", "large", "size"),
    [
        ("A4", True, (420, 297)),
        ("A4", False, (297, 210)),
        ("letter", True, (432, 279)),
        ("letter", False, (279, 216)),
    ],
)
def test_the_usual_one_is_a_single_sheet_on_its_side(
    press: Press, paper: str, large: bool, size: tuple[int, int]
) -> None:
    made = wall_calendar(
        press, replace(known.USUAL, large=large, program=replace(known.USUAL.program, paper=paper))
    )
    said = text_of(made.pdf)
    assert made.pages == 1
    for entry in known.USUAL.entries:
        assert all(word in said for word in entry.title.split())
        assert entry.is_date or f"{entry.base}×{entry.weight}={entry.points}" in said.replace(" ", "")
    with opened(made.pdf) as file:
        box = [round(float(edge) / MILLIMETRE) for edge in file.pages[0].MediaBox][2:]
    assert tuple(box) == size


def test_it_is_read_as_a_table_of_weeks_and_days(press: Press) -> None:
    tags = tags_of(wall_calendar(press, known.USUAL).pdf)
    heads = [tag.id for tag in tags if tag.name == "TH"]
    cells = [tag for tag in tags if tag.name == "TD" and len(tag.headers) == 2]
    assert len(heads) == 7 + 14
    assert len(cells) == 7 * 14
    assert len({cell.headers for cell in cells}) == 7 * 14


def test_what_a_day_has_no_room_for_is_told_whole_overleaf(press: Press) -> None:
    made = wall_calendar(press, known.LONGEST)
    first, rest = text_of(made.pdf, last=1), text_of(made.pdf, first=2)
    assert "and one more, overleaf" in first
    for entry in known.LONGEST.entries:
        number = entry.title.split()[0]
        assert f"{number} A long" in rest


def test_words_that_are_cut_say_so(press: Press) -> None:
    long = WallEntry(on=date(2026, 2, 17), title="Word " * 38, format="Post", base=10, weight=3)
    made = wall_calendar(press, replace(known.USUAL, large=False, entries=(*known.FULL.entries, long)))
    first, rest = text_of(made.pdf, last=1), text_of(made.pdf, first=2)
    assert "Word Word Word Wor…" in first
    assert "all of it overleaf" in first
    assert "Word " * 37 in rest


def test_the_week_begins_where_the_language_begins_it(press: Press) -> None:
    program = replace(known.USUAL.program, language="en-US")
    american = replace(known.USUAL, opens=date(2026, 2, 1), closes=date(2026, 5, 2), program=program)
    said = text_of(wall_calendar(press, american).pdf)
    assert said.index("Sunday") < said.index("Monday") < said.index("Saturday")
    assert "Feb 1 – 7" in said
