"""Consents, in the words that were shown."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from portal.db import db
from portal.domain import audit
from portal.domain.people.accounts import normal
from portal.models.joining.consent import Consent, ConsentFor
from portal.models.person import Person


def give(
    purpose: ConsentFor,
    *,
    email: str,
    wording: str,
    how: str,
    at: datetime,
    application_id: int | None = None,
    person_id: int | None = None,
) -> Consent:
    """Keep that `email` agreed to `wording`; `how` says where it was given, as in "application form"."""
    consent = Consent(
        purpose=purpose,
        email=normal(email),
        application_id=application_id,
        person_id=person_id,
        wording=wording,
        how=how,
        given_at=at,
    )
    db.session.add(consent)
    db.session.flush()
    return consent


def of_person(person: Person) -> list[Consent]:
    """Return what a person agreed to, the latest first; an address may have been another's before."""
    return list(db.session.scalars(select(Consent).where(_whose(person)).order_by(Consent.id.desc())))


def withdraw(purpose: ConsentFor, *, person: Person, at: datetime) -> None:
    """Withdraw every consent of a person for a purpose that still holds; the evidence stays."""
    holding = select(Consent).where(
        _whose(person), Consent.purpose == purpose, Consent.withdrawn_at.is_(None)
    )
    for consent in db.session.scalars(holding):
        consent.withdrawn_at = at
        audit.write("withdrew consent", consent, by=person, at=at, label=purpose.value)
    db.session.flush()


def _whose(person: Person) -> ColumnElement[bool]:
    unnamed = and_(Consent.person_id.is_(None), Consent.email == person.email)
    return or_(Consent.person_id == person.id, unnamed)
