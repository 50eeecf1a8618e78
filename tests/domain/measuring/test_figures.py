"""The arithmetic of a report: intervals hold their shares, sums agree, the worked figures come out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.earning.rates import Place, share
from portal.domain.measuring.figures import Applied, Figures, People, Renewed, Report, Rewards, Work
from portal.domain.measuring.headlines import Finding, findings

MONTH, LAST = date(2026, 11, 1), date(2026, 11, 30)


def figures(**more: object) -> Figures:
    known = {"month": MONTH, "until": LAST, "applications": (), "people": People(), "work": Work()}
    return Figures(**{**known, "rewards": Rewards(), **more})  # type: ignore[arg-type]


def report(now: Figures, before: Figures | None = None, closes: tuple[Renewed, ...] = ()) -> Report:
    return Report(now=now, before=before or figures(), weeks=(), months=(), closes=closes)


def closed(part: int, whole: int, quarter: str = "2026Q3") -> Renewed:
    return Renewed(quarter=quarter, rate=share(part, whole))


@st.composite
def crowds(draw: st.DrawFn) -> People:
    members = draw(st.integers(0, 500))
    active = draw(st.integers(0, members))
    at_risk = draw(st.integers(0, members))
    least, most = max(0, at_risk - active), min(at_risk, members - active)
    return People(members=members, active=active, at_risk=at_risk, risky_quiet=draw(st.integers(least, most)))


@given(crowds())
def test_everybody_is_in_one_part(people: People) -> None:
    assert sum(people.parts) == people.members
    assert min(people.parts) >= 0
    assert people.parts[2] == people.at_risk


@given(crowds())
def test_an_interval_holds_the_share(people: People) -> None:
    if people.members:
        assert people.share.low <= people.active / people.members + 1e-12
        assert people.share.high >= people.active / people.members - 1e-12


@given(st.integers(1, 40).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_fewer_people_are_less_sure(facts: tuple[int, int]) -> None:
    few, many = share(*facts), share(facts[0] * 10, facts[1] * 10)
    assert few.high - few.low > many.high - many.low


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4))
def test_four_quarters_together_are_their_sums(facts: list[tuple[int, int]]) -> None:
    closes = tuple(closed(min(pair), max(pair)) for pair in facts)
    together = report(figures(), closes=closes).renewals.rate
    assert (together.part, together.whole) == (sum(map(min, facts)), sum(map(max, facts)))


@given(st.lists(st.integers(0, 100), min_size=3, max_size=3))
def test_every_application_is_of_one_source(counts: list[int]) -> None:
    sources = ("organic", "invited", "nominated")
    applied = tuple(Applied(source=s, submitted=n) for s, n in zip(sources, counts, strict=True))
    found = figures(applications=applied)
    assert found.submitted == sum(counts)
    assert (found.organic.part, found.organic.whole) == (counts[0], sum(counts))


def test_the_worked_figures() -> None:
    renewed = report(
        figures(), closes=tuple(closed(*each) for each in ((5, 6), (4, 6), (4, 6), (5, 6)))
    ).renewals
    assert (renewed.rate.part, renewed.rate.whole, renewed.rate.value) == (18, 24, 0.75)
    assert (round(renewed.rate.low, 2), round(renewed.rate.high, 2)) == (0.55, 0.88)
    assert renewed.place is Place.EARLY
    active = People(members=15, active=13)
    assert (round(active.share.low, 2), round(active.share.high, 2), active.place) == (
        0.62,
        0.96,
        Place.INSIDE,
    )
    assert (str(Work(minutes=500).hours), str(Work(minutes=180, weighed=540).weighted_hours)) == (
        "8.3",
        "9.0",
    )


@pytest.mark.parametrize(
    ("members", "active", "place"),
    [(15, 13, Place.INSIDE), (15, 2, Place.BELOW), (3, 3, Place.EARLY), (0, 0, Place.EARLY)],
)
def test_an_active_share_is_judged_only_when_it_is_clear(members: int, active: int, place: Place) -> None:
    assert People(members=members, active=active).place is place


def test_what_is_wrong_comes_before_what_moved() -> None:
    before = figures(people=People(members=15, active=12), work=Work(pieces=9))
    now = figures(people=People(members=15, active=13), work=Work(pieces=8))
    assert findings(report(now, before)) == (Finding.MORE_ACTIVE, Finding.LESS_WORK)
    late = figures(
        people=People(members=15, active=2), work=Work(pieces=8, waiting=1, oldest=date(2026, 11, 2))
    )
    assert findings(report(late, before)) == (Finding.WAITS, Finding.QUIET)
    lapsing = report(now, before, closes=(closed(2, 20),))
    assert findings(lapsing) == (Finding.LAPSING, Finding.MORE_ACTIVE)
    assert findings(report(before, before)) == (Finding.AS_ACTIVE, Finding.AS_MUCH_WORK)
    assert findings(report(figures(), before)) == (Finding.NOBODY,)


def test_work_that_waits_a_week_is_in_time() -> None:
    people = People(members=1, active=1)
    waits = [Work(waiting=1, oldest=day) for day in (date(2026, 11, 23), date(2026, 11, 22))]
    found = [findings(report(figures(people=people, work=each)))[0] for each in waits]
    assert found == [Finding.MORE_ACTIVE, Finding.WAITS]
