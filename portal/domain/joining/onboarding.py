"""The first steps of a new ambassador, in order, and which is next."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, func, select

from portal.db import db, rows
from portal.models.joining.agreement import Acceptance, Agreement
from portal.models.joining.membership import Membership
from portal.models.working.brief import Brief, BriefReading
from portal.models.working.submission import Submission


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: its key, when it was done, and whether it is the next."""

    key: str
    done_at: datetime | None
    is_next: bool


def steps(membership: Membership) -> list[Step]:
    """Return the steps in order, in one statement; the first that is not done is the next.

    When a password was set is not kept; its moment is that of the account.
    """
    asked = {"membership": membership.id, "person": membership.person_id}
    agreed, read, sent = rows(_facts(), asked).one()
    person = membership.person
    moments: dict[str, datetime | None] = {
        "password": person.created_at if person.password_hash else None,
        "profile": person.profile_at,
        "agreement": agreed,
        "brief": read,
        "calendar": membership.calendar_at,
        "action": sent,
    }
    waiting = [key for key, done in moments.items() if done is None]
    return [Step(key=key, done_at=done, is_next=waiting[:1] == [key]) for key, done in moments.items()]


def look_at_calendar(membership: Membership, *, at: datetime) -> None:
    """Note that the ambassador has looked at the calendar; the first look counts."""
    if membership.calendar_at is None:
        membership.calendar_at = at
        db.session.flush()


@cache
def _facts() -> Select[datetime | None, datetime | None, datetime | None]:
    agreed = (
        select(Acceptance.accepted_at)
        .join(Agreement)
        .where(
            Acceptance.membership_id == bindparam("membership"),
            Agreement.number == select(func.max(Agreement.number)).scalar_subquery(),
        )
    )
    read = (
        select(BriefReading.at)
        .join(Brief)
        .where(
            BriefReading.person_id == bindparam("person"),
            Brief.number == select(func.max(Brief.number)).scalar_subquery(),
        )
    )
    sent = select(func.min(Submission.sent_at)).where(Submission.membership_id == bindparam("membership"))
    return select(agreed.scalar_subquery(), read.scalar_subquery(), sent.scalar_subquery())
