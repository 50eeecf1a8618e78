"""Submissions: drafted, changed, sent in, thrown away."""

from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from sqlalchemy import select

from portal.db import db, locked
from portal.domain.refusal import Refused
from portal.domain.working import briefs, chances, links, trust
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.models.working.action import Action
from portal.models.working.activity_type import ActivityType
from portal.models.working.submission import Submission, SubmissionState

TWICE = timedelta(minutes=2)
MOST_MINUTES = 6000
NOTHING = {
    "link": Refused("Add the link to it.", "link"),
    "files": Refused("Add a picture or a file that shows it.", "files"),
    "note": Refused("Say in a few words what happened.", "note"),
}


class Work(TypedDict, total=False):
    """What a person says of their work; `minutes` is what it took, `reach` how many people it reached."""

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
    """Begin a submission for an action, or of one's own accord under an activity type.

    Raises `Refused` where it could never be sent; what can be sent later may be drafted now.
    """
    kind = _allowed(membership, action, kind, minutes=work.get("minutes", 0), at=at)
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


def sent_twice(
    membership: Membership,
    *,
    action: Action | None,
    kind: ActivityType | None,
    link: str,
    note: str,
    files: set[str],
    at: datetime,
) -> Submission | None:
    """Return what the person began with the same words and files a moment ago: a form sent twice.

    The lock on the person makes the second of two wait for the first; `files` are hashes.
    """
    locked(Person, membership.person_id)
    chosen = select(Submission).where(
        Submission.membership_id == membership.id,
        Submission.created_at > at - TWICE,
        Submission.action_id == (action.id if action else None),
        Submission.link == link,
        Submission.note == note,
    )
    if kind is not None:
        chosen = chosen.where(Submission.activity_type_id == kind.id)
    found = db.session.scalars(chosen.order_by(Submission.id.desc())).all()
    return next((each for each in found if {one.file.sha256 for one in each.evidence} == files), None)


def write(submission: Submission, **work: Unpack[Work]) -> None:
    """Change what is said of the work. Raises `Refused` while it waits, and once it is decided."""
    submission = locked(Submission, submission.id)
    _check_editable(submission)
    _set(submission, work)
    db.session.flush()


def send(submission: Submission, *, at: datetime) -> None:
    """Send work in; what trusted people may do is approved at once.

    Raises `Refused` for what is missing, and where it cannot be done now.
    """
    submission = locked(Submission, submission.id)
    _check_editable(submission)
    locked(Person, submission.person_id)  # not the membership: a close holds balances, and wants those
    membership = db.session.get_one(Membership, submission.membership_id, populate_existing=True)
    chances.of(membership, at=at, besides=submission).of_submission(submission).check()
    _check_whole(submission)
    _price(submission)
    submission.state, submission.sent_at, submission.decided_at = SubmissionState.PENDING, at, None
    db.session.flush()
    trust.approve_at_once(submission, at=at)


def throw_away(submission: Submission) -> None:
    """Delete a draft for good. Raises `Refused` for anything that was ever sent in."""
    submission = locked(Submission, submission.id)
    if submission.state is not SubmissionState.DRAFT:
        raise Refused("Only a draft can be thrown away.")
    db.session.delete(submission)
    db.session.flush()


def _allowed(
    membership: Membership, action: Action | None, kind: ActivityType | None, *, minutes: int, at: datetime
) -> ActivityType:
    situation = chances.of(membership, at=at)
    if action is not None:
        situation.of_action(action, minutes=minutes).check_ever()
        kind = action.activity_type
    elif kind is not None:
        situation.of_type(kind, minutes=minutes).check_ever()
    if kind is None:
        raise Refused("Choose what kind of thing it is.", "activity_type")
    return kind


def _set(submission: Submission, work: Work) -> None:
    for name, value in work.items():
        setattr(submission, name, value)
    submission.link_key = links.key(submission.link or "")


def _price(submission: Submission) -> None:
    """Ask for what the work earns on the day it is sent, not on the day it was begun."""
    action = submission.action
    if action is not None and action.activity_type is not None:
        submission.activity_type = action.activity_type
        submission.base_points = action.base_points
    elif action is None:
        submission.base_points = submission.activity_type.base_points
    submission.weight = submission.activity_type.weight


def _check_editable(submission: Submission) -> None:
    if not submission.is_editable:
        raise Refused("This was sent in already; it can be changed again if it is returned to you.")


def _check_whole(submission: Submission) -> None:
    _check_shown(submission)
    if not 0 < submission.minutes <= MOST_MINUTES:
        raise Refused("Say how many minutes it took, from 1 to %(most)s.", "minutes", most=MOST_MINUTES)
    if submission.action and submission.action.asks_reach and submission.reach is None:
        raise Refused("Say how many people it reached.", "reach")
    if not submission.disclosed:
        raise Refused("Tick that the ad line stands first: nothing is sent in without it.", "disclosed")


def _check_shown(submission: Submission) -> None:
    """Refuse work that shows nothing of what its action asks to see."""
    given = {"link": submission.link, "files": submission.evidence, "note": submission.note}
    asked = asked_of(submission.action)
    if any(given[name] for name in asked):
        return
    if len(asked) > 1:
        raise Refused("Add a link, a file or a note that shows it.", asked[0])
    nothing = NOTHING[asked[0]]
    raise Refused(nothing.why, nothing.field)


def asked_of(action: Action | None) -> list[str]:
    """Return what an action asks to see, of link, files and note; one of all three where it says nothing."""
    if action is None:
        return list(NOTHING)
    asked = {"link": action.evidence_link, "files": action.evidence_file, "note": action.evidence_note}
    return [name for name, wanted in asked.items() if wanted] or list(NOTHING)
