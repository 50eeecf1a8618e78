"""A certificate on paper: one wide page, whatever stands on it."""

from dataclasses import replace
from typing import Any

import pytest
from markupsafe import Markup

from portal.domain.paper.certificate import Certificate
from portal.outside.pdf import Press, RenderFailed
from portal.press.certificates import certificate
from tests.documents import samples_certificate as samples
from tests.documents.reading import bookmarks_of, links_of, opened, tags_of, text_of


def said(press: Press, paper: Certificate) -> str:
    return text_of(certificate(press, paper).pdf)


def test_thanks_say_for_what_by_whom_and_where_to_ask(press: Press) -> None:
    made = certificate(press, samples.USUAL)
    words = text_of(made.pdf)
    for expected in (
        "With thanks from everyone at Trail Crew",
        "Maya Okafor",
        "For sixteen posts, one tasting in a village hall, and the sock that became number nine.",
        "63.5",
        "41",
        "3 March 2025",
        "Ines Calder",
        "Tom Pellow",
        "Runs the crew",
        "Founder",
        "28 January 2026",
        "CE-2601-7F3AK-XQ2MN",
    ):
        assert expected in words, expected
    assert links_of(made.pdf) == {samples.DOCUMENT.check_url}
    assert bookmarks_of(made.pdf) == ["Maya Okafor"]
    with opened(made.pdf) as file:
        left, bottom, right, top = (float(edge) for edge in file.pages[0].MediaBox)
        assert (right - left) > (top - bottom)
        title = "Certificate of thanks: Maya Okafor, Trail Crew"
        assert str(file.docinfo["/Title"]) == title


def test_a_year_and_a_membership_say_their_days(press: Press) -> None:
    year, membership = said(press, samples.YEAR), said(press, samples.MEMBERSHIP)
    assert "Certificate of the year 2025" in year
    assert "Ambassador of Trail Crew in 2025." in year
    assert "Ambassador of Trail Crew from 3 March 2025 to 12 January 2026." in membership
    assert "Ambassador of Trail Crew since 5 January 2026." in said(press, samples.SHORTEST)
    assert "Influence hours" not in said(press, samples.SHORTEST)


def test_the_dots_and_the_code_are_told_in_words(press: Press) -> None:
    usual = [tag.words for tag in tags_of(certificate(press, samples.USUAL).pdf) if tag.name == "Figure"]
    assert usual == [
        "QR code of the page that says whether this certificate is genuine",
        "13 weeks from 27 October 2025 as dots, a row each: approved work on 13 days.",
    ]
    year = [tag.words for tag in tags_of(certificate(press, samples.YEAR).pdf) if tag.name == "Figure"]
    assert year[1:3] == [
        "14 weeks from 30 December 2024 as dots, a row each: approved work on 6 days.",
        "14 weeks from 31 March 2025 as dots, a row each: approved work on 18 days.",
    ]


@pytest.mark.parametrize(
    "program", [{}, {"paper": "letter"}, {"language": "ar"}, {"language": "de"}], ids=str
)
def test_nothing_is_so_long_that_it_needs_a_second_page_or_is_lost(
    press: Press, program: dict[str, Any]
) -> None:
    paper = replace(samples.LONGEST, program=replace(samples.LONGEST.program, **program))
    made = certificate(press, paper)
    assert (made.pages, made.warnings) == (1, ())
    words = text_of(made.pdf).replace(" ", "")
    for whole in (paper.person.name, paper.thanks_for, samples.NUMBER, paper.signatures[1].name):
        assert [word for word in whole.strip(".").split() if word not in words] == []
    assert certificate(press, samples.hostile()).pages == 1


def test_words_that_need_a_second_page_are_not_printed(press: Press) -> None:
    with pytest.raises(RenderFailed, match="does not fit on one page"):
        certificate(press, replace(samples.SHORTEST, words=Markup("<p>And so on.</p>" * 30)))
