"""Everything the portal keeps of one person (GDPR, articles 15 and 20)."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select

from portal.db import Base, db
from portal.models.audit_entry import AuditEntry
from portal.models.document import Document
from portal.models.joining.agreement import Acceptance
from portal.models.joining.application import Application
from portal.models.joining.consent import Consent
from portal.models.joining.membership import Membership
from portal.models.letter import Letter
from portal.models.person import Person
from portal.models.sign_in import SignIn
from portal.models.working.brief import BriefReading

SECRET = {"password_hash", "totp_secret", "totp_last_step", "token_hash", "code_hash", "html"}


def of(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Return every row about `person` by table, oldest first, without what is secret by nature."""
    mine: list[tuple[type[Base], ColumnElement[bool]]] = [
        (Person, Person.id == person.id),
        (Application, or_(Application.person_id == person.id, Application.email == person.email)),
        (Membership, Membership.person_id == person.id),
        (Acceptance, Acceptance.person_id == person.id),
        (Consent, or_(Consent.person_id == person.id, Consent.email == person.email)),
        (BriefReading, BriefReading.person_id == person.id),
        (Document, Document.person_id == person.id),
        (Letter, Letter.to == person.email),
        (SignIn, SignIn.person_id == person.id),
        (AuditEntry, AuditEntry.by_id == person.id),
    ]
    return {kind.__tablename__: _rows(kind, condition) for kind, condition in mine}


def _rows(kind: type[Base], condition: ColumnElement[bool]) -> list[dict[str, Any]]:
    columns = [column for column in kind.__table__.columns if column.name not in SECRET]
    chosen = select(*columns).where(condition).order_by(*kind.__table__.primary_key)
    return [dict(row) for row in db.session.execute(chosen).mappings()]
