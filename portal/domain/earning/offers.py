"""What can be had: one answer for the shop window and for the verb, with every reason why not."""

from datetime import date

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.db import db
from portal.domain.refusal import Refused
from portal.models.earning.redemption import Redemption, RedemptionState
from portal.models.earning.reward import Reward
from portal.models.joining.membership import Membership

Id = int | BindParameter[int] | InstrumentedAttribute[int]


def can_have(reward: Reward, membership: Membership, *, credits: int, had: int, on: date) -> list[Refused]:
    """Return every reason why a person cannot ask for a reward on a day; none where they can.

    `credits` is what they have to spend, `had` how many of this reward they have or asked for.
    """
    cost = reward.cost or 0
    told = (
        (reward.cost is None, Refused("This comes by itself on a milestone; it cannot be asked for.")),
        (not membership.is_open, Refused("You are not an ambassador any more.")),
        (membership.complete_at is None, Refused("Accept the agreement first.")),
        (reward.retired_at is not None, Refused("This reward is not given any more.")),
        *_in_time(reward, on),
        (reward.stock == 0, Refused("There is none left at present.")),
        (
            reward.per_person is not None and had >= reward.per_person,
            Refused("You have had this %(times)s times, which is as often as anybody can.", times=had)
            if had > 1
            else Refused("You have had this, and everybody can have it once."),
        ),
        (
            credits < cost,
            Refused(
                "It takes %(cost)s credits, and you have %(there)s.", "credits", cost=cost, there=credits
            ),
        ),
    )
    return [why for holds, why in told if holds]


def had(reward: Reward, membership: Membership) -> int:
    """Return how many of a reward the person has ever had, or asked for and did not cancel."""
    return db.session.scalars(select(times_had(membership.person_id, reward.id))).one()


def times_had(person: Id, reward: Id) -> ScalarSelect[int]:
    """Return a column: how many of a reward a person has ever had, or asked for and did not cancel.

    Either may be a column of the select that it stands in.
    """
    had: tuple[ColumnElement[bool], ...] = (
        Redemption.person_id == person,
        Redemption.reward_id == reward,
        Redemption.state != RedemptionState.CANCELLED,
    )
    return select(func.count(Redemption.id)).where(*had).scalar_subquery()


def _in_time(reward: Reward, on: date) -> tuple[tuple[bool, Refused], ...]:
    starts, ends = reward.from_on, reward.until_on
    return (
        (starts is not None and on < starts, Refused("It can be asked for from %(day)s.", day=starts)),
        (ends is not None and on > ends, Refused("It could be asked for until %(day)s.", day=ends)),
    )
