"""Rewards: what there is to have, offered, changed, retired and brought back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import BindParameter, ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from portal.db import db, locked
from portal.domain import audit
from portal.domain.earning import stock
from portal.domain.listing import matching
from portal.domain.refusal import Refused
from portal.models.earning.reward import Milestone, Reward, RewardKind
from portal.models.person import Person


class Matter(TypedDict, total=False):
    """What a reward is: `price` in hundredths of the program's currency, `handling` in minutes."""

    name: str
    about: str
    kind: RewardKind
    picture_id: int | None
    cost: int | None
    milestone: Milestone | None
    standing: int | None
    per_person: int | None
    price: int
    handling: int
    from_on: date | None
    until_on: date | None
    position: int


def offer(
    *,
    first: int | None = None,
    has_codes: bool = False,
    by: Person | None,
    at: datetime,
    **matter: Unpack[Matter],
) -> Reward:
    """Offer a reward; `first` is its first stock, None where it never runs out, and nothing with codes.

    Raises `Refused` when its name is taken, or when it cannot be had as described.
    """
    _check(matter)
    _refuse_taken(matter["name"])
    if has_codes and first:
        raise Refused("Its stock are its codes: leave this empty, and add the codes next.", "first")
    counted = has_codes or first is not None
    reward = Reward(**matter, has_codes=has_codes, stock=0 if counted else None, created_at=at)
    db.session.add(reward)
    db.session.flush()
    audit.write("offered", reward, by=by, at=at, after=_plain(matter), label=reward.name)
    if first:
        stock.move(reward, first, reason="First stock", by=by, at=at)
    return reward


def change(reward: Reward, *, by: Person | None, at: datetime, **matter: Unpack[Matter]) -> None:
    """Change what a reward is; what was asked for already keeps what it cost.

    Raises `Refused` when its name is taken, or when it cannot be had as described.
    """
    reward = locked(Reward, reward.id)
    _check(matter)
    if matter["name"].casefold() != reward.name.casefold():
        _refuse_taken(matter["name"])
    before = {name: getattr(reward, name) for name in matter}
    for name, value in matter.items():
        setattr(reward, name, value)
    after = {name: value for name, value in matter.items() if before[name] != value}
    if after:
        db.session.flush()
        old = _plain({name: before[name] for name in after})
        audit.write("changed", reward, by=by, at=at, before=old, after=_plain(after), label=reward.name)


def retire(reward: Reward, *, by: Person | None, at: datetime) -> None:
    """Offer a reward no more; what was asked for is still handed out."""
    reward = locked(Reward, reward.id)
    if reward.retired_at is None:
        reward.retired_at = at
        db.session.flush()
        audit.write("retired", reward, by=by, at=at, label=reward.name)


def bring_back(reward: Reward, *, by: Person | None, at: datetime) -> None:
    """Offer a retired reward again. Raises `Refused` when its name was taken meanwhile."""
    reward = locked(Reward, reward.id)
    if reward.retired_at is not None:
        _refuse_taken(reward.name)
        reward.retired_at = None
        db.session.flush()
        audit.write("brought back", reward, by=by, at=at, label=reward.name)


def chosen(*, words: str = "", kind: str = "", state: str = "", on: date) -> Select[Reward]:
    """Select rewards by words, kind, and whether they are offered on a day, are out, or retired."""
    found = select(Reward).options(joinedload(Reward.picture))
    if words:
        found = found.where(matching(words, Reward.name, Reward.about))
    if kind in set(RewardKind):
        found = found.where(Reward.kind == RewardKind(kind))
    states = {
        "offered": offered(on),
        "out": and_(offered(on), Reward.stock == 0),
        "retired": Reward.retired_at.is_not(None),
    }
    return found.where(states[state]) if state in states else found


def offered(on: date | BindParameter[date]) -> ColumnElement[bool]:
    """Return the condition that a reward is offered on a day."""
    return and_(
        Reward.retired_at.is_(None),
        or_(Reward.from_on.is_(None), Reward.from_on <= on),
        or_(Reward.until_on.is_(None), Reward.until_on >= on),
    )


def window(on: date) -> Sequence[Reward]:
    """Return what is offered on a day, with its pictures: what costs credits by its cost, then milestones."""
    order = (Reward.cost.is_(None), Reward.cost, Reward.position, Reward.id)
    return db.session.scalars(chosen(state="offered", on=on).order_by(*order)).all()


def as_published(on: date) -> list[dict[str, Any]]:
    """Return what is offered on a day as a revision of the rules keeps it."""
    kept = ("name", "about", "cost", "milestone", "standing")
    return [{name: getattr(reward, name) for name in kept} for reward in window(on)]


def _check(matter: Matter) -> None:
    cost, milestone, standing = matter.get("cost"), matter.get("milestone"), matter.get("standing")
    if (cost is None) == (milestone is None):
        raise Refused("It costs credits, or comes on a milestone: one of the two.", "cost")
    if cost is not None and cost < 1:
        raise Refused("It costs one credit at least.", "cost")
    if (milestone is Milestone.STANDING) != (standing is not None):
        raise Refused("Say at which standing it comes.", "standing")
    starts, ends = matter.get("from_on"), matter.get("until_on")
    if starts and ends and ends < starts:
        raise Refused("It would end before it starts.", "until_on")


def _refuse_taken(name: str) -> None:
    same = select(Reward.id).where(func.lower(Reward.name) == name.lower(), Reward.retired_at.is_(None))
    if db.session.scalar(same.limit(1)):
        raise Refused("There is a reward called %(name)s already.", "name", name=name)


def _plain(matter: Any) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in matter.items()}
