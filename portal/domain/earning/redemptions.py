"""Redemptions: a reward asked for or granted, approved, sent, handed over, received, or cancelled.

Whatever changes one locks its reward first, then the redemption, then the person's balance.
"""

import hashlib
from datetime import datetime

from sqlalchemy import select

from portal.db import db, locked
from portal.domain import audit
from portal.domain.earning import ledger, offers, stock
from portal.domain.post import letters
from portal.domain.programs import day_of
from portal.domain.refusal import Refused
from portal.models.earning.entry import Balance
from portal.models.earning.redemption import WAITING, Redemption, RedemptionState, RedemptionStep
from portal.models.earning.reward import Reward, RewardCode, RewardKind
from portal.models.joining.membership import Membership
from portal.models.person import Person

State = RedemptionState
FROM: dict[RedemptionState, frozenset[RedemptionState]] = {
    State.APPROVED: frozenset({State.REQUESTED}),
    State.SENT: frozenset({State.APPROVED}),
    State.HANDED_OVER: frozenset({State.APPROVED}),
    State.RECEIVED: frozenset({State.SENT, State.HANDED_OVER}),
    State.CANCELLED: frozenset(WAITING),
}
BY_OTHERS = frozenset({State.APPROVED, State.SENT, State.HANDED_OVER})
TOLD = {
    State.REQUESTED: Refused("This waits to be approved."),
    State.APPROVED: Refused("This is approved already."),
    State.SENT: Refused("This is on its way already."),
    State.HANDED_OVER: Refused("This was handed over already."),
    State.RECEIVED: Refused("This was received already."),
    State.CANCELLED: Refused("This was cancelled."),
}


def request(
    reward: Reward, *, membership: Membership, key: str, address: str = "", at: datetime
) -> Redemption:
    """Ask for a reward: its credits and its stock go in the same transaction; the same `key` asks once.

    Raises `Refused` with the first reason that `offers.can_have` knows, and where a thing has no address.
    """
    reward = locked(Reward, reward.id)
    mark = hashlib.sha256(f"{membership.id}:{reward.id}:{key}".encode()).hexdigest()
    if asked := db.session.scalar(select(Redemption).where(Redemption.key == mark)):
        return asked
    balance = locked(Balance, membership.person_id)
    had = offers.had(reward, membership)
    for why in offers.can_have(reward, membership, credits=balance.credits, had=had, on=day_of(at)):
        raise why
    _check_address(reward, address)
    redemption = begin(reward, membership=membership, address=address, key=mark, at=at)
    ledger.spend(redemption, reason=reward.name, by=membership.person, at=at)
    return redemption


def begin(
    reward: Reward,
    *,
    membership: Membership,
    address: str = "",
    key: str | None = None,
    milestone: str = "",
    at: datetime,
) -> Redemption:
    """Begin a redemption and take its stock; what a `milestone` grants costs nothing, and is approved.

    Codes are not: somebody looks first, because a code that was seen cannot be taken back.
    """
    granted = bool(milestone)
    redemption = Redemption(
        person=membership.person,
        membership=membership,
        reward=reward,
        credits=0 if granted else reward.cost,
        milestone=milestone,
        key=key,
        state=first_state(reward, granted=granted),
        address=address if reward.kind is RewardKind.TANGIBLE else "",
        asked_at=at,
        changed_at=at,
    )
    db.session.add(redemption)
    db.session.flush()
    by = None if granted else membership.person
    stock.move(reward, -1, redemption=redemption, reason=milestone or "Asked for", by=by, at=at)
    _step(redemption, redemption.state, by=by, at=at)
    return redemption


def first_state(reward: Reward, *, granted: bool) -> RedemptionState:
    """Return the state that a redemption begins in."""
    return State.APPROVED if granted and not reward.has_codes else State.REQUESTED


def send_to(redemption: Redemption, *, address: str) -> None:
    """Set where a thing goes, as long as it is here."""
    redemption = _held(redemption)
    if not redemption.waits:
        raise Refused(TOLD[redemption.state].why)
    _check_address(redemption.reward, address)
    redemption.address = address
    db.session.flush()


def approve(redemption: Redemption, *, by: Person | None, at: datetime) -> None:
    """Approve what was asked for; a code is handed over with it, for its owner to see from now on.

    Raises `Refused` unless it waits, for one's own, and when there is no code left.
    """
    redemption = _ready(redemption, State.APPROVED, by=by)
    code = _free_code(redemption.reward) if redemption.reward.has_codes else None
    _step(redemption, State.APPROVED, by=by, at=at)
    if code:
        code.redemption_id = redemption.id
        _step(redemption, State.HANDED_OVER, by=by, at=at)


