"""Consents: giving one in the words that were shown, and taking it back."""

from datetime import datetime

from sqlalchemy import select

from portal.db import db
from portal.domain.accounts import normal
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


def standing(purpose: ConsentFor, *, email: str) -> list[Consent]:
    """Return the consents of `email` for `purpose` that were not taken back."""
    chosen = select(Consent).where(
        Consent.purpose == purpose, Consent.email == normal(email), Consent.withdrawn_at.is_(None)
    )
    return list(db.session.scalars(chosen))


def withdraw(purpose: ConsentFor, *, email: str, at: datetime) -> None:
    """Take back what `email` agreed to for `purpose`; done twice, the first time stays."""
    for consent in standing(purpose, email=email):
        consent.withdrawn_at = at
    db.session.flush()
