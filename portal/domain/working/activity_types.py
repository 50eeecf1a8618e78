"""Activity types: ways to contribute, and how far each carries."""

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from portal.db import db, locked
from portal.domain import audit
from portal.domain.programs import day_of
from portal.domain.refusal import Refused
from portal.models.person import Person
from portal.models.working.activity_type import ActivityType, WeightChange


def in_use() -> list[ActivityType]:
    """Return the types that new actions may have, in their order."""
    return list(db.session.scalars(_in_use()))


@cache
def _in_use() -> Select[ActivityType]:
    """Built once: that takes longer than sending it."""
    order = (ActivityType.position, ActivityType.id)
    return select(ActivityType).where(ActivityType.retired_at.is_(None)).order_by(*order)


def every() -> list[ActivityType]:
    """Return every type with its changes of weight, retired ones last."""
    chosen = select(ActivityType).options(
        selectinload(ActivityType.changes).joinedload(WeightChange.by),
    )
    order = (ActivityType.retired_at.is_not(None), ActivityType.position, ActivityType.id)
    return list(db.session.scalars(chosen.order_by(*order)))


def as_published() -> list[dict[str, Any]]:
    """Return the types in use as a revision of the rules keeps them."""
    kept = ("name", "weight", "about", "base_points")
    return [{name: getattr(kind, name) for name in kept} for kind in in_use()]


def add(
    name: str, *, about: str, weight: int, base_points: int = 10, by: Person | None, at: datetime
) -> ActivityType:
    """Add a way to contribute. Raises `Refused` when the name is taken."""
    _refuse_taken(name)
    last = db.session.scalar(select(func.max(ActivityType.position)))
    place = 0 if last is None else last + 1
    kind = ActivityType(name=name, about=about, weight=weight, base_points=base_points, position=place)
    db.session.add(kind)
    db.session.flush()
    audit.write("added", kind, by=by, at=at, after={"name": name, "weight": weight}, label=name)
    return kind


def describe(
    kind: ActivityType, *, name: str, about: str, base_points: int, by: Person | None, at: datetime
) -> None:
    """Change what a type is called, what it is, and what a piece that no action asked for begins with.

    Raises `Refused` when the name is taken.
    """
    if name.casefold() != kind.name.casefold():
        _refuse_taken(name)
    after = {"name": name, "about": about, "base_points": base_points}
    before = {field: getattr(kind, field) for field in after}
    kind.name, kind.about, kind.base_points = name, about, base_points
    db.session.flush()
    audit.write("described", kind, by=by, at=at, before=before, after=after, label=name)


def reweigh(
    kind: ActivityType, *, weight: int, reason: str, on: date, by: Person | None, at: datetime
) -> WeightChange:
    """Change how far a type carries, from the day `on`; nothing that was awarded changes.

    A change for a day to come waits until then, and the one that was decided last counts on its day.
    Raises `Refused` when the weight stays the same, or no reason is given.
    """
    kind = locked(ActivityType, kind.id)
    known = weight_on(kind, on) if on > day_of(at) else kind.weight
    if known == weight:
        raise Refused("%(name)s weighs %(weight)s× already.", "weight", name=kind.name, weight=weight)
    if not reason:
        raise Refused("Say why: everyone whose points it concerns will read it.", "reason")
    change = WeightChange(activity_type=kind, before=known, after=weight, on=on, reason=reason, by=by, at=at)
    db.session.add(change)
    if on <= day_of(at):
        kind.weight = weight
    db.session.flush()
    after = {"weight": weight, "on": on.isoformat(), "reason": reason}
    audit.write(
        "reweighed", kind, by=by, at=at, before={"weight": change.before}, after=after, label=kind.name
    )
    return change


def weight_on(kind: ActivityType, day: date) -> int:
    """Return the weight in force on a day: that of the last change until then, the latest decision first."""
    due = [change for change in kind.changes if change.on <= day]
    last = max(
        due, key=lambda change: (max(change.on, day_of(change.at)), change.at, change.id), default=None
    )
    return last.after if last else kind.weight


def bring_into_force(*, at: datetime) -> bool:
    """Let the weights that were decided for a day carry from that day; return whether there were any."""
    today, moved = day_of(at), False
    for kind in every():
        weight = weight_on(kind, today)
        if weight != kind.weight:
            before, kind.weight, moved = kind.weight, weight, True
            after = {"weight": weight}
            audit.write(
                "came into force",
                kind,
                by=None,
                at=at,
                before={"weight": before},
                after=after,
                label=kind.name,
            )
    db.session.flush()
    return moved


def retire(kind: ActivityType, *, by: Person | None, at: datetime) -> None:
    """Offer a type no more; the actions that have it keep it."""
    kind = locked(ActivityType, kind.id)
    if kind.retired_at is None:
        kind.retired_at = at
        db.session.flush()
        audit.write("retired", kind, by=by, at=at, label=kind.name)


def bring_back(kind: ActivityType, *, by: Person | None, at: datetime) -> None:
    """Offer a retired type again."""
    kind = locked(ActivityType, kind.id)
    if kind.retired_at is not None:
        kind.retired_at = None
        db.session.flush()
        audit.write("brought back", kind, by=by, at=at, label=kind.name)


def _refuse_taken(name: str) -> None:
    if db.session.scalar(select(ActivityType.id).where(func.lower(ActivityType.name) == name.lower())):
        raise Refused("There is a type called %(name)s already.", "name", name=name)
