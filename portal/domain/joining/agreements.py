"""The agreement: publishing versions, accepting one, and keeping the evidence."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.db import db, locked
from portal.domain import audit
from portal.domain.issuing import print_runs
from portal.domain.refusal import Refused
from portal.models.joining.agreement import Acceptance, Agreement
from portal.models.joining.membership import Membership, MembershipState
from portal.models.paper.document import DocumentKind
from portal.models.paper.print_run import RunForm
from portal.models.person import Person
from portal.models.sign_in import SignIn


@dataclass(frozen=True, kw_only=True)
class Signature:
    """What was typed and seen: the name, the hash of the text on the page, and when it was shown."""

    typed_name: str
    sha256: str
    shown_at: datetime


def current() -> Agreement | None:
    """Return the version in force, or None before the first."""
    return db.session.scalar(select(Agreement).order_by(Agreement.number.desc()).limit(1))


def versions() -> list[Agreement]:
    """Return every version, newest first."""
    return list(db.session.scalars(select(Agreement).order_by(Agreement.number.desc())))


def publish(title: str, *, body: str, note: str, by: Person | None, at: datetime) -> Agreement:
    """Publish a new version, which everyone is asked to accept; `note` says what changed.

    Raises `Refused` when nothing changed.
    """
    last = current()
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    if last and (last.sha256, last.title) == (sha256, title):
        raise Refused("This is word for word version %(number)s.", "body", number=last.number)
    if last and not note:
        raise Refused("Say what changed: everyone who is asked again will read it.", "note")
    agreement = Agreement(
        number=(db.session.scalar(select(func.max(Agreement.number))) or 0) + 1,
        title=title,
        body=body,
        sha256=sha256,
        note=note,
        published_at=at,
        by_id=by.id if by else None,
    )
    db.session.add(agreement)
    db.session.flush()
    audit.write("published", agreement, by=by, at=at, label=f"{title} {agreement.number}")
    return agreement


def acceptance_of(membership: Membership, agreement: Agreement) -> Acceptance | None:
    """Return the evidence that this membership accepted this version, or None."""
    return db.session.scalar(
        select(Acceptance)
        .where(Acceptance.membership_id == membership.id, Acceptance.agreement_id == agreement.id)
        .options(joinedload(Acceptance.agreement))
    )


def latest_of(membership: Membership) -> Acceptance | None:
    """Return the evidence of the highest version that this membership accepted, or None."""
    return db.session.scalar(
        select(Acceptance)
        .join(Acceptance.agreement)
        .where(Acceptance.membership_id == membership.id)
        .options(contains_eager(Acceptance.agreement))
        .order_by(Agreement.number.desc())
        .limit(1)
    )


def accept(membership: Membership, signature: Signature, *, sign_in: SignIn, at: datetime) -> Acceptance:
    """Accept the current version and keep the evidence (ESIGN, eIDAS: a simple electronic signature).

    The first acceptance opens the ambassador's area. The copy is printed and sent in the background.
    Raises `Refused` when the text changed since it was shown, or was accepted already.
    """
    membership = locked(Membership, membership.id)
    agreement = current()
    if agreement is None:
        raise Refused("There is no agreement to accept yet.")
    if signature.sha256 != agreement.sha256:
        raise Refused("The agreement changed while you read it. This is the new one; please read it again.")
    if acceptance_of(membership, agreement) is not None:
        raise Refused("You have accepted this version already.")
    if len(signature.typed_name.split()) < 1:
        raise Refused("Type your name as your signature.", "typed_name")
    evidence = _keep(membership, agreement, signature, sign_in, at=at)
    if membership.complete_at is None:
        membership.complete_at = at
        membership.state = MembershipState.ACTIVE
    db.session.flush()
    audit.write("accepted", agreement, by=membership.person, at=at, label=f"version {agreement.number}")
    print_runs.begin(DocumentKind.AGREEMENT, [membership], form=RunForm.PDF, by=membership.person, at=at)
    return evidence


def _keep(
    membership: Membership, agreement: Agreement, signature: Signature, sign_in: SignIn, *, at: datetime
) -> Acceptance:
    evidence = Acceptance(
        agreement=agreement,
        membership=membership,
        person_id=membership.person_id,
        sha256=agreement.sha256,
        shown_at=signature.shown_at,
        accepted_at=at,
        typed_name=signature.typed_name[:200],
        email=membership.person.email,
        how=sign_in.how,
        address=sign_in.address,
        browser=sign_in.browser,
    )
    db.session.add(evidence)
    db.session.flush()
    return evidence
