"""Ambassadors at several places of their first steps."""

from datetime import datetime

from portal.domain.joining import agreements
from portal.domain.joining.agreements import Signature
from portal.domain.people import sign_ins
from portal.models.joining.membership import Membership
from tests.support.rows import _HASH
from tests.support.rows_joining import a_membership

TERMS = "## What this is\n\nYou help, we thank you.\n\n## Leaving\n\nAny day."


def an_ambassador(*, at: datetime, **values: object) -> Membership:
    """Make an ambassador who has a password and has accepted the agreement."""
    membership = a_membership(at=at, **values)
    membership.person.password_hash = _HASH
    agreement = agreements.current() or agreements.publish(
        "Our agreement", body=TERMS, note="", by=None, at=at
    )
    sign_in, _token = sign_ins.begin(
        membership.person, how="password", address="192.0.2.1", browser="Test", at=at
    )
    signature = Signature(typed_name=membership.person.name, sha256=agreement.sha256, shown_at=at)
    agreements.accept(membership, signature, sign_in=sign_in, at=at)
    return membership
