"""What changed between two revisions of the rules, field by field."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.domain.earning import rewards
from portal.domain.program import differences
from portal.domain.program.differences import Passage, Piece
from portal.domain.program.revisions import MATTER, NUMBERS, TEXTS
from portal.domain.working import activity_types
from portal.models.revision import Revision

FIELDS = (*MATTER, "activity_types", "rewards")


@dataclass(frozen=True)
class Change:
    """The passages of one field that changed."""

    field: str
    passages: list[Passage]


def changes(old: Revision, new: Revision, *, on: date) -> list[Change]:
    """Return what changed from `old` to `new`, in the order of the rules; nothing that stayed.

    A draft has the types and the rewards that are offered on the day.
    """
    found = []
    for field in FIELDS:
        passages = _passages(old, new, field, on)
        if passages:
            found.append(Change(field, passages))
    return found


def _passages(old: Revision, new: Revision, field: str, on: date) -> list[Passage]:
    if field not in NUMBERS:
        return differences.passages(_sentences(old, field, on), _sentences(new, field, on))
    before, after = getattr(old, field), getattr(new, field)
    return [[Piece("gone", str(before)), Piece("new", str(after))]] if before != after else []


def _sentences(revision: Revision, field: str, on: date) -> list[str]:
    value = getattr(revision, field)
    if field in TEXTS:
        return differences.sentences(value)
    if field == "activity_types":
        known = activity_types.as_published() if revision.is_draft else value
        return [f"{kind['name']} {kind['weight']}×: {kind['about']}" for kind in known]
    if field == "rewards":
        offered = rewards.as_published(on) if revision.is_draft else value
        return [_reward(reward) for reward in offered]
    return [_line(item) for item in value]


def _reward(reward: dict[str, Any]) -> str:
    takes = reward["cost"] or reward["standing"] or reward["milestone"]
    return f"{reward['name']} {takes}: {reward['about']}"


def _line(item: str | dict[str, str]) -> str:
    return item if isinstance(item, str) else ". ".join(part.rstrip(".") for part in item.values() if part)
