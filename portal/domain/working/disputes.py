"""Disputes: a rejected piece is brought before another reviewer, once."""

from datetime import datetime

from portal.db import db, locked
from portal.domain import audit
from portal.domain.refusal import Refused
from portal.models.person import Person
from portal.models.working.submission import Submission, SubmissionState


def why_not(submission: Submission) -> Refused | None:
    """Return why a submission cannot be disputed, or None where it can."""
    if submission.disputed_at is not None:
        return Refused("You disputed this once; what the second reviewer says stands.")
    if submission.state is not SubmissionState.REJECTED:
        return Refused("Only work that was not approved can be disputed.")
    return None


def dispute(submission: Submission, words: str, *, by: Person, at: datetime) -> None:
    """Let another reviewer decide on rejected work, who reads `words`.

    Raises `Refused` the second time, and for work that was not rejected.
    """
    submission = locked(Submission, submission.id)
    why = why_not(submission)
    if why is not None:
        raise why
    if not words:
        raise Refused("Say why, in a sentence or more.", "words")
    submission.disputed_at, submission.dispute = at, words
    submission.state, submission.decided_at = SubmissionState.PENDING, None
    db.session.flush()
    audit.write("disputed", submission, by=by, at=at, label=submission.title)