def send(redemption: Redemption, *, tracking: str = "", by: Person, at: datetime) -> None:
    """Send a thing off, and write to whom it goes. Raises `Refused` for an access, and without an address."""
    if redemption.reward.kind is not RewardKind.TANGIBLE:
        raise Refused("There is nothing to send: hand it over.")
    redemption = _ready(redemption, State.SENT, by=by)
    _check_address(redemption.reward, redemption.address)
    redemption.tracking = tracking
    _step(redemption, State.SENT, by=by, at=at)
    person, reward = redemption.person, redemption.reward
    letters.post(
        "reward_sent", to=person.email, to_name=person.name, person=person, at=at,
        reward=reward.name, tracking=tracking,
    )  # fmt: skip


def hand_over(redemption: Redemption, *, by: Person, at: datetime) -> None:
    """Hand a reward over: give an access, or a thing in person."""
    _step(_ready(redemption, State.HANDED_OVER, by=by), State.HANDED_OVER, by=by, at=at)


def receive(redemption: Redemption, *, by: Person, at: datetime) -> None:
    """Note that a reward is in hand. Raises `Refused` unless it was sent or handed over."""
    _step(_ready(redemption, State.RECEIVED, by=by), State.RECEIVED, by=by, at=at)


def cancel(redemption: Redemption, *, reason: str = "", by: Person | None, at: datetime) -> None:
    """Cancel while it is still here: its credits and its stock are back, by new entries and moves.

    Staff give a reason, which the person reads in a letter.
    """
    theirs = by is not None and by.id == redemption.person_id
    if by is not None and not theirs and not reason:
        raise Refused("Say why: %(name)s will read it.", "reason", name=redemption.person.name)
    redemption = _ready(redemption, State.CANCELLED, by=by)
    _step(redemption, State.CANCELLED, by=by, at=at, note=reason)
    stock.put_back(redemption, reason=reason or "Cancelled", by=by, at=at)
    if redemption.credits:
        ledger.give_back(
            redemption, reason=reason or redemption.reward.name, by=by or redemption.person, at=at
        )
    if by is not None and not theirs:
        _tell_cancelled(redemption, reason=reason, at=at)


def may(redemption: Redemption, state: RedemptionState) -> bool:
    """Whether a redemption can come to a state from the one that it is in."""
    sendable = state is not State.SENT or redemption.reward.kind is RewardKind.TANGIBLE
    return sendable and redemption.state in FROM.get(state, ())


def _tell_cancelled(redemption: Redemption, *, reason: str, at: datetime) -> None:
    person, back = redemption.person, redemption.credits or ""
    letters.post(
        "reward_cancelled", to=person.email, to_name=person.name, person=person, at=at,
        reward=redemption.reward.name, reason=reason, credits=back,
    )  # fmt: skip


def _held(redemption: Redemption) -> Redemption:
    locked(Reward, redemption.reward_id)
    return locked(Redemption, redemption.id)


def _ready(redemption: Redemption, state: RedemptionState, *, by: Person | None) -> Redemption:
    redemption = _held(redemption)
    if by is not None and by.id == redemption.person_id and state in BY_OTHERS:
        raise Refused("This is your own reward: somebody else hands it out.")
    if redemption.state not in FROM[state]:
        raise Refused(TOLD[redemption.state].why)
    return redemption


def _step(
    redemption: Redemption, state: RedemptionState, *, by: Person | None, at: datetime, note: str = ""
) -> None:
    redemption.state, redemption.changed_at = state, at
    redemption.steps.append(RedemptionStep(state=state, note=note[:500], by=by, at=at))
    db.session.flush()
    if by is None or by.id != redemption.person_id:
        label = f"{redemption.reward.name}, {redemption.person.name}"
        audit.write(state.value, redemption, by=by, at=at, label=label)


def _check_address(reward: Reward, address: str) -> None:
    if reward.kind is RewardKind.TANGIBLE and not address:
        raise Refused("Say where it goes: name, street, town and country.", "address")


def _free_code(reward: Reward) -> RewardCode:
    free = select(RewardCode).where(RewardCode.reward_id == reward.id, RewardCode.redemption_id.is_(None))
    code = db.session.scalar(free.order_by(RewardCode.id).limit(1).with_for_update())
    if code is None:
        raise Refused("There is no code left to hand out: add codes to the reward first.")
    return code
