"""What changed between two revisions of the rules, field by field."""

from dataclasses import dataclass

from portal.domain.program import differences
from portal.domain.program.differences import Passage, Piece
from portal.domain.program.revisions import MATTER, NUMBERS, TEXTS
from portal.domain.working import activity_types
from portal.models.revision import Revision

FIELDS = (*MATTER, "activity_types")


@dataclass(frozen=True)
class Change:
    """The passages of one field that changed."""

    field: str
    passages: list[Passage]


def changes(old: Revision, new: Revision) -> list[Change]:
    """Return what changed from `old` to `new`, in the order of the rules; nothing that stayed."""
    found = []
    for field in FIELDS:
        passages = _passages(old, new, field)
        if passages:
            found.append(Change(field, passages))
    return found


def _passages(old: Revision, new: Revision, field: str) -> list[Passage]:
    if field not in NUMBERS:
        return differences.passages(_sentences(old, field), _sentences(new, field))
    before, after = getattr(old, field), getattr(new, field)
    return [[Piece("gone", str(before)), Piece("new", str(after))]] if before != after else []


def _sentences(revision: Revision, field: str) -> list[str]:
    value = getattr(revision, field)
    if field in TEXTS:
        return differences.sentences(value)
    if field == "activity_types":
        known = activity_types.as_published() if revision.is_draft else value
        return [f"{kind['name']} {kind['weight']}×: {kind['about']}" for kind in known]
    return [_line(item) for item in value]


def _line(item: str | dict[str, str]) -> str:
    return item if isinstance(item, str) else ". ".join(part.rstrip(".") for part in item.values() if part)
