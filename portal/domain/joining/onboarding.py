"""The first steps of a new ambassador, in order, which is next, and whether a question waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, func, select

from portal.db import db, rows
from portal.domain.program import napkin_questions
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


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """The first steps in order, whether questions about the rules wait for an answer, and the brief.

    `must` is what a piece must have by the current brief; nothing before the first.
    """

    steps: list[Step]
    is_asked: bool
    must: Sequence[str]


def steps(membership: Membership) -> list[Step]:
    """Return the steps in order, in one statement; the first that is not done is the next."""
    return waiting(membership).steps


def waiting(membership: Membership) -> Waiting:
    """Return the steps and what else waits, in one statement: the first page needs all of it.

    When a password was set is not kept; its moment is that of the account.
    """
    whose = {"membership": membership.id, "person": membership.person_id}
    agreed, read, sent, must, is_asked = rows(_facts(), whose).one()
    person = membership.person
    moments: dict[str, datetime | None] = {
        "password": person.created_at if person.password_hash else None,
        "profile": person.profile_at,
        "agreement": agreed,
        "brief": read,
        "calendar": membership.calendar_at,
        "action": sent,
    }
    left = [key for key, done in moments.items() if done is None]
    found = [Step(key=key, done_at=done, is_next=left[:1] == [key]) for key, done in moments.items()]
    return Waiting(steps=found, is_asked=is_asked, must=must or ())


def look_at_calendar(membership: Membership, *, at: datetime) -> None:
    """Note that the ambassador has looked at the calendar; the first look counts."""
    if membership.calendar_at is None:
        membership.calendar_at = at
        db.session.flush()


@cache
def _facts() -> Select[datetime | None, datetime | None, datetime | None, list[str] | None, bool]:
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
    must = select(Brief.must).order_by(Brief.number.desc()).limit(1)
    facts = agreed.scalar_subquery(), read.scalar_subquery(), sent.scalar_subquery(), must.scalar_subquery()
    return select(*facts, napkin_questions.waits())
