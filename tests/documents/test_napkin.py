"""The napkin as it is set: what stands on it, and that its verdict is what the press says."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.domain.paper.napkin_verdict import Fault, judge
from portal.outside.pdf import Press
from portal.press.napkins import measured, napkin_page, napkin_sheet
from tests.documents.reading import opened, text_of
from tests.documents.samples_napkin import LONGEST, USUAL

LINES = st.lists(st.text("abcdefgh ", min_size=1, max_size=160), max_size=16)


@pytest.fixture(scope="module")
def own() -> Iterator[Press]:
    with Press() as press:
        yield press


def test_the_whole_deal_is_on_it(own: Press) -> None:
    made = napkin_page(own, USUAL)
    said = text_of(made.pdf)
    assert (made.pages, made.warnings) == (1, ())
    for words in (USUAL.deal, "Story or small job 10", "Factory day 400", *USUAL.lines, "rules 3"):
        assert words in said, words
    with opened(made.pdf) as file:
        box = file.pages[0].mediabox
        assert [round(float(side) / 72 * 25.4) for side in box] == [0, 0, 148, 148]


@pytest.mark.parametrize(("paper", "copies"), [("A4", 2), ("letter", 1)])
def test_two_are_on_a_sheet_that_holds_two(own: Press, paper: str, copies: int) -> None:
    made = napkin_sheet(own, replace(USUAL, program=replace(USUAL.program, paper=paper)))
    assert (made.pages, made.warnings) == (1, ())
    assert text_of(made.pdf).count("Factory day 400") == copies


def test_what_is_too_long_for_a_napkin_is_not_cut_off_on_a_sheet(own: Press) -> None:
    made = napkin_sheet(own, LONGEST)
    assert made.pages > 1
    assert text_of(made.pdf).count("A rule that nobody can remember") == 36


def test_cutting_any_line_that_is_enough_makes_it_fit(own: Press) -> None:
    lines = (*USUAL.lines, "One more thing that somebody wanted to have said, whatever it costs us all.")
    verdict = judge(replace(USUAL, lines=lines), measured(own, replace(USUAL, lines=lines)), first_reward=0)
    assert verdict.faults == (Fault.PAGES,)
    assert verdict.enough
    for place in verdict.enough:
        fewer = replace(USUAL, lines=lines[:place] + lines[place + 1 :])
        assert napkin_page(own, fewer).pages == 1, lines[place]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, st.text("abcdefgh ", min_size=1, max_size=160))
def test_a_line_more_never_makes_it_shorter_and_what_passes_fits(
    own: Press, lines: list[str], more: str
) -> None:
    shorter, longer = replace(USUAL, lines=tuple(lines)), replace(USUAL, lines=(*lines, more))
    before, after = measured(own, shorter), measured(own, longer)
    assert (after.pages, -after.right) >= (before.pages, -before.right)
    assert after.left == before.left
    for napkin, measure in ((shorter, before), (longer, after)):
        passes = Fault.PAGES not in judge(napkin, measure, first_reward=0).faults
        assert passes is (napkin_page(own, napkin).pages == 1)
        assert passes is (measure.left >= 0 and measure.right >= 0)
