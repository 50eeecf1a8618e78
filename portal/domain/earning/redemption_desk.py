"""The desk of redemptions: what waits to be approved and packed, looked up, counted, brought on together."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.db import db, locked
from portal.domain import audit
from portal.domain.earning import redemptions
from portal.domain.listing import matching
from portal.domain.refusal import Refused
from portal.models.earning.redemption import WAITING, Redemption, RedemptionState, RedemptionStep
from portal.models.earning.reward import Reward
from portal.models.person import Person

State = RedemptionState
# What the list is narrowed to, by a word; what waits here comes first, by no word.
PILES: dict[str, tuple[RedemptionState, ...]] = {
    "": WAITING,
    "requested": (State.REQUESTED,),
    "approved": (State.APPROVED,),
    "out": (State.SENT, State.HANDED_OVER),
    "late": (State.SENT,),
    "received": (State.RECEIVED,),
    "cancelled": (State.CANCELLED,),
    "every": tuple(State),
}
STEPS: dict[RedemptionState, Callable[..., None]] = {
    State.APPROVED: redemptions.approve,
    State.SENT: redemptions.send,
    State.HANDED_OVER: redemptions.hand_over,
    State.RECEIVED: redemptions.receive,
}
ADDRESS_KEPT = timedelta(days=30)
ADDRESS_KEPT_OUT = timedelta(days=60)
NUMBER = re.compile(r"\s*[Rr]-0*(\d{1,9})\s*")


@dataclass
class Brought:
    """Which redemptions were brought on, and which could not be, each with the reason."""

    done: list[Redemption] = field(default_factory=list)
    refused: list[tuple[Redemption, Refused]] = field(default_factory=list)


def number_of(redemption: Redemption) -> str:
    """Return the number that stands on a packing slip and in lists."""
    return f"R-{redemption.id:05}"


def chosen(*, words: str = "", state: str = "", reward: str = "") -> Select[Redemption]:
    """Select redemptions with their people and rewards: a pile, by words or by the number, of a reward."""
    found = (
        select(Redemption)
        .join(Redemption.person)
        .join(Redemption.reward)
        .options(contains_eager(Redemption.person), contains_eager(Redemption.reward))
    )
    if numbered := NUMBER.fullmatch(words):
        return found.where(Redemption.id == int(numbered[1]))
    found = found.where(Redemption.state.in_(PILES.get(state, PILES[""])))
    if state == "late":
        found = found.where(is_late())
    if words:
        found = found.where(matching(words, Person.name, Person.email, Reward.name, Redemption.tracking))
    if reward.isdecimal() and len(reward) < 10:
        found = found.where(Redemption.reward_id == int(reward))
    return found


def is_late() -> ColumnElement[bool]:
    """Return the condition that a redemption was sent long ago, and even a letter brought no word of it."""
    return and_(Redemption.state == State.SENT, Redemption.asked_after_at.is_not(None))


def counts() -> dict[str, int]:
    """Return how many there are in each pile."""
    late = func.count().filter(is_late())
    found = db.session.execute(select(Redemption.state, func.count(), late).group_by(Redemption.state)).all()
    by_state: dict[Any, int] = {state: count for state, count, _late in found}
    piles = {pile: sum(by_state.get(state, 0) for state in states) for pile, states in PILES.items()}
    return piles | {"late": sum(late for _state, _count, late in found)}


def asked_for() -> list[tuple[int, str]]:
    """Return the rewards that anybody ever asked for or was granted, by id and name."""
    asked = select(Redemption.id).where(Redemption.reward_id == Reward.id).exists()
    found = db.session.execute(select(Reward.id, Reward.name).where(asked).order_by(Reward.name))
    return [(row.id, row.name) for row in found]


def one(id: int) -> Redemption | None:
    """Return a redemption with its person, its reward and its steps."""
    steps = selectinload(Redemption.steps).joinedload(RedemptionStep.by)
    whole = joinedload(Redemption.person), joinedload(Redemption.reward), steps
    return db.session.scalar(select(Redemption).where(Redemption.id == id).options(*whole))


def several(ids: Sequence[int]) -> Sequence[Redemption]:
    """Return the redemptions with these ids, in the order in which they may be locked together."""
    wanted = chosen(state="every").where(Redemption.id.in_(ids))
    return db.session.scalars(wanted.order_by(Redemption.reward_id, Redemption.id)).all()


def bring_on(several: Sequence[Redemption], to: RedemptionState, *, by: Person, at: datetime) -> Brought:
    """Bring each to a state, as far as it can come there; the others stay as they are, with the reason."""
    brought = Brought()
    for redemption in several:
        try:
            STEPS[to](redemption, by=by, at=at)
        except Refused as why:
            brought.refused.append((redemption, why))
        else:
            brought.done.append(redemption)
    return brought


def track(redemption: Redemption, *, tracking: str, by: Person, at: datetime) -> None:
    """Note by which number a parcel can be followed. Raises `Refused` unless it is on its way."""
    redemption = locked(Redemption, redemption.id)
    if redemption.state is not State.SENT:
        raise Refused("Only what is on its way can be followed.")
    before, redemption.tracking = redemption.tracking, tracking
    db.session.flush()
    audit.write(
        "tracked", redemption, by=by, at=at, before={"tracking": before}, after={"tracking": tracking},
        label=f"{redemption.reward.name}, {redemption.person.name}",
    )  # fmt: skip


def due_for_erasure(*, at: datetime) -> Select[Redemption]:
    """Select whose address is to be erased: received or cancelled thirty days ago or earlier, or sent or
    handed over sixty days ago, whether somebody said that it arrived or not.

    Nothing is changed, so that this is also the run that only shows what it would do.
    """
    return select(Redemption).where(
        Redemption.address != "",
        or_(
            and_(_in(State.RECEIVED, State.CANCELLED), Redemption.changed_at <= at - ADDRESS_KEPT),
            and_(_in(State.SENT, State.HANDED_OVER), Redemption.changed_at <= at - ADDRESS_KEPT_OUT),
        ),
    )


def erase_addresses(*, at: datetime) -> int:
    """Erase the addresses that are due, in one statement; return how many."""
    due = due_for_erasure(at=at).with_only_columns(Redemption.id)
    gone = db.session.execute(update(Redemption).where(Redemption.id.in_(due)).values(address=""))
    count: int = gone.rowcount  # type: ignore[attr-defined]
    if count:
        audit.write("erased addresses", "redemptions", by=None, at=at, after={"rows": count})
    return count


def _in(*states: RedemptionState) -> ColumnElement[bool]:
    return Redemption.state.in_(states)
