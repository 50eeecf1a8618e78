"""Stock: what there is of a reward, changed by moves that are only ever added."""

from datetime import datetime

from sqlalchemy import select

from portal.db import db, locked
from portal.domain.refusal import Refused
from portal.models.earning.redemption import Redemption
from portal.models.earning.reward import Reward, StockMove
from portal.models.person import Person


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
