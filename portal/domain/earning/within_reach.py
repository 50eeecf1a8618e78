"""Which reward a person's credits reach next, and how many they reach already."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from portal.db import db
from portal.models.earning.entry import Balance
from portal.models.earning.redemption import Redemption, RedemptionState
from portal.models.earning.reward import Reward


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How many rewards can be had now, and the cheapest of those that cost more, by name and cost."""

    credits: int
    now: int
    next: str
    cost: int

    @property
    def missing(self) -> int:
        """Return how many credits the next one takes still."""
        return max(0, self.cost - self.credits)


def of(balance: Balance, *, on: date) -> Reach:
    """Return how far a person's credits reach on a day, in one statement."""
    had = (
        select(func.count(Redemption.id))
        .where(
            Redemption.person_id == balance.person_id,
            Redemption.reward_id == Reward.id,
            Redemption.state != RedemptionState.CANCELLED,
        )
        .correlate(Reward)
        .scalar_subquery()
    )
    offered = select(Reward.name, Reward.cost).where(
        Reward.cost.is_not(None),
        Reward.retired_at.is_(None),
        or_(Reward.stock.is_(None), Reward.stock > 0),
        func.coalesce(Reward.from_on, on) <= on,
        func.coalesce(Reward.until_on, on) >= on,
        or_(Reward.per_person.is_(None), had < Reward.per_person),
    )
    rewards = db.session.execute(offered.order_by(Reward.cost, Reward.position, Reward.id)).all()
    beyond = [(name, cost) for name, cost in rewards if cost is not None and cost > balance.credits]
    name, cost = beyond[0] if beyond else ("", 0)
    return Reach(credits=balance.credits, now=len(rewards) - len(beyond), next=name, cost=cost)
