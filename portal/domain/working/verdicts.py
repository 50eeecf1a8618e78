"""Verdicts: work approved, approved in part, returned, rejected, and undone."""

from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from portal.db import db, locked
from portal.domain import audit
from portal.domain.earning import ledger, milestones
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


def hindrance(submission: Submission, *, by: Person) -> Refused | None:
    """Return why `by` cannot decide on this work now, or None."""
    if submission.person_id == by.id:
        return Refused("This is your own work: somebody else decides.")
    if submission.state is not SubmissionState.PENDING:
        return _taken(submission)
    if submission.disputed_at is not None and _was_rejected_by(submission, by):
        return Refused("You rejected this, and it is disputed: somebody else decides.")
    return None


def decide(
    submission: Submission,
    outcome: Outcome,
    *,
    sent_at: datetime | None,
    base_points: int | None = None,
    by: Person,
    at: datetime,
    **words: Unpack[Words],
) -> Verdict:
    """Decide as `outcome` says on the work as it was sent at `sent_at`, which is what `by` has read.

    Raises `Refused` where it was sent anew since, and as the verb of the outcome does.
    """
    if locked(Submission, submission.id).sent_at != sent_at:
        raise _taken(submission) if submission.verdict else Refused("This is not the work that you read.")
    if outcome is Outcome.IN_PART:
        return approve_in_part(submission, base_points=base_points or 0, by=by, at=at, **words)
    verb = {Outcome.APPROVED: approve, Outcome.RETURNED: send_back, Outcome.REJECTED: reject}[outcome]
    return verb(submission, by=by, at=at, **words)


def approve(submission: Submission, *, by: Person | None, at: datetime, **words: Unpack[Words]) -> Verdict:
    """Approve work in full and award its points, once.

    Raises `Refused` unless it waits and a person says where its disclosure stands; `by` is None where
    the rule for trusted people decides.
    """
    submission = _waiting(submission, by)
    if by is not None:
        _check_disclosure(words)
    verdict = _decide(submission, Outcome.APPROVED, submission.base_points, by=by, at=at, **words)
    _award(verdict, submission, by=by, at=at)
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
    _check_disclosure(words)
    verdict = _decide(submission, Outcome.IN_PART, base_points, by=by, at=at, **words)
    _award(verdict, submission, by=by, at=at)
    return verdict


def send_back(submission: Submission, *, by: Person, at: datetime, **words: Unpack[Words]) -> Verdict:
    """Return work with what to change; where its disclosure is missing, the author confirms it anew."""
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
    if not may_be_undone(verdict, by=by, at=at) or submission.verdict is not verdict:
        raise Refused("It is too late to undo this; correct the points instead.")
    if verdict.awards:
        milestones.hold(at=at)
        ledger.take_back(verdict, submission, by=by, at=at)
    verdict.undone_at = at
    submission.state, submission.decided_at = SubmissionState.PENDING, None
    if verdict.disclosure is Place.MISSING:
        submission.disclosed = True
    db.session.flush()
    if verdict.awards:
        milestones.after_undone(submission, since=verdict.at, at=at)
    audit.write("undone", verdict, by=by, at=at, label=submission.title)


def may_be_undone(verdict: Verdict, *, by: Person, at: datetime) -> bool:
    """Whether `by` gave this verdict less than ten seconds ago, and it stands."""
    return verdict.undone_at is None and verdict.by_id == by.id and at <= verdict.at + UNDO


def _award(verdict: Verdict, submission: Submission, *, by: Person | None, at: datetime) -> None:
    """Give what approved work earns: its points now, and what its points reach."""
    milestones.hold(at=at)
    ledger.award(verdict, submission, by=by, at=at)
    milestones.after_award(submission.membership, at=at)


def _waiting(submission: Submission, by: Person | None) -> Submission:
    submission = locked(Submission, submission.id)
    why = hindrance(submission, by=by) if by else None
    if why is None and submission.state is not SubmissionState.PENDING:
        why = _taken(submission)
    if why is not None:
        raise why
    return submission


def _taken(submission: Submission) -> Refused:
    verdict = submission.verdict
    if verdict is None:
        return Refused("This does not wait for anybody now.")
    name = verdict.by.name if verdict.by else "—"
    return Refused("%(name)s was faster, and has decided this already.", name=name)


def _was_rejected_by(submission: Submission, by: Person) -> bool:
    return any(each.rejects and each.by_id == by.id for each in submission.verdicts)


def _check_disclosure(words: Words) -> None:
    if words.get("disclosure") is None:
        raise Refused("Say where the disclosure stands.", "disclosure")
    if words["disclosure"] is Place.MISSING:
        raise Refused("Without its disclosure, work is returned and not approved.", "disclosure")


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
    if verdict.disclosure is Place.MISSING:
        submission.disclosed = False
    db.session.flush()
    audit.write(
        outcome.value, submission, by=by, at=at, after={"points": verdict.points}, label=submission.title
    )
    return verdict
