"""Inviting and nominating: asking somebody to apply, and taking a no for an answer."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from portal.db import db, locked
from portal.domain import audit
from portal.domain.joining import earlier
from portal.domain.listing import matching
from portal.domain.people.accounts import normal, person_of
from portal.domain.people.sign_ins import fingerprint
from portal.domain.people.tickets import Link
from portal.domain.post import letters
from portal.domain.refusal import Refused
from portal.models.joining.application import Application
from portal.models.joining.invitation import Invitation, InvitationKind
from portal.models.joining.membership import Membership
from portal.models.person import Person

LASTS = {InvitationKind.INVITED: timedelta(days=90), InvitationKind.NOMINATED: timedelta(days=30)}


def why_not(emails: Iterable[str], *, at: datetime) -> dict[str, Refused]:
    """Return, for each address that must not be asked now, why: member, applied, asked lately, said no."""
    known = {normal(email) for email in emails}
    marks = {mark: email for email in known for mark in (email, fingerprint(email))}
    reasons: dict[str, Refused] = {}
    for invitation in _lately(list(marks), at=at):
        email = marks[invitation.email]
        why = (
            "%(email)s asked not to be invited." if invitation.declined_at else "%(email)s was asked already."
        )
        reasons[email] = Refused(why, "email", email=email)
    for email in _addresses(select(Application.email).where(Application.email.in_(known)).distinct()):
        if first := earlier.sent_of(email, at=at):
            reasons[email] = Refused(
                "%(email)s has applied already (%(number)s).", "email", email=email, number=first.number
            )
    members = (
        select(Person.email).join(Membership).where(Person.email.in_(known), Membership.ended_on.is_(None))
    )
    for email in _addresses(members):
        reasons[email] = Refused("%(email)s is an ambassador already.", "email", email=email)
    return reasons


def invite(
    email: str, *, name: str, note: str, referrer: Person | None, by: Person, link: Link, at: datetime
) -> Invitation:
    """Ask somebody to apply; a letter brings the link.

    `referrer` is who recommended the person, and will never review the application. Raises
    `Refused` when the address must not be asked now.
    """
    if reason := why_not([email], at=at).get(normal(email)):
        raise reason
    invitation, token = _begin(InvitationKind.INVITED, email, name, note, at=at)
    invitation.by, invitation.referrer = by, referrer
    db.session.flush()
    audit.write("invited", invitation, by=by, at=at, label=invitation.email)
    letters.post(
        "invitation", to=invitation.email, to_name=name, at=at, inviter=by.name, note=note, link=link(token)
    )
    return invitation


def nominate(
    email: str,
    *,
    name: str,
    note: str,
    nominator_name: str,
    nominator_email: str,
    nominator: Person | None,
    link: Link,
    at: datetime,
) -> None:
    """Put somebody's name forward; only a letter to that person comes of it, until they confirm.

    Whoever nominates learns nothing of the other: an address that must not be asked gets no letter,
    though one is written and thrown away, so that the time of an answer tells nothing.
    A nominator with an account here, signed in or by address, is the referrer. Raises `Refused`
    for oneself.
    """
    if normal(email) == normal(nominator_email):
        raise Refused("This is your own address. Apply yourself; it takes five minutes.", "email")
    unwanted = why_not([email], at=at)
    with db.session.begin_nested() as work:
        invitation, token = _begin(InvitationKind.NOMINATED, email, name, note, at=at)
        invitation.nominator_name, invitation.nominator_email = nominator_name, normal(nominator_email)
        invitation.referrer = nominator or person_of(nominator_email)
        db.session.flush()
        letters.post(
            "nomination",
            to=invitation.email,
            to_name=name,
            at=at,
            nominator=nominator_name,
            note=note,
            link=link(token),
        )
        if unwanted:
            work.rollback()


def of_token(token: str, *, at: datetime) -> Invitation | None:
    """Return the invitation that `token` opens, or None once it was declined or is too old."""
    invitation = db.session.scalar(select(Invitation).where(Invitation.token_hash == fingerprint(token)))
    if invitation is None or invitation.declined_at or at > invitation.at + LASTS[invitation.kind]:
        return None
    return invitation


def is_used(invitation: Invitation) -> bool:
    """Whether an application was sent by it already; one invitation is for one person."""
    sent = select(Application.id).where(
        Application.invitation_id == invitation.id, Application.submitted_at.is_not(None)
    )
    return db.session.scalar(sent.limit(1)) is not None


def opened(invitation: Invitation, *, at: datetime) -> None:
    """Keep when the link was opened; the first time counts."""
    invitation.opened_at = invitation.opened_at or at
    db.session.flush()


def decline(invitation: Invitation, *, at: datetime) -> None:
    """Take a no: what we kept of the person is deleted, but for a mark that keeps us from asking again."""
    invitation = locked(Invitation, invitation.id)
    if invitation.declined_at:
        return
    invitation.declined_at = at
    _forget(invitation)


def forget_old(*, at: datetime) -> int:
    """Delete the names and addresses of nominations that nobody confirmed; return how many."""
    old = db.session.scalars(
        select(Invitation).where(
            Invitation.kind == InvitationKind.NOMINATED,
            Invitation.confirmed_at.is_(None),
            Invitation.name != "",
            Invitation.at < at - LASTS[InvitationKind.NOMINATED],
        )
    ).all()
    for invitation in old:
        _forget(invitation)
    return len(old)


def chosen(*, words: str = "", kind: str = "", state: str = "") -> Select[Invitation]:
    """Select the invitations, narrowed to words, a kind, and what came of them."""
    found = select(Invitation).where(matching(words, Invitation.name, Invitation.email))
    found = found.options(joinedload(Invitation.by), joinedload(Invitation.referrer))
    if kind in set(InvitationKind):
        found = found.where(Invitation.kind == InvitationKind(kind))
    return found.where(STATES[state]) if state in STATES else found


def counts() -> dict[str, int]:
    """Return how many invitations there are, by what came of them; "" counts all."""
    columns = [func.count(Invitation.id), *(func.count().filter(each) for each in STATES.values())]
    return dict(zip(["", *STATES], db.session.execute(select(*columns)).one(), strict=True))


STATES = {
    "sent": Invitation.opened_at.is_(None)
    & Invitation.confirmed_at.is_(None)
    & Invitation.declined_at.is_(None),
    "opened": Invitation.opened_at.is_not(None)
    & Invitation.confirmed_at.is_(None)
    & Invitation.declined_at.is_(None),
    "begun": Invitation.confirmed_at.is_not(None) & Invitation.declined_at.is_(None),
    "declined": Invitation.declined_at.is_not(None),
}


def _begin(kind: InvitationKind, email: str, name: str, note: str, *, at: datetime) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        kind=kind, email=normal(email), name=name, note=note, token_hash=fingerprint(token), at=at
    )
    db.session.add(invitation)
    return invitation, token


def _lately(marks: list[str], *, at: datetime) -> list[Invitation]:
    asked = or_(Invitation.declined_at.is_not(None), Invitation.at > at - LASTS[InvitationKind.INVITED])
    return list(db.session.scalars(select(Invitation).where(Invitation.email.in_(marks), asked)))


def _addresses(chosen: Select[str]) -> list[str]:
    return list(db.session.scalars(chosen))


def _forget(invitation: Invitation) -> None:
    invitation.email = fingerprint(invitation.email)
    invitation.name = invitation.note = invitation.nominator_name = invitation.nominator_email = ""
    db.session.flush()
