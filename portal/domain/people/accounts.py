"""Accounts: proving who one is, and changing what one signs in with."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.db import db, locked
from portal.domain import audit
from portal.domain.people import passwords, sign_ins, tickets
from portal.domain.post import letters
from portal.domain.refusal import Refused
from portal.models.person import Person
from portal.models.sign_in import SignIn
from portal.models.ticket import Purpose, Ticket

_SETTERS = {Purpose.WELCOME, Purpose.STAFF, Purpose.PASSWORD}
STRANGERS = "This address and password do not belong together."


def normal(email: str) -> str:
    """Return a mail address as we keep it: without spaces around it, in lower case."""
    return email.strip().lower()


def person_of(email: str) -> Person | None:
    """Return the person with this mail address, or None."""
    return db.session.scalar(select(Person).where(Person.email == normal(email)))


def recognise(email: str, password: str) -> Person:
    """Return the person who signs in with `email` and `password`.

    Raises `Refused`, in the same words and after the same work, for an unknown address, a wrong
    password and a suspension.
    """
    person = person_of(email)
    if (
        not passwords.fits(password, person.password_hash if person else None)
        or person is None
        or person.is_suspended
    ):
        raise Refused(STRANGERS, "password")
    return person


def enter(person: Person, *, how: str, address: str, browser: str, at: datetime) -> tuple[SignIn, str]:
    """Open a session for `person`, who has proved to be that person, and return it with its token.

    Raises `Refused` if the password was changed or the person suspended in the same moment.
    """
    proved = person.password_hash
    person = locked(Person, person.id)
    if person.password_hash != proved or person.is_suspended:
        raise Refused(STRANGERS, "password")
    audit.write("signed in", person, by=person, at=at, after={"how": how})
    return sign_ins.begin(person, how=how, address=address, browser=browser, at=at)


def forget(email: str, *, link: tickets.Link, at: datetime) -> None:
    """Mail a link that sets a new password to `email`, if it is known.

    The same work is done for an address that is not, and then undone, so that the time of an
    answer tells nothing; either way one line of the audit stays. Somebody who was approved, but not
    told so yet, is unknown here.
    """
    person, held = person_of(email), letters.are_held_for(normal(email))
    welcome = (
        person is not None and not person.is_suspended and (person.password_hash is not None or not held)
    )
    with db.session.begin_nested() as work:
        whom = person or _stranger(email, at=at)
        token = tickets.issue(whom, purpose=Purpose.PASSWORD, at=at)
        letters.post("password", to=whom.email, to_name=whom.name, person=whom, at=at, link=link(token))
        if not welcome:
            work.rollback()
    audit.write("asked for a new password", person or "people", by=None, at=at)


def _stranger(email: str, *, at: datetime) -> Person:
    person = Person(email=normal(email), name="", created_at=at)
    db.session.add(person)
    db.session.flush()
    return person


def set_password(ticket: Ticket, password: str, *, at: datetime) -> Person:
    """Give the ticket's person a new password, close every session and void every link.

    Raises `Refused` for a password that will not do, and for a ticket that another request used.
    """
    person = locked(Person, ticket.person_id)
    tickets.use(ticket, at=at)
    _replace(person, password, at=at)
    return person


def change_password(person: Person, *, old: str, new: str, at: datetime) -> None:
    """Change the password, close every session and void every link.

    Whoever knew the old one may have asked for another address, which would bring them the account
    back. Raises `Refused` on `current` or `password`.
    """
    prove(person, old)
    _replace(locked(Person, person.id), new, at=at)


def prove(person: Person, password: str) -> None:
    """Raise `Refused` on `current` unless `password` is that of `person`."""
    if not passwords.fits(password, person.password_hash):
        raise Refused("This is not your present password.", "current")


def _replace(person: Person, password: str, *, at: datetime) -> None:
    person.password_hash = passwords.hashed(password, whose=(person.email, person.name))
    tickets.end_all(person, at=at)
    sign_ins.end_all(person, at=at)
    audit.write("changed the password", person, by=person, at=at)


def rename(person: Person, name: str, *, at: datetime) -> None:
    """Change the name by which others know `person`."""
    before, person.name = person.name, name
    audit.write("changed the name", person, by=person, at=at, before={"name": before}, after={"name": name})


def ask_for_address(person: Person, email: str, *, password: str, link: tickets.Link, at: datetime) -> None:
    """Mail a link to the address that `person` wants from now on; it counts once the link is used.

    Raises `Refused` on `current` or `email`. Whether the address is taken shows only to its owner.
    """
    prove(person, password)
    new = normal(email)
    if new == person.email:
        raise Refused("This is your address already.", "email")
    token = tickets.issue(person, purpose=Purpose.ADDRESS, email=new, at=at)
    letters.post("address", to=new, to_name=person.name, person=person, at=at, link=link(token))
    audit.write("asked for another address", person, by=person, at=at, after={"email": new})


def confirm_address(ticket: Ticket, *, at: datetime) -> Person:
    """Make the ticket's address that of its person, and tell the old one.

    Raises `Refused` where the address belongs to another account by now.
    """
    person, new = locked(Person, ticket.person_id), ticket.email or ""
    tickets.use(ticket, at=at)
    old = person.email
    try:
        with db.session.begin_nested():
            person.email = new
    except IntegrityError:
        raise Refused("This address belongs to another account.") from None
    tickets.end_all(person, purposes=_SETTERS, at=at)
    letters.post("address_changed", to=old, to_name=person.name, person=person, at=at, address=new)
    audit.write("changed the address", person, by=person, at=at, before={"email": old}, after={"email": new})
    return person
