"""Telling ambassadors what came of their work: one letter a day at most, with everything since the last."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased

from portal.db import db, locked
from portal.domain.post import letters
from portal.domain.programs import dawn_of, day_of
from portal.models.person import Person
from portal.models.working.submission import Submission
from portal.models.working.verdict import Verdict

# A letter waits until a sitting is over, so that it holds all of it; an undo is long past by then.
CALM = timedelta(minutes=10)
Told = tuple[Verdict, Submission]


def write_next(*, say: Callable[[Verdict, Submission], str], link: str, at: datetime) -> bool:
    """Write the letter of whoever waits longest for one; return whether there was anybody.

    `say` puts a verdict into words. Two who write at once write one letter: the second waits for the
    first, and finds nothing left to tell.
    """
    person_id = db.session.scalar(_next(at))
    if person_id is None:
        return False
    person = locked(Person, person_id)
    told = [] if _was_told_today(person, at) else _untold(person, at)
    if told:
        pieces = "\n\n".join(say(verdict, submission) for verdict, submission in told)
        letters.post(
            "reviews", to=person.email, to_name=person.name, person=person, at=at, pieces=pieces, link=link
        )
    for verdict, _submission in told:
        verdict.told_at = at
    db.session.flush()
    return True


def _next(at: datetime) -> Select[int]:
    """Select who is to be told: nothing was decided on their work just now, and no letter went today."""
    verdict, submission = aliased(Verdict), aliased(Submission)
    today = (
        exists()
        .where(
            verdict.submission_id == submission.id,
            submission.person_id == Submission.person_id,
            verdict.told_at >= dawn_of(day_of(at)),
        )
        .correlate(Submission)
    )
    return (
        select(Submission.person_id)
        .join(Verdict, Verdict.submission_id == Submission.id)
        .where(Verdict.told_at.is_(None), Verdict.undone_at.is_(None), ~today)
        .group_by(Submission.person_id)
        .having(func.max(Verdict.at) <= at - CALM)
        .order_by(func.min(Verdict.at))
        .limit(1)
    )


def _untold(person: Person, at: datetime) -> Sequence[Told]:
    chosen = (
        select(Verdict, Submission)
        .join(Submission, Submission.id == Verdict.submission_id)
        .where(Submission.person_id == person.id, Verdict.told_at.is_(None), Verdict.undone_at.is_(None))
        .where(Verdict.at <= at - CALM)
        .order_by(Verdict.at, Verdict.id)
    )
    return [(verdict, submission) for verdict, submission in db.session.execute(chosen)]


def _was_told_today(person: Person, at: datetime) -> bool:
    told = select(Verdict.id).join(Submission, Submission.id == Verdict.submission_id)
    today = told.where(Submission.person_id == person.id, Verdict.told_at >= dawn_of(day_of(at)))
    return db.session.scalar(today.limit(1)) is not None
