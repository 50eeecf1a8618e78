"""The monthly report: one page, every figure with what it means, and how sure it is where it is a share."""

from dataclasses import replace

import pytest
from markupsafe import Markup

from portal.domain.earning.rates import share
from portal.domain.measuring.definitions import DEFINITIONS, NAMES
from portal.domain.measuring.figures import People, Renewed
from portal.domain.measuring.measures import measures
from portal.outside.pdf import Press
from portal.press.reports import monthly_report
from tests.documents import samples_report as known
from tests.documents.reading import bookmarks_of, opened, tags_of, text_of


@pytest.mark.parametrize("paper", ["A4", "letter"])
def test_the_usual_one_is_one_page_with_every_figure(press: Press, paper: str) -> None:
    made = monthly_report(press, replace(known.USUAL, program=replace(known.USUAL.program, paper=paper)))
    said = text_of(made.pdf)
    assert made.pages == 1
    for words in (
        "November: work waits too long for a review, more people were active",
        "13 of 15 ambassadors had work approved in thirty days, and 19 pieces were approved in the month.",
        "3 wait for a review, the oldest for 9 days.",
        "62% to 96%, 79% in October",
        "3 more than in October",
        "2.6 more than in October",
        "Organic: 6 of 10 sent in, 60% (31% to 83%).",
        "18 of 24 75% 55% to 88%",
        "Too early to tell.",
        "£93.50 £112.00",
        "2 joined, 1 left.",
        "figures as of the end of 30 November 2026",
    ):
        assert words in said, words
    with opened(made.pdf) as file:
        assert str(file.docinfo["/Title"]) == "Report for November 2026, Trail Crew"


def test_each_measure_is_there_with_its_definition(press: Press) -> None:
    said = text_of(monthly_report(press, known.USUAL).pdf)
    for each in measures(known.USUAL.report):
        if each.section in {"work", "rewards"}:
            assert NAMES[each.key] in said
            assert DEFINITIONS[each.key].split(";")[0].rstrip(".") in said
    assert DEFINITIONS["active"] in said
    assert DEFINITIONS["renewed"] in said


def test_drawings_say_in_words_what_they_show(press: Press) -> None:
    pdf = monthly_report(press, known.USUAL).pdf
    figures = [tag.words for tag in tags_of(pdf) if tag.name == "Figure"]
    assert figures[0].startswith("Approved pieces by week: 5 Oct: 3, 12 Oct: 4,")
    assert figures[1].endswith("Oct: 7 + 2, Nov: 6 + 4.")
    assert figures[2:] == ["Between 62% and 96%; healthy is over 60%.", "13 active, 1 quiet, 1 at risk."]
    assert len(figures) == 4
    assert bookmarks_of(pdf)[0].startswith("November")


def test_a_verdict_is_given_only_where_it_is_clear(press: Press) -> None:
    report = known.USUAL.report
    below = replace(report, closes=(Renewed(quarter="2026Q3", rate=share(2, 40)),))
    said = text_of(monthly_report(press, replace(known.USUAL, report=below)).pdf)
    assert "Below. It is too demanding, or rewards do not pull." in said
    few = replace(report, now=replace(report.now, people=People(members=2, active=2)))
    said = text_of(monthly_report(press, replace(known.USUAL, report=few)).pdf)
    assert "100%, 2 of 2" in said
    assert "Inside." not in said


def test_a_portal_with_nothing_says_so_and_divides_by_nothing(press: Press) -> None:
    made = monthly_report(press, known.SHORTEST)
    said = text_of(made.pdf)
    assert made.pages == 1
    for words in ("November: nobody is an ambassador yet", "No quarter is closed yet.", "nobody yet"):
        assert words in said
    assert "Nothing was sent in, so there is no organic share." in said
    assert "nan" not in said.lower().replace("nano", "")


def test_words_of_the_staff_stand_at_the_end(press: Press) -> None:
    asked = replace(known.USUAL, closing=Markup("<p>Agree to twelve more places.</p>"))
    said = text_of(monthly_report(press, asked).pdf)
    assert "What we ask of you Agree to twelve more places." in said
    assert "What we ask of you" not in text_of(monthly_report(press, known.USUAL).pdf)


def test_the_same_month_is_the_same_file(press: Press) -> None:
    assert monthly_report(press, known.USUAL).pdf == monthly_report(press, known.USUAL).pdf
