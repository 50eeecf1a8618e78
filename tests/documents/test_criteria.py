"""The criteria sheet: one page that says what counts, what keeps a place, and how people are chosen."""

from dataclasses import replace
from datetime import date

import pytest

from portal.outside.pdf import Press
from portal.press.criteria import criteria_sheet
from tests.documents import samples_criteria as known
from tests.documents.reading import links_of, tags_of, text_of


@pytest.mark.parametrize("paper", ["A4", "letter"])
def test_the_usual_sheet_is_one_page_that_says_it_all(press: Press, paper: str) -> None:
    made = criteria_sheet(press, replace(known.USUAL, program=replace(known.USUAL.program, paper=paper)))
    said = text_of(made.pdf)
    assert made.pages == 1
    for kind in known.USUAL.types:
        sum_of_it = f"{kind.about}{kind.base}×{kind.weight}{kind.points}"
        assert sum_of_it.replace(" ", "") in said.replace(" ", "")
        assert kind.name in said
    for scale in known.USUAL.scales:
        assert scale.name in said
    for words in (
        "400 of standing after a close keeps a place.",
        "25% of standing fades when a quarter closes: 400 become 300.",
        "1 quarter is provisional, the one of joining",
        "2 people score each application from 0 to 4 on each line, without seeing each other’s scores.",
        "each can give 28 at most; 16 or more is what we look for.",
        "Reach counts for nothing.",
        "crew.pellow.example/apply Until 28 February 2026. From the age of 18.",
        "An answer comes within 14 days.",
        "Whoever is declined may apply again after 90 days.",
        "If a decision seems unfair, write to fair@pellow.example.",
    ):
        assert words in said, words
    assert links_of(made.pdf) == {"https://crew.pellow.example/apply", "mailto:fair@pellow.example"}


def test_it_tells_the_truth_of_doors_that_are_shut(press: Press) -> None:
    shut = replace(known.USUAL.applying, shut="paused", opens_on=date(2026, 9, 1), closes_on=None)
    said = text_of(criteria_sheet(press, replace(known.USUAL, applying=shut)).pdf)
    assert "Applications are paused. They open on 1 September 2026." in said
    assert "Until" not in said


def test_long_words_go_on_over_pages_and_none_is_lost(press: Press) -> None:
    made = criteria_sheet(press, known.LONGEST)
    said = text_of(made.pdf)
    assert made.pages > 1
    assert said.count("20,000") == 20
    assert all(f"Line {number} of the rubric" in said for number in range(5))
    assert "Somebody who had no part in it looks at it again." in said


def test_every_score_is_read_with_its_line_and_its_head(press: Press) -> None:
    tags = tags_of(criteria_sheet(press, known.USUAL).pdf)
    heads = {tag.id for tag in tags if tag.name == "TH"}
    cells = [tag for tag in tags if tag.name == "TD" and tag.headers]
    assert len(cells) >= 3 * len(known.USUAL.types) + 4 * len(known.USUAL.scales)
    assert {name for cell in cells for name in cell.headers} <= heads
    assert [tag.words for tag in tags if tag.name == "Figure"] == ["A code to scan that leads to the form"]
