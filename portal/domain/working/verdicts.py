"""Verdicts: work approved, approved in part, returned, rejected, and undone."""

from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from portal.db import db, locked
from portal.domain import audit
from portal.domain.earning import ledger
from portal.domain.refusal import Refused
from portal.models.person import Person
from portal.models.working.submission import Submission, SubmissionState
from portal.models.working.verdict import Fault, Outcome, Place, Verdict

UNDO = timedelta(seconds=10)
STATES = {
    Outcome.APPROVED: SubmissionState.APPROVED,
    Outcome.IN_PART: SubmissionState.APPROVED,
    Outcome.RETURNED: SubmissionState.RETURNED,
    Outcome.REJECTED: SubmissionState.REJECTED,
}


class Words(TypedDict, total=False):
    """What comes with a verdict: why, by code and in words, and where the disclosure stands."""

    fault: Fault | None
    note: str
    disclosure: Place | None
    disclosure_note: str


def approve(submission: Submission, *, by: Person | None, at: datetime, **words: Unpack[Words]) -> Verdict:
    """Approve work in full and award its points, once. Raises `Refused` unless it waits."""
    submission = _waiting(submission, by)
    verdict = _decide(submission, Outcome.APPROVED, submission.base_points, by=by, at=at, **words)
    ledger.award(verdict, submission, by=by, at=at)
    return verdict


def approve_in_part(
    submission: Submission, *, base_points: int, by: Person, at: datetime, **words: Unpack[Words]
) -> Verdict:
    """Approve work for fewer base points than asked, with a reason."""
    submission = _waiting(submission, by)
    if not 0 < base_points < submission.base_points:
        raise Refused(
            "In part is more than 0 and less than %(all)s.", "base_points", all=submission.base_points
        )
    _check_words(words)
    verdict = _decide(submission, Outcome.IN_PART, base_points, by=by, at=at, **words)
    ledger.award(verdict, submission, by=by, at=at)
    return verdict


def send_back(submission: Submission, *, by: Person, at: datetime, **words: Unpack[Words]) -> Verdict:
    """Return work with what to change."""
    submission = _waiting(submission, by)
    if not words.get("note"):
        raise Refused("Say what to change.", "note")
    return _decide(submission, Outcome.RETURNED, 0, by=by, at=at, **words)


def reject(submission: Submission, *, by: Person, at: datetime, **words: Unpack[Words]) -> Verdict:
    """Reject work, with a coded reason."""
    submission = _waiting(submission, by)
    _check_words(words)
    return _decide(submission, Outcome.REJECTED, 0, by=by, at=at, **words)


def undo(verdict: Verdict, *, by: Person, at: datetime) -> None:
    """Take a verdict back within ten seconds; what it awarded goes by entries of its own.

    Raises `Refused` later, for somebody else's verdict, and when something was decided since.
    """
    submission = locked(Submission, verdict.submission_id)
    verdict = locked(Verdict, verdict.id)
    if verdict.undone_at is not None:
        return
    if verdict.by_id != by.id or submission.verdict is not verdict or at > verdict.at + UNDO:
        raise Refused("It is too late to undo this; correct the points instead.")
    if verdict.awards:
        ledger.take_back(verdict, submission, by=by, at=at)
    verdict.undone_at = at
    submission.state, submission.decided_at = SubmissionState.PENDING, None
    db.session.flush()
    audit.write("undone", verdict, by=by, at=at, label=submission.title)


def _waiting(submission: Submission, by: Person | None) -> Submission:
    submission = locked(Submission, submission.id)
    if by is not None and submission.person_id == by.id:
        raise Refused("This is your own work: somebody else decides.")
    if submission.state is not SubmissionState.PENDING:
        verdict = submission.verdict
        name = verdict.by.name if verdict and verdict.by else "—"
        raise Refused(
            "%(name)s was faster: this is %(state)s already.", name=name, state=submission.state.value
        )
    return submission


def _check_words(words: Words) -> None:
    if words.get("fault") is None:
        raise Refused("Choose the reason.", "fault")
    if words["fault"] is Fault.OTHER and not words.get("note"):
        raise Refused("Say the reason in words.", "note")


def _decide(
    submission: Submission,
    outcome: Outcome,
    base_points: int,
    *,
    by: Person | None,
    at: datetime,
    **words: Unpack[Words],
) -> Verdict:
    verdict = Verdict(
        submission_id=submission.id, outcome=outcome, base_points=base_points, weight=submission.weight,
        by=by, at=at, **words,
    )  # fmt: skip
    submission.verdicts.append(verdict)
    submission.state, submission.decided_at = STATES[outcome], at
    db.session.flush()
    audit.write(
        outcome.value, submission, by=by, at=at, after={"points": verdict.points}, label=submission.title
    )
    return verdict
