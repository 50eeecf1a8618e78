"""Everything the portal keeps of one person (GDPR, articles 15 and 20)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.db import Base, db
from portal.domain import audit
from portal.domain.joining import standings
from portal.domain.post.letter_secrets import masked
from portal.models.audit_entry import AuditEntry
from portal.models.earning.entry import Balance, Entry
from portal.models.earning.leave import Leave
from portal.models.earning.quarter_close import Renewal
from portal.models.earning.redemption import Redemption, RedemptionStep
from portal.models.joining.agreement import Acceptance
from portal.models.joining.application import Application
from portal.models.joining.consent import Consent
from portal.models.joining.membership import Membership
from portal.models.letter import Letter, LetterState
from portal.models.paper.document import Document
from portal.models.paper.napkin_answer import NapkinAnswer
from portal.models.person import Person
from portal.models.sign_in import SignIn
from portal.models.working.brief import BriefReading
from portal.models.working.submission import Evidence, Submission
from portal.models.working.verdict import Verdict

SECRET = {"password_hash", "totp_secret", "totp_last_step", "token_hash", "code_hash", "html", "key"}
OF_OTHERS = ("label", "before", "after")


def of(person: Person, *, at: datetime) -> dict[str, list[dict[str, Any]]]:
    """Return every row about `person` by table, oldest first, as far as they may know at the moment `at`.

    What is secret by nature is left out: keys, links that open something, a decision that was not told
    yet, and what the audit says of others (article 15, paragraph 4).
    """
    mine: list[tuple[type[Base], ColumnElement[bool]]] = [
        (Person, Person.id == person.id),
        (Application, _whose(person, Application.person_id, Application.email)),
        (Membership, Membership.person_id == person.id),
        (Acceptance, Acceptance.person_id == person.id),
        (Consent, _whose(person, Consent.person_id, Consent.email)),
        (BriefReading, BriefReading.person_id == person.id),
        *_work_and_points(person),
        (Document, Document.person_id == person.id),
        (Letter, and_(_whose(person, Letter.person_id, Letter.to), _gone_out(at))),
        (SignIn, SignIn.person_id == person.id),
        (AuditEntry, AuditEntry.by_id == person.id),
    ]
    found = {kind.__tablename__: _rows(kind, condition) for kind, condition in mine}
    for row in found[Application.__tablename__]:
        row["state"] = standings.of(db.session.get_one(Application, row["id"]), at=at).stage
    for row in found[Letter.__tablename__]:
        row["text"] = masked(row["text"])
    for row in found[AuditEntry.__tablename__]:
        if (row["thing"], row["thing_id"]) != (Person.__tablename__, person.id):
            row |= dict.fromkeys(OF_OTHERS)
    return found


def _work_and_points(person: Person) -> list[tuple[type[Base], ColumnElement[bool]]]:
    """What the person made, what was said of it, what it earned and what became of that."""
    memberships = select(Membership.id).where(Membership.person_id == person.id)
    work = select(Submission.id).where(Submission.person_id == person.id)
    asked = select(Redemption.id).where(Redemption.person_id == person.id)
    return [
        (Submission, Submission.person_id == person.id),
        (Evidence, Evidence.submission_id.in_(work)),
        (Verdict, Verdict.submission_id.in_(work)),
        (Balance, Balance.person_id == person.id),
        (Entry, Entry.person_id == person.id),
        (Redemption, Redemption.person_id == person.id),
        (RedemptionStep, RedemptionStep.redemption_id.in_(asked)),
        (Leave, Leave.membership_id.in_(memberships)),
        (NapkinAnswer, NapkinAnswer.membership_id.in_(memberships)),
        (Renewal, Renewal.of(memberships)),
    ]


def _whose(
    person: Person, owner: InstrumentedAttribute[int | None], email: InstrumentedAttribute[str]
) -> ColumnElement[bool]:
    """An address may have been somebody else's before; it counts where nobody is named."""
    return or_(owner == person.id, and_(owner.is_(None), email == person.email))


def _gone_out(at: datetime) -> ColumnElement[bool]:
    kept = (LetterState.HELD, LetterState.CANCELLED)
    return and_(Letter.state.not_in(kept), Letter.not_before <= at)


def take(person: Person, *, at: datetime) -> dict[str, list[dict[str, Any]]]:
    """Return everything about `person` to take away, and write that down."""
    audit.write("took their data", person, by=person, at=at)
    return of(person, at=at)


def _rows(kind: type[Base], condition: ColumnElement[bool]) -> list[dict[str, Any]]:
    columns = [column for column in kind.__table__.columns if column.name not in SECRET]
    chosen = select(*columns).where(condition).order_by(*kind.__table__.primary_key)
    return [dict(row) for row in db.session.execute(chosen).mappings()]
