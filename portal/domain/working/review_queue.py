"""The queue of work to review: what a reviewer sees of it, narrowed, counted and ordered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import db
from portal.domain.listing import matching
from portal.models.person import Person, Role
from portal.models.working.activity_type import ActivityType
from portal.models.working.submission import Evidence, Submission, SubmissionState
from portal.models.working.verdict import Outcome, Verdict

MINUTES = 2
# Within what time work is to be reviewed.
WITHIN = timedelta(days=7)
FIRST = (Submission.disclosed, Submission.sent_at, Submission.id)
DECIDED = {
    "returned": SubmissionState.RETURNED,
    "approved": SubmissionState.APPROVED,
    "rejected": SubmissionState.REJECTED,
}
STATES = ("", "disputed", *DECIDED, "every")
REVIEWING = (Role.ADMIN, Role.MANAGER, Role.REVIEWER)
PILE = 100
MOST = 1000

# Taken only where a list is searched or sorted by them, so that nothing else pays for the joins.
WHOSE = select(Person.name).where(Person.id == Submission.person_id).scalar_subquery()
WHAT = select(ActivityType.name).where(ActivityType.id == Submission.activity_type_id).scalar_subquery()


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """What a list of work is narrowed to; `state` is one of `STATES`, the empty one what waits."""

    words: str = ""
    state: str = ""
    kind: int | None = None
    person: int | None = None


def one(id: int, *, seen_by: Person) -> Submission | None:
    """Return the work with `id`, with its evidence and verdicts, if the person may see it."""
    chosen = _sent_to(seen_by).where(Submission.id == id)
    return db.session.scalar(
        chosen.options(
            joinedload(Submission.person),
            joinedload(Submission.membership),
            joinedload(Submission.action),
            joinedload(Submission.activity_type),
            joinedload(Submission.brief),
            selectinload(Submission.evidence).joinedload(Evidence.file),
            selectinload(Submission.verdicts).joinedload(Verdict.by),
        )
    )


def listed(person: Person, to: Narrowing) -> Select[Submission]:
    """Select what `person` sees, narrowed, with whose it is and what kind of work."""
    chosen = _sent_to(person).where(*_in(to.state), *_narrowed(to))
    return chosen.options(
        joinedload(Submission.person, innerjoin=True),
        joinedload(Submission.activity_type, innerjoin=True),
        selectinload(Submission.verdicts).joinedload(Verdict.by),
    )


def last_of(submission: Submission, *, most: int = 3) -> Sequence[Submission]:
    """Return what the same person sent in last, besides this, the latest first."""
    chosen = select(Submission).where(
        Submission.person_id == submission.person_id,
        Submission.sent_at.is_not(None),
        Submission.id != submission.id,
        Submission.state != SubmissionState.DRAFT,
    )
    latest = chosen.order_by(Submission.sent_at.desc(), Submission.id.desc()).limit(most)
    return db.session.scalars(latest.options(selectinload(Submission.verdicts))).all()


def can_be_decided(submission: Submission) -> bool:
    """Whether anybody on the staff may decide: neither its author nor whoever rejected it before."""
    shut_out = {submission.person_id}
    if submission.disputed_at is not None:
        shut_out |= {each.by_id for each in submission.verdicts if each.rejects and each.by_id}
    left = select(Person.id).where(
        Person.role.in_(REVIEWING), Person.suspended_at.is_(None), Person.id.not_in(shut_out)
    )
    return db.session.scalar(left.limit(1)) is not None


def pile(person: Person) -> Sequence[Any]:
    """Return the first hundred that wait for `person`, as id and whose, in the order to review them."""
    chosen = select(Submission.id, Person.name).join(Submission.person).where(*waiting_for(person))
    return db.session.execute(chosen.order_by(*FIRST).limit(PILE)).all()


def waiting(person: Person, *, most: int = MOST) -> int:
    """Count what waits for `person`, up to `most`."""
    some = select(Submission.id).where(*waiting_for(person)).limit(most).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def waiting_for(person: Person) -> list[ColumnElement[bool]]:
    """Return what must hold of work that waits for `person`: not theirs, nor rejected by them before."""
    rejected = exists().where(
        Verdict.submission_id == Submission.id,
        Verdict.outcome == Outcome.REJECTED,
        Verdict.undone_at.is_(None),
        Verdict.by_id == person.id,
    )
    return [
        Submission.state == SubmissionState.PENDING,
        Submission.person_id != person.id,
        or_(Submission.disputed_at.is_(None), ~rejected),
    ]


def sorts() -> dict[str, list[ColumnElement[Any]]]:
    """Return the columns to sort a list by; of what waits, a missing disclosure comes first."""
    sent: ColumnElement[Any] = Submission.sent_at.expression
    return {
        "sent": [sent, Submission.id.expression],
        "first": [Submission.disclosed.expression, sent, Submission.id.expression],
        "number": [Submission.id.expression],
        "who": [func.lower(WHOSE), Submission.id.expression],
        "type": [func.lower(WHAT), Submission.id.expression],
        "minutes": [Submission.minutes.expression, Submission.id.expression],
    }


def _sent_to(person: Person) -> Select[Submission]:
    """Select what `person` may review or look up: everything that was sent in, but for their own."""
    return select(Submission).where(
        Submission.person_id != person.id, Submission.state != SubmissionState.DRAFT
    )


def _in(state: str) -> list[ColumnElement[bool]]:
    if state == "every":
        return []
    if state in DECIDED:
        return [Submission.state == DECIDED[state]]
    disputed = [Submission.disputed_at.is_not(None)] if state == "disputed" else []
    return [and_(Submission.state == SubmissionState.PENDING, *disputed)]


def _narrowed(to: Narrowing) -> list[ColumnElement[bool]]:
    found = [matching(to.words, Submission.title, Submission.link, WHOSE)]
    if to.kind is not None:
        found.append(Submission.activity_type_id == to.kind)
    if to.person is not None:
        found.append(Submission.person_id == to.person)
    return found
