"""Submissions: drafted, changed, and sent in."""

from datetime import datetime
from typing import TypedDict, Unpack

from portal.db import db, locked
from portal.domain.refusal import Refused
from portal.domain.working import briefs
from portal.models.joining.membership import Membership
from portal.models.working.action import Action
from portal.models.working.activity_type import ActivityType
from portal.models.working.submission import Submission, SubmissionState


class Work(TypedDict, total=False):
    """What a person says of their work; `minutes` is what it took."""

    title: str
    link: str
    note: str
    minutes: int
    reach: int | None
    disclosed: bool
    licensed: bool


def draft(
    membership: Membership,
    *,
    action: Action | None = None,
    kind: ActivityType | None = None,
    at: datetime,
    **work: Unpack[Work],
) -> Submission:
    """Begin a submission for an action, or of one's own accord under an activity type."""
    kind = action.activity_type if action else kind
    if kind is None:
        raise Refused("Choose what kind of thing it is.", "activity_type")
    submission = Submission(
        person_id=membership.person_id,
        membership_id=membership.id,
        action=action,
        activity_type=kind,
        brief=action.brief if action else briefs.current(),
        state=SubmissionState.DRAFT,
        title=action.title if action else kind.name,
        base_points=action.base_points if action else kind.base_points,
        weight=kind.weight,
        created_at=at,
    )
    db.session.add(submission)
    _set(submission, work)
    db.session.flush()
    return submission


def write(submission: Submission, **work: Unpack[Work]) -> None:
    """Change what is said of the work. Raises `Refused` while it waits, and once it is decided."""
    submission = locked(Submission, submission.id)
    _check_editable(submission)
    _set(submission, work)
    db.session.flush()


def send(submission: Submission, *, at: datetime) -> None:
    """Send work in. Raises `Refused` unless it is a draft or was returned, and says what it must."""
    submission = locked(Submission, submission.id)
    _check_editable(submission)
    if not submission.disclosed:
        raise Refused("Confirm that the work says you are an ambassador.", "disclosed")
    if not (submission.link or submission.note or submission.evidence):
        raise Refused("Add a link, a file or a note that shows it.", "link")
    submission.weight = submission.activity_type.weight
    submission.state, submission.sent_at, submission.decided_at = SubmissionState.PENDING, at, None
    db.session.flush()


def _set(submission: Submission, work: Work) -> None:
    for name, value in work.items():
        setattr(submission, name, value)


def _check_editable(submission: Submission) -> None:
    if not submission.is_editable:
        raise Refused("This was sent in already; it can be changed again if it is returned to you.")
