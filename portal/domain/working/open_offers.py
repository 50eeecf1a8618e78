"""What one person can still do until a day, and how often: what ways to keep a place are made of."""

from datetime import date, datetime

from portal.domain.programs import day_of
from portal.domain.working import chances, plans
from portal.domain.working.chances import Situation
from portal.domain.working.plans import LENGTH, Due
from portal.domain.working.ways import Offer
from portal.models.joining.membership import Membership
from portal.models.working.action import Action, Limit


def until(membership: Membership, *, last: date, at: datetime) -> list[Offer]:
    """Return the actions that can be done from the moment `at` to the day `last`, in two statements."""
    today = day_of(at)
    situation = chances.of(membership, at=at)
    dues = plans.between(membership, today, last + LENGTH)
    return [
        Offer(
            name=due.action.title,
            points=due.action.points,
            minutes=due.action.minutes,
            limit=times(due, situation, last=last),
            action_id=due.action.id,
        )
        for due in dues
        if due.opens <= last and _can(situation, due.action, last)
    ]


def times(due: Due, situation: Situation, *, last: date) -> int:
    """Return how often an action can still be done, as far as its limit goes."""
    ever, this_month = situation.done.get(due.action.id, (0, 0))
    if due.action.limit is Limit.MONTHLY:
        first, end = max(due.opens, situation.today), min(due.on, last)
        months = (end.year - first.year) * 12 + end.month - first.month + 1
        return months - (1 if this_month else 0)
    return (due.action.limit_count if due.action.limit is Limit.UP_TO else 1) - ever


def _can(situation: Situation, action: Action, last: date) -> bool:
    chance = situation.of_action(action)
    return chance.is_open or (chance.next_day is not None and chance.next_day <= last)
