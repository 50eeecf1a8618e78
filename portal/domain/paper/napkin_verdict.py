"""The verdict on a napkin: does it fit, by how much, and which line is to be cut or shortened first."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.domain.paper.napkin import Napkin

POINT_VALUES, REWARDS, WORDS_A_SENTENCE, FIRST_REWARD_DAYS = 4, 6, 16, 30


class Fault(enum.StrEnum):
    """Why a napkin fails."""

    PAGES = "pages"
    VALUES = "values"
    REWARDS = "rewards"
    SENTENCE = "sentence"
    LATE = "late"


class Part(enum.StrEnum):
    """What stands on a napkin, and can be cut or shortened."""

    DEAL = "deal"
    DOES = "does"
    GETS = "gets"
    LINE = "line"


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A napkin as it was set: pages, millimetres left in each column, and the height of each of its lines.

    What is left is below zero by as much as a column is too long; `heights` are those of the rules.
    """

    pages: int
    left: float
    right: float
    heights: tuple[float, ...]

    @property
    def spare(self) -> float:
        """Return the millimetres left in the fuller column, below zero where it is too long."""
        return min(self.left, self.right)


@dataclass(frozen=True, kw_only=True)
class Cut:
    """What to cut or shorten first: a part, its place in it from 0, and its words."""

    part: Part
    place: int
    words: str
    shorten: bool = False


@dataclass(frozen=True, kw_only=True)
class Verdict(Measure):
    """What a napkin comes to; `enough` are the places of the rules each of which alone makes it fit.

    `longest` is the sentence with the most words. `first_reward` is in days from today, None where the
    present calendar reaches no reward.
    """

    words: int
    point_values: int
    rewards: int
    longest: str
    longest_words: int
    first_reward: int | None
    faults: tuple[Fault, ...]
    enough: tuple[int, ...] = ()
    cut: Cut | None = None

    @property
    def fits(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults


def judge(napkin: Napkin, measure: Measure, *, first_reward: int | None) -> Verdict:
    """Return the verdict on a napkin that was set as `measure` says."""
    place, longest = max(napkin.sentences, key=lambda each: len(each[1].split()), default=(0, ""))
    count = len(longest.split())
    found = {
        Fault.PAGES: measure.pages > 1,
        Fault.VALUES: napkin.point_values > POINT_VALUES,
        Fault.REWARDS: len(napkin.gets) > REWARDS,
        Fault.SENTENCE: count > WORDS_A_SENTENCE,
        Fault.LATE: first_reward is None or first_reward > FIRST_REWARD_DAYS,
    }
    faults = tuple(fault for fault, is_there in found.items() if is_there)
    return Verdict(
        **vars(measure),
        words=napkin.words,
        point_values=napkin.point_values,
        rewards=len(napkin.gets),
        longest=longest,
        longest_words=count,
        first_reward=first_reward,
        faults=faults,
        enough=_enough(measure),
        cut=_first_cut(napkin, measure, faults, (place, longest)),
    )


def _enough(measure: Measure) -> tuple[int, ...]:
    """Return the places of the rules that are each at least as long as the rules are too long."""
    if measure.right >= 0:
        return ()
    return tuple(place for place, height in enumerate(measure.heights) if height >= -measure.right)


def _first_cut(
    napkin: Napkin, measure: Measure, faults: Sequence[Fault], longest: tuple[int, str]
) -> Cut | None:
    """Return what to cut first: what is too many, then what is too long, then what is too wordy."""
    if Fault.REWARDS in faults or (measure.left < 0 and napkin.gets):
        last = len(napkin.gets) - 1
        return Cut(part=Part.GETS, place=last, words=napkin.gets[last].name)
    if Fault.VALUES in faults or (measure.left < 0 and napkin.does):
        rarest = _odd_one(napkin)
        return Cut(part=Part.DOES, place=rarest, words=napkin.does[rarest].name)
    if measure.right < 0 and measure.heights:
        enough = _enough(measure)
        place = (
            min(enough, key=lambda each: (measure.heights[each], -each))
            if enough
            else max(range(len(measure.heights)), key=lambda each: (measure.heights[each], each))
        )
        return Cut(part=Part.LINE, place=place, words=napkin.lines[place])
    if measure.left < 0:
        return Cut(part=Part.DEAL, place=0, words=napkin.deal, shorten=True)
    if Fault.SENTENCE in faults:
        place, words = longest
        part = Part.DEAL if place < 0 else Part.LINE
        return Cut(part=part, place=max(place, 0), words=words, shorten=True)
    return None


def _odd_one(napkin: Napkin) -> int:
    """Return the place of the last thing to do whose points nothing else has."""
    points = [each.points for each in napkin.does]
    alone = [place for place, value in enumerate(points) if points.count(value) == 1]
    return alone[-1] if alone else len(points) - 1


def first_reward(
    today: date, *, earning: Sequence[tuple[date, int]], prices: Sequence[int], on_first: bool
) -> int | None:
    """Return in how many days somebody who joins today can have a first reward, None where never.

    `earning` are the days from which actions can be done, with their points; `prices` what rewards cost in
    credits; `on_first` says that one comes with the first action.
    """
    earned, cheapest = 0, min(prices, default=None)
    for opens, points in sorted((max(day, today), points) for day, points in earning):
        earned += points
        if on_first or (cheapest is not None and earned >= cheapest):
            return (opens - today).days
    return None


def as_kept(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict as a revision keeps it."""
    return {
        **{name: getattr(verdict, name) for name in _PLAIN},
        "heights": list(verdict.heights),
        "faults": [str(fault) for fault in verdict.faults],
        "enough": list(verdict.enough),
        "cut": None
        if verdict.cut is None
        else {
            "part": str(verdict.cut.part),
            "place": verdict.cut.place,
            "words": verdict.cut.words,
            "shorten": verdict.cut.shorten,
        },
    }


def from_kept(kept: Mapping[str, Any]) -> Verdict:
    """Return the verdict that a revision keeps."""
    cut = kept["cut"]
    return Verdict(
        **{name: kept[name] for name in _PLAIN},
        heights=tuple(kept["heights"]),
        faults=tuple(Fault(fault) for fault in kept["faults"]),
        enough=tuple(kept["enough"]),
        cut=Cut(**(cut | {"part": Part(cut["part"])})) if cut else None,
    )


_PLAIN = (
    "pages", "left", "right", "words", "point_values", "rewards", "longest", "longest_words", "first_reward",
)  # fmt: skip
