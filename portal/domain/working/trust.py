"""Trust: whose work is approved at once, and which of it is reviewed all the same."""

import hashlib
from datetime import UTC, datetime

from portal.db import db, locked
from portal.domain import audit
from portal.domain.refusal import Refused
from portal.domain.working import verdicts
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.models.working.submission import Submission

ONE_IN = 10


def give(membership: Membership, *, by: Person, at: datetime) -> None:
    """Trust an ambassador from now on. Trusting twice trusts once; raises `Refused` for oneself."""
    membership = locked(Membership, membership.id)
    if membership.person_id == by.id:
        raise Refused("This is you: somebody else says whether your work is trusted.")
    if membership.trusted_at is None:
        membership.trusted_at = at
        db.session.flush()
        audit.write("trusted", membership, by=by, at=at, label=membership.person.name)


def withdraw(membership: Membership, *, by: Person, at: datetime) -> None:
    """Review all work of an ambassador again."""
    membership = locked(Membership, membership.id)
    if membership.trusted_at is not None:
        before = {"trusted_at": membership.trusted_at.isoformat()}
        membership.trusted_at = None
        db.session.flush()
        audit.write("trusted no more", membership, by=by, at=at, before=before, label=membership.person.name)


def approve_at_once(submission: Submission, *, at: datetime) -> None:
    """Approve work that waits, where a trusted person did what trusted people may.

    One in ten of these is marked as drawn, and waits for a review all the same; so does what somebody has
    looked at before.
    """
    action = submission.action
    if submission.membership.trusted_at is None or action is None or not action.trusted_at_once:
        return
    submission.drawn = is_drawn(submission.id, at=at)
    if submission.drawn or submission.verdicts:
        db.session.flush()
        return
    verdicts.approve(submission, by=None, at=at)


def is_drawn(number: int, *, at: datetime) -> bool:
    """Whether the submission with this number, sent at this moment, is drawn for a review: one in ten.

    It is the same at any time. The moment is in it because its author knows the number of a draft, and
    could throw away what would be drawn.
    """
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    digest = hashlib.sha256(f"drawn for review: submission {number} of {moment}".encode()).digest()
    return int.from_bytes(digest[:8]) % ONE_IN == 0
