"""A statement of points on paper: every entry is on it, it is tagged, and nobody's words break it."""

from dataclasses import replace

import pytest

from portal.outside.pdf import Press
from portal.press.statements import statement_of_points
from tests.documents import samples
from tests.documents.reading import against_ua1, opened, text_of
from tests.documents.samples_statement import LINES, SHORTEST, STATEMENT, USUAL


def test_every_entry_is_on_paper(press: Press) -> None:
    made = statement_of_points(press, USUAL)
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
    assert statement_of_points(press, USUAL).pdf == statement_of_points(press, USUAL).pdf


@pytest.mark.parametrize("paper", ["A4", "letter"])
def test_a_long_one_goes_on_over_pages(press: Press, paper: str) -> None:
    long = replace(STATEMENT, quarter="", opens=None, closes=None, lines=LINES * 20, total=120)
    made = statement_of_points(
        press, replace(USUAL, statement=long, program=replace(samples.PROGRAM, paper=paper))
    )
    assert made.pages > 3
    assert (made.warnings, against_ua1(made.pdf)) == ((), [])
    assert "Since the beginning" in text_of(made.pdf)


def test_nobody_s_words_break_it(press: Press) -> None:
    hostile = "</th><script>x</script>{{ 7*7 }} ‮evil " + "w" * 400
    lines = [replace(line, reason=hostile[:500], title=hostile[:200], by="<b>Eve</b>") for line in LINES]
    made = statement_of_points(
        press, replace(USUAL, name="ليلى <منصور>", statement=replace(STATEMENT, lines=lines))
    )
    assert (made.warnings, against_ua1(made.pdf)) == ((), [])
    assert "<script>x</script>{{ 7*7 }}" in text_of(made.pdf)


def test_an_empty_one_says_so_too(press: Press) -> None:
    made = statement_of_points(press, SHORTEST)
    assert (made.pages, made.warnings, against_ua1(made.pdf)) == (1, (), [])
