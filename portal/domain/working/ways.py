"""Ways to earn what is missing: the smallest set of things to do, and another that would do as well."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST = 12
PATIENCE = 3
# How many pieces, how many minutes, and which.
Found = tuple[int, int, tuple[int, ...]]
LONGEST: Found = (MOST + 1, 0, ())


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Something that can be done up to `limit` times, for so many points and in so many minutes each."""

    name: str
    points: int
    minutes: int = 0
    limit: int = 1
    action_id: int | None = None


@dataclass(frozen=True)
class Way:
    """What to do, each so many times, the one that brings most first."""

    picks: tuple[tuple[Offer, int], ...] = ()

    @property
    def count(self) -> int:
        """Return how many pieces of work it is."""
        return sum(times for _offer, times in self.picks)

    @property
    def points(self) -> int:
        """Return what it brings."""
        return sum(offer.points * times for offer, times in self.picks)

    @property
    def minutes(self) -> int:
        """Return how long it takes."""
        return sum(offer.minutes * times for offer, times in self.picks)


def to(missing: int, offers: Sequence[Offer]) -> list[Way]:
    """Return up to two ways that bring `missing` points; none where twelve pieces of work would not.

    The first has the fewest pieces, and among those the least to spare. The other does without the largest
    thing of the first, and has the least to spare; it is left out where it is three pieces longer.
    """
    if missing <= 0:
        return []
    first = min(_enough(missing, offers), key=lambda way: (way.count, way.points, way.minutes), default=None)
    if first is None:
        return []
    without = [offer for offer in offers if offer != first.picks[0][0]]
    others = [way for way in _enough(missing, without) if way.count <= first.count + PATIENCE]
    other = min(others, key=lambda way: (way.points, way.count, way.minutes), default=None)
    return [first, other] if other else [first]


def _enough(missing: int, offers: Iterable[Offer]) -> list[Way]:
    """For each sum that reaches `missing`, the way to it with the fewest pieces, then the fewest minutes."""
    worth = sorted(
        (each for each in offers if each.points > 0), key=lambda each: (-each.points, each.minutes)
    )
    short: dict[int, Found] = {0: (0, 0, ())}
    enough: dict[int, Found] = {}
    for place, offer in enumerate(worth):
        for _ in range(min(offer.limit, MOST, -(-missing // offer.points))):
            for points, (count, minutes, picked) in list(short.items()):
                longer = (count + 1, minutes + offer.minutes, (*picked, place))
                reached = points + offer.points
                found = short if reached < missing else enough
                if count < MOST and longer[:2] < found.get(reached, LONGEST)[:2]:
                    found[reached] = longer
    return [_way(worth, picked) for _count, _minutes, picked in enough.values()]


def _way(worth: Sequence[Offer], picked: tuple[int, ...]) -> Way:
    return Way(tuple((worth[place], times) for place, times in Counter(picked).items()))
