"""The verdict on a napkin: what fails it, what would make it fit, and how soon a reward is near."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.paper.napkin import Napkin, Worth
from portal.domain.paper.napkin_verdict import (
    Cut,
    Fault,
    Measure,
    Part,
    as_kept,
    first_reward,
    from_kept,
    judge,
)
from tests.documents.samples_napkin import USUAL

GOOD = Measure(pages=1, left=4.0, right=2.0, heights=(11.0, 6.4) * 6)
TODAY = date(2026, 2, 11)


def test_a_usual_napkin_passes() -> None:
    verdict = judge(USUAL, GOOD, first_reward=0)
    assert (verdict.fits, verdict.faults, verdict.cut, verdict.enough) == (True, (), None, ())
    assert (verdict.spare, verdict.point_values, verdict.rewards, verdict.longest_words) == (2.0, 4, 5, 12)
    assert verdict.words == len(
        " ".join((USUAL.deal, *USUAL.lines, *(each.name for each in USUAL.does + USUAL.gets))).split()
    ) + len(USUAL.does) + len(USUAL.gets)


def test_rules_too_long_by_a_little_name_each_line_that_is_enough_and_the_shortest_first() -> None:
    verdict = judge(USUAL, replace(GOOD, pages=2, right=-7.0), first_reward=0)
    assert verdict.faults == (Fault.PAGES,)
    assert verdict.enough == (0, 2, 4, 6, 8, 10)
    assert verdict.cut == Cut(part=Part.LINE, place=10, words=USUAL.lines[10])
    assert verdict.spare == -7.0


def test_rules_too_long_by_more_than_any_line_name_the_longest() -> None:
    heights = (11.0, 6.4, 15.6, 6.4) * 3
    verdict = judge(USUAL, replace(GOOD, pages=2, right=-40.0, heights=heights), first_reward=0)
    assert (verdict.enough, verdict.cut) == ((), Cut(part=Part.LINE, place=10, words=USUAL.lines[10]))


def test_a_seventh_reward_is_the_one_to_cut() -> None:
    seven = replace(USUAL, gets=(*USUAL.gets, Worth("Hat", 450), Worth("Boots", 900)))
    verdict = judge(seven, GOOD, first_reward=0)
    assert (verdict.faults, verdict.rewards) == ((Fault.REWARDS,), 7)
    assert verdict.cut == Cut(part=Part.GETS, place=6, words="Boots")


def test_a_fifth_point_value_is_the_one_to_cut_and_the_same_value_twice_is_one() -> None:
    five = replace(USUAL, does=(*USUAL.does, Worth("Talk", 50)))
    verdict = judge(five, GOOD, first_reward=0)
    assert (verdict.faults, verdict.cut) == ((Fault.VALUES,), Cut(part=Part.DOES, place=4, words="Talk"))
    again = replace(USUAL, does=(*USUAL.does, Worth("Reel", 40)))
    assert judge(again, GOOD, first_reward=0).point_values == 4


def test_a_sentence_of_seventeen_words_is_to_be_shortened() -> None:
    long = "This one says, " + "and says, " * 6 + "that nobody remembers"
    verdict = judge(replace(USUAL, lines=(*USUAL.lines[:3], long)), GOOD, first_reward=0)
    assert (verdict.faults, verdict.longest_words) == ((Fault.SENTENCE,), 18)
    assert verdict.cut == Cut(part=Part.LINE, place=3, words=long, shorten=True)


def test_a_deal_that_alone_is_too_long_is_to_be_shortened_whatever_sentence_is_the_longest() -> None:
    bare = replace(USUAL, does=(), gets=(), lines=("so " * 20,))
    verdict = judge(bare, replace(GOOD, pages=2, left=-3.0), first_reward=0)
    assert verdict.cut == Cut(part=Part.DEAL, place=0, words=USUAL.deal, shorten=True)


@pytest.mark.parametrize(("days", "late"), [(0, False), (30, False), (31, True), (None, True)])
def test_the_first_reward_is_near_enough_within_thirty_days(days: int | None, late: bool) -> None:
    assert (Fault.LATE in judge(USUAL, GOOD, first_reward=days).faults) is late


def test_the_first_reward_comes_with_the_first_action_or_when_the_credits_are_together() -> None:
    in_days = {days: TODAY + timedelta(days=days) for days in (-5, 3, 10, 20)}
    earning = [(in_days[20], 40), (in_days[3], 60), (in_days[10], 50)]
    assert first_reward(TODAY, earning=earning, prices=[100, 400], on_first=False) == 10
    assert first_reward(TODAY, earning=earning, prices=[150], on_first=False) == 20
    assert first_reward(TODAY, earning=earning, prices=[151], on_first=False) is None
    assert first_reward(TODAY, earning=earning, prices=[], on_first=True) == 3
    assert first_reward(TODAY, earning=[(in_days[-5], 100)], prices=[100], on_first=False) == 0
    assert first_reward(TODAY, earning=[], prices=[1], on_first=True) is None


def test_an_empty_napkin_has_a_verdict() -> None:
    empty = Napkin(document=USUAL.document, program=USUAL.program)
    verdict = judge(empty, Measure(pages=1, left=100, right=110, heights=()), first_reward=None)
    assert (verdict.words, verdict.longest, verdict.faults) == (0, "", (Fault.LATE,))


MEASURES = st.builds(
    Measure,
    pages=st.integers(1, 9),
    left=st.floats(-400, 100, allow_nan=False),
    right=st.floats(-400, 100, allow_nan=False),
    heights=st.tuples(*[st.floats(0.1, 90)] * 12),
)


@given(MEASURES, st.none() | st.integers(0, 200))
def test_a_verdict_is_kept_as_it_is_and_passes_only_on_one_page(measure: Measure, days: int | None) -> None:
    verdict = judge(USUAL, measure, first_reward=days)
    assert from_kept(as_kept(verdict)) == verdict
    assert (Fault.PAGES in verdict.faults) is (measure.pages != 1)
    if Fault.PAGES in verdict.faults and min(measure.left, measure.right) < 0:
        assert verdict.cut is not None
