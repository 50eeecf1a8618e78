"""The smallest set of things to do, held against trying everything."""

import itertools
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.working import ways
from portal.domain.working.ways import Offer, Way

ANSWER = Offer(name="Answer", points=10, minutes=5, limit=9)
POST = Offer(name="Article", points=30, minutes=180)
MENTORING = Offer(name="Mentoring hour", points=40, minutes=60)
TALK = Offer(name="Talk", points=50, minutes=240)
offers = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 60), st.integers(0, 3)), max_size=4, unique=True
).map(
    lambda found: [
        Offer(name=str(place), points=points, minutes=minutes, limit=limit)
        for place, (points, minutes, limit) in enumerate(found)
    ]
)


def said(way: Way) -> dict[str, int]:
    return {offer.name: times for offer, times in way.picks}


def every_way(missing: int, offers: list[Offer]) -> list[Way]:
    """All that can be done at all, one by one."""
    counts = itertools.product(*(range(offer.limit + 1) for offer in offers))
    found = [Way(tuple((o, n) for o, n in zip(offers, times, strict=True) if n)) for times in counts]
    return [way for way in found if way.points >= missing and way.count <= ways.MOST]


def test_the_worked_sentence() -> None:
    found = ways.to(38, [ANSWER, POST, MENTORING, TALK])
    assert [said(way) for way in found] == [{"Mentoring hour": 1}, {"Article": 1, "Answer": 1}]


def test_the_pictured_sentence() -> None:
    found = ways.to(30, [ANSWER, POST, Offer(name="Reel", points=60), Offer(name="Tasting", points=100)])
    assert [said(way) for way in found] == [{"Article": 1}, {"Answer": 3}]


def test_nothing_missing_and_nothing_that_would_do() -> None:
    assert ways.to(0, [ANSWER]) == []
    assert ways.to(38, []) == []
    assert ways.to(91, [ANSWER]) == []


@given(missing=st.integers(1, 120), offers=offers)
def test_no_smaller_set_would_do(missing: int, offers: list[Offer]) -> None:
    found, known = ways.to(missing, offers), every_way(missing, offers)
    assert bool(found) == bool(known)
    if not found:
        return
    assert _size(found[0]) == min(map(_size, known))
    largest = found[0].picks[0][0]
    others = [way for way in known if largest not in [offer for offer, _ in way.picks]]
    others = [way for way in others if way.count <= found[0].count + ways.PATIENCE]
    assert len(found) == 1 + bool(others)
    if others:
        assert _spare(found[1]) == min(map(_spare, others))


def test_many_odd_offers_are_weighed_quickly() -> None:
    many = [Offer(name=str(points), points=points, limit=12) for points in range(7, 67, 4)]
    begun = perf_counter()
    assert ways.to(700, many)
    assert perf_counter() - begun < 1


def _size(way: Way) -> tuple[int, int, int]:
    return way.count, way.points, way.minutes


def _spare(way: Way) -> tuple[int, int, int]:
    return way.points, way.count, way.minutes
