"""Stock: what there is of a reward, changed by moves that are only ever added."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from portal.db import db, locked
from portal.domain import audit
from portal.domain.refusal import Refused
from portal.models.earning.redemption import Redemption
from portal.models.earning.reward import Reward, StockMove
from portal.models.person import Person

MOST = 1_000_000


def move(
    reward: Reward,
    amount: int,
    *,
    redemption: Redemption | None = None,
    reason: str = "",
    by: Person | None,
    at: datetime,
) -> None:
    """Add to a reward's stock, or take from it, behind a lock on the reward.

    Nothing happens where the reward never runs out. Raises `Refused` when there is not so much.
    """
    reward = locked(Reward, reward.id)
    if reward.stock is None:
        return
    if reward.stock + amount < 0:
        raise Refused("There is none left at present.")
    reward.stock += amount
    db.session.add(
        StockMove(
            reward_id=reward.id, redemption_id=redemption and redemption.id, amount=amount,
            reason=reason, by_id=by and by.id, at=at,
        )
    )  # fmt: skip
    db.session.flush()


def put_back(redemption: Redemption, *, reason: str, by: Person | None, at: datetime) -> None:
    """Put what a cancelled redemption had taken back into stock."""
    taken = select(StockMove.amount).where(StockMove.redemption_id == redemption.id, StockMove.amount < 0)
    amount = db.session.scalar(taken)
    if amount is not None:
        move(redemption.reward, -amount, redemption=redemption, reason=reason, by=by, at=at)


def adjust(reward: Reward, amount: int, *, reason: str, after: int, by: Person, at: datetime) -> None:
    """Add to a reward's stock or take from it by hand; where it never ran out, it is counted from now on.

    `after` is the id of the last move by hand that was seen, 0 for none, so that nothing is counted twice.
    Raises `Refused` when somebody moved meanwhile, without a reason, for codes, and for less than nothing.
    """
    reward = locked(Reward, reward.id)
    if reward.has_codes:
        raise Refused("Its stock are its codes: add codes.", "amount")
    if not reason:
        raise Refused("Say why: it stays in the history.", "reason")
    if last_by_hand(reward) != after:
        raise Refused("The stock was changed a moment ago; look at the history below before you go on.")
    there = reward.stock or 0
    if not 0 <= there + amount <= MOST:
        raise Refused("There are %(there)s, and there can be from none to a million.", "amount", there=there)
    reward.stock = there
    move(reward, amount, reason=reason, by=by, at=at)
    what = {"by": amount, "stock": there + amount, "reason": reason}
    audit.write("restocked", reward, by=by, at=at, after=what, label=reward.name)


def last_by_hand(reward: Reward) -> int:
    """Return the id of the last move that no redemption made, 0 where there is none."""
    by_hand = StockMove.reward_id == reward.id, StockMove.redemption_id.is_(None)
    return db.session.scalar(select(func.max(StockMove.id)).where(*by_hand)) or 0


def moves(reward: Reward) -> Select[StockMove, str, str]:
    """Select a reward's moves with who made each, and for whom; the latest first."""
    by, person = aliased(Person), aliased(Person)
    return (
        select(StockMove, by.name, person.name)
        .outerjoin(by, by.id == StockMove.by_id)
        .outerjoin(Redemption, Redemption.id == StockMove.redemption_id)
        .outerjoin(person, person.id == Redemption.person_id)
        .where(StockMove.reward_id == reward.id)
        .order_by(StockMove.id.desc())
    )
