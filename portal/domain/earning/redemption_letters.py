"""Letters to the owners of rewards that wait for a word of theirs; each is written once at most."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager

from portal.db import db
from portal.domain.post import letters
from portal.domain.programs import day_of
from portal.models.earning.redemption import WAITING, Redemption, RedemptionState
from portal.models.earning.reward import Milestone, Reward, RewardKind
from portal.models.joining.membership import Membership

BATCH = 50
# A letter waits until the verdict that granted the reward cannot be undone any more.
CALM = timedelta(minutes=1)
REMINDED_AFTER = timedelta(days=14)
ASKED_AFTER = timedelta(days=21)
Mark = InstrumentedAttribute[datetime | None]
Values = dict[str, Any]


def write(*, link: Callable[[Redemption], str], at: datetime, most: int = BATCH) -> int:
    """Write the next letters that are due, `most` of each kind; return how many.

    `link` is where the owner of a redemption sees it, and says what is asked. Letter and mark are one
    transaction, so that nobody is written to twice.
    """
    written = 0
    for kind, (mark, wanted) in _due(at).items():
        found = _found(mark, wanted, most=most)
        for redemption in found:
            setattr(redemption, mark.key, at)
        for redemption in found:
            person = redemption.person
            letters.post(
                kind, to=person.email, to_name=person.name, person=person, at=at,
                reward=redemption.reward.name, link=link(redemption), **VALUES[kind](redemption),
            )  # fmt: skip
        written += len(found)
    return written


def _due(at: datetime) -> dict[str, tuple[Mark, list[ColumnElement[bool]]]]:
    """Return of which redemptions each kind of letter is written now, and the column that says it was."""
    granted = [Redemption.milestone != "", Redemption.state.in_(WAITING), Membership.ended_on.is_(None)]
    nowhere = [Reward.kind == RewardKind.TANGIBLE, Redemption.address == ""]
    return {
        "reward_granted": (Redemption.told_at, [*granted, Redemption.asked_at <= at - CALM]),
        "reward_reminder": (
            Redemption.reminded_at,
            [*granted, *nowhere, Redemption.told_at <= at - REMINDED_AFTER],
        ),
        "reward_arrived": (
            Redemption.asked_after_at,
            [Redemption.state == RedemptionState.SENT, Redemption.changed_at <= at - ASKED_AFTER],
        ),
    }


def _found(mark: Mark, wanted: list[ColumnElement[bool]], *, most: int) -> list[Redemption]:
    chosen = (
        select(Redemption)
        .join(Redemption.reward)
        .join(Redemption.person)
        .join(Redemption.membership)
        .options(contains_eager(Redemption.reward), contains_eager(Redemption.person))
        .where(mark.is_(None), *wanted)
        .order_by(Redemption.id)
        .limit(most)
        .with_for_update(of=Redemption, skip_locked=True)
    )
    return list(db.session.scalars(chosen))


def _granted(redemption: Redemption) -> Values:
    milestone, _colon, number = redemption.milestone.partition(":")
    standing = number if milestone == Milestone.STANDING else ""
    return {"milestone": milestone, "standing": standing, "comes": _comes(redemption)}


def _comes(redemption: Redemption) -> str:
    if redemption.needs_address:
        return "address"
    if redemption.reward.kind is RewardKind.TANGIBLE:
        return "post"
    return "code" if redemption.reward.has_codes else "hand"


def _reminder(redemption: Redemption) -> Values:
    return {"granted": day_of(redemption.asked_at)}


def _arrival(redemption: Redemption) -> Values:
    return {"sent": day_of(redemption.changed_at), "tracking": redemption.tracking}


VALUES: dict[str, Callable[[Redemption], Values]] = {
    "reward_granted": _granted,
    "reward_reminder": _reminder,
    "reward_arrived": _arrival,
}
