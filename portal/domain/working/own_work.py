"""What one person made: everything, by state, searched and sorted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import db
from portal.domain.listing import matching
from portal.models.person import Person
from portal.models.working.submission import Submission, SubmissionState
from portal.models.working.verdict import Verdict


@dataclass(frozen=True, kw_only=True)
class Event:
    """What happened to a piece of work: begun, sent, decided, disputed."""

    what: str
    at: datetime
    verdict: Verdict | None = None


def story(submission: Submission) -> list[Event]:
    """Return what happened to a piece of work, in order; of several sendings the last is known."""
    verdicts = [each for each in submission.verdicts if each.undone_at is None]
    found = [Event(what="decided", at=each.at, verdict=each) for each in verdicts]
    sent = submission.sent_at
    if sent is None or any(each.at < sent for each in verdicts):
        found.append(Event(what="begun", at=submission.created_at))
    if sent is not None:
        found.append(Event(what="sent", at=sent))
    if submission.disputed_at is not None:
        found.append(Event(what="disputed", at=submission.disputed_at))
    return sorted(found, key=lambda event: event.at)


def chosen(person: Person, *, state: str = "", kind: str = "", words: str = "") -> Select[Submission]:
    """Select a person's submissions in a state, of the type with the id `kind`, with these words."""
    wanted = [
        Submission.person_id == person.id,
        matching(words, Submission.title, Submission.link, Submission.note),
    ]
    if state in set(SubmissionState):
        wanted.append(Submission.state == state)
    if kind.isdecimal() and len(kind) < 10:
        wanted.append(Submission.activity_type_id == int(kind))
    lean = (joinedload(Submission.activity_type), selectinload(Submission.verdicts))
    return select(Submission).where(*wanted).options(*lean)


def counts(person: Person) -> dict[str, int]:
    """Return how many submissions a person has in each state."""
    counted = select(Submission.state, func.count()).where(Submission.person_id == person.id)
    return {state.value: count for state, count in db.session.execute(counted.group_by(Submission.state))}


def waiting_points(person: Person) -> int:
    """Return what a person's work that waits for review would earn in full."""
    asked = func.coalesce(func.sum(Submission.base_points * Submission.weight), 0)
    waiting = Submission.state == SubmissionState.PENDING
    return db.session.scalars(select(asked).where(Submission.person_id == person.id, waiting)).one()


def one(person: Person, id: int) -> Submission | None:
    """Return one submission of a person, or None."""
    return db.session.scalar(select(Submission).where(Submission.id == id, Submission.person_id == person.id))


def latest(person: Person, *, most: int = 50) -> Sequence[Submission]:
    """Return what a person sent in last, newest first."""
    sent = select(Submission).where(Submission.person_id == person.id, Submission.sent_at.is_not(None))
    return db.session.scalars(sent.order_by(Submission.sent_at.desc()).limit(most)).all()


def drafts(person: Person, ids: Collection[int]) -> Sequence[Submission]:
    """Return the drafts of a person among these, in the order in which they were begun."""
    mine = select(Submission).where(Submission.person_id == person.id, Submission.id.in_(ids))
    return db.session.scalars(
        mine.where(Submission.state == SubmissionState.DRAFT).order_by(Submission.id)
    ).all()


def sent_before(person: Person, submission: Submission) -> Submission | None:
    """Return what the person sent in with the same link before it, or None."""
    if not submission.link_key:
        return None
    same = select(Submission).where(
        Submission.person_id == person.id,
        Submission.link_key == submission.link_key,
        Submission.id != submission.id,
        Submission.sent_at < submission.sent_at if submission.sent_at else Submission.sent_at.is_not(None),
    )
    return db.session.scalar(same.order_by(Submission.sent_at.desc()).limit(1))
