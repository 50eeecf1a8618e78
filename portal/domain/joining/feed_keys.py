"""The key of an ambassador's own calendar: shown at any time, made anew at will, never kept."""

import hashlib
import hmac
from datetime import datetime

from portal.db import db, locked
from portal.domain import audit
from portal.models.joining.membership import Membership
from portal.models.person import Person


def key_of(membership: Membership, *, secret: str) -> str:
    """Return the key that opens the calendar of a membership, until it is made anew."""
    said = f"calendar feed {membership.id} {membership.feed_serial}"
    mark = hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()[:40]
    return f"{membership.id}-{mark}"


def opened_by(key: str, *, secret: str) -> Membership | None:
    """Return the membership whose calendar `key` opens, or None.

    An old key opens nothing, nor does one of somebody who has left, is shut out or has not agreed yet.
    """
    number = key.partition("-")[0]
    known = number.isascii() and number.isdecimal() and len(number) < 10
    membership = db.session.get(Membership, int(number)) if known else None
    if membership is None or not hmac.compare_digest(
        key.encode(), key_of(membership, secret=secret).encode()
    ):
        return None
    inside = membership.is_open and membership.complete_at is not None and not membership.person.is_suspended
    return membership if inside else None


def renew(membership: Membership, *, by: Person, at: datetime) -> None:
    """Make the key anew: the old address of the calendar leads nowhere from now on."""
    membership = locked(Membership, membership.id)
    membership.feed_serial += 1
    db.session.flush()
    audit.write("made a new calendar address", membership, by=by, at=at, label=membership.person.name)
