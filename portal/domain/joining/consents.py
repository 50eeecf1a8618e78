"""Consents, in the words that were shown."""

from datetime import datetime

from portal.db import db
from portal.domain.people.accounts import normal
from portal.models.joining.consent import Consent, ConsentFor


def give(
    purpose: ConsentFor,
    *,
    email: str,
    wording: str,
    how: str,
    at: datetime,
    application_id: int | None = None,
) -> Consent:
    """Keep that `email` agreed to `wording`; `how` says where it was given, as in "application form"."""
    consent = Consent(
        purpose=purpose,
        email=normal(email),
        application_id=application_id,
        wording=wording,
        how=how,
        given_at=at,
    )
    db.session.add(consent)
    db.session.flush()
    return consent
