"""Disputes: a rejected piece is brought before another reviewer, once."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from portal.db import db, locked
from portal.domain import audit
from portal.domain.programs import day_of, the_program
from portal.domain.refusal import Refused
from portal.domain.working.sent_in import COUNTS
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.models.working.action import Action, Limit
from portal.models.working.submission import Submission, SubmissionState


def why_not(submission: Submission) -> Refused | None:
    """Return why a submission cannot be disputed, or None where it can."""
    if submission.disputed_at is not None:
        return Refused("You disputed this once; what the second reviewer says stands.")
    if submission.state is not SubmissionState.REJECTED:
        return Refused("Only work that was not approved can be disputed.")
    if submission.action is not None and _is_replaced(submission, submission.action):
        return Refused("You have sent this in anew since, and it does not count more often.")
    return None


def dispute(submission: Submission, words: str, *, by: Person, at: datetime) -> None:
    """Let another reviewer decide on rejected work, who reads `words`.

    Raises `Refused` the second time, for work that was not rejected, and where other work took its place.
    """
    submission = locked(Submission, submission.id)
    locked(Membership, submission.membership_id)
    why = why_not(submission)
    if why is not None:
        raise why
    if not words:
        raise Refused("Say why, in a sentence or more.", "words")
    submission.disputed_at, submission.dispute = at, words
    submission.state, submission.decided_at = SubmissionState.PENDING, None
    db.session.flush()
    audit.write("disputed", submission, by=by, at=at, label=submission.title)


def _is_replaced(submission: Submission, action: Action) -> bool:
    """Whether the limit of an action is used up by what the person sent in besides."""
    others = select(func.count()).where(
        Submission.person_id == submission.person_id,
        Submission.action_id == action.id,
        Submission.id != submission.id,
        Submission.state.in_(COUNTS),
    )
    if action.limit is Limit.MONTHLY and submission.sent_at is not None:
        first = day_of(submission.sent_at).replace(day=1)
        following = (first + timedelta(days=32)).replace(day=1)
        zone = ZoneInfo(the_program().time_zone)
        begins, ends = (datetime.combine(day, time(), zone) for day in (first, following))
        others = others.where(Submission.sent_at >= begins, Submission.sent_at < ends)
    most = action.limit_count if action.limit is Limit.UP_TO else 1
    return (db.session.scalar(others) or 0) >= most
