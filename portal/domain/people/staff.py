"""The people who run the program: inviting, changing roles, suspending."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.exc import IntegrityError

from portal.db import db, locked
from portal.domain import audit
from portal.domain.earning import leaderboard
from portal.domain.listing import matching
from portal.domain.people import accounts, passwords, second_factors, sign_ins, tickets
from portal.domain.post import letters
from portal.domain.refusal import Refused
from portal.models.person import Person, Role
from portal.models.ticket import Purpose

TAKEN = "%(email)s belongs to the staff already."
LAST = "%(name)s is the last admin. Make somebody else an admin first."


def everyone(*, words: str = "", role: str = "", state: str = "") -> Select[Person]:
    """Select the staff, narrowed by words of name or address, a role, and active, invited or suspended."""
    chosen = select(Person).where(Person.role.is_not(None), matching(words, Person.name, Person.email))
    if role:
        chosen = chosen.where(Person.role == role)
    if state == "suspended":
        chosen = chosen.where(Person.suspended_at.is_not(None))
    elif state:
        invited = Person.password_hash.is_(None)
        chosen = chosen.where(Person.suspended_at.is_(None), invited if state == "invited" else ~invited)
    return chosen


def counts() -> dict[str, int]:
    """Return how many of the staff are active, invited and suspended."""
    state = case(
        (Person.suspended_at.is_not(None), "suspended"),
        (Person.password_hash.is_(None), "invited"),
        else_="active",
    )
    chosen = select(state, func.count()).where(Person.role.is_not(None)).group_by(state)
    return {name: number for name, number in db.session.execute(chosen)}


def add(email: str, *, name: str, role: Role, password: str, by: Person | None, at: datetime) -> Person:
    """Make a member of staff who can sign in at once.

    Raises `Refused` when the address is taken by a member of staff, or the password will not do.
    """
    person = _hire(email, name=name, role=role, by=by, at=at)
    person.password_hash = passwords.hashed(password, whose=(person.email, person.name))
    db.session.flush()
    return person


def invite(email: str, *, name: str, role: Role, link: tickets.Link, by: Person, at: datetime) -> Person:
    """Make a member of staff and mail a link that sets the password; raises `Refused` on `email`."""
    person = _hire(email, name=name, role=role, by=by, at=at)
    _mail(person, link=link, by=by, at=at)
    return person


def invite_again(person: Person, *, link: tickets.Link, by: Person, at: datetime) -> None:
    """Mail a new link to somebody who has not set a password yet; the older link opens nothing."""
    if person.password_hash is not None or person.is_suspended:
        raise Refused("%(name)s can sign in already, or is suspended.", name=person.name)
    _mail(person, link=link, by=by, at=at)
    audit.write("invited again", person, by=by, at=at, label=person.email)


def change_role(person: Person, role: Role | None, *, by: Person, at: datetime) -> None:
    """Give a member of staff another role, or None to end their work here; their sessions end.

    Raises `Refused` on `role` for the last admin.
    """
    person = _locked_with_admins(person)
    before = person.role
    if before == role:
        raise Refused("%(name)s has this role already.", "role", name=person.name)
    if before is Role.ADMIN:
        _spare(person, "role")
    person.role = role
    sign_ins.end_all(person, at=at)
    _write("changed the role", person, by=by, at=at, before={"role": before}, after={"role": role})


def suspend(person: Person, *, by: Person, at: datetime) -> None:
    """Shut a member of staff out at once; raises `Refused` for the last admin and for oneself."""
    person = _locked_with_admins(person)
    if person is by:
        raise Refused("Ask another admin to suspend you.")
    if person.is_suspended:
        raise Refused("%(name)s is suspended already.", name=person.name)
    if person.role is Role.ADMIN:
        _spare(person)
    person.suspended_at = at
    leaderboard.take_off(person.id)
    sign_ins.end_all(person, at=at)
    tickets.end_all(person, at=at)
    _write("suspended", person, by=by, at=at)


def reinstate(person: Person, *, by: Person, at: datetime) -> None:
    """Let a suspended member of staff in again."""
    if not person.is_suspended:
        raise Refused("%(name)s is not suspended.", name=person.name)
    person.suspended_at = None
    _write("reinstated", person, by=by, at=at)


def free_of_second_step(person: Person, *, by: Person, at: datetime) -> None:
    """Turn off the second step of somebody who lost phone and codes; one's own asks for the password."""
    if person is by:
        raise Refused("Turn off your own second step under your account.")
    if not person.has_second_factor:
        raise Refused("%(name)s has no second step.", name=person.name)
    second_factors.turn_off(person, by=by, required=False, at=at)


def _hire(email: str, *, name: str, role: Role, by: Person | None, at: datetime) -> Person:
    person = accounts.person_of(email)
    if person is not None and person.is_staff:
        raise Refused(TAKEN, "email", email=person.email)
    try:
        with db.session.begin_nested():
            person = person or Person(email=accounts.normal(email), name=name, created_at=at)
            person.role = role
            db.session.add(person)
    except IntegrityError:
        raise Refused(TAKEN, "email", email=accounts.normal(email)) from None
    sign_ins.end_all(person, at=at)
    _write("added", person, by=by, at=at, after={"role": role})
    return person


def _mail(person: Person, *, link: tickets.Link, by: Person, at: datetime) -> None:
    token = tickets.issue(person, purpose=Purpose.STAFF, at=at)
    letters.post(
        "staff", to=person.email, to_name=person.name, person=person, at=at, link=link(token), inviter=by.name
    )


def _locked_with_admins(person: Person) -> Person:
    """Lock all admins, in one order, so that of two who remove each other the second one sees the first."""
    db.session.scalars(
        select(Person)
        .where(Person.role == Role.ADMIN)
        .order_by(Person.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    return locked(Person, person.id)


def _spare(person: Person, field: str | None = None) -> None:
    others = select(Person.id).where(
        Person.role == Role.ADMIN,
        Person.id != person.id,
        Person.suspended_at.is_(None),
        Person.password_hash.is_not(None),
    )
    if db.session.scalar(others.limit(1)) is None:
        raise Refused(LAST, field, name=person.name)


def _write(verb: str, person: Person, *, by: Person | None, at: datetime, **change: Any) -> None:
    audit.write(verb, person, by=by, at=at, label=person.email, **change)
