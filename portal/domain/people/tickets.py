"""Links that work once and expire."""

import secrets
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.people.sign_ins import fingerprint
from portal.domain.refusal import Refused
from portal.models.person import Person
from portal.models.ticket import Purpose, Ticket

Link = Callable[[str], str]
LASTS = {
    Purpose.WELCOME: timedelta(days=14),
    Purpose.STAFF: timedelta(days=7),
    Purpose.PASSWORD: timedelta(hours=2),
    Purpose.ADDRESS: timedelta(hours=24),
}


def issue(person: Person, *, purpose: Purpose, at: datetime, email: str | None = None) -> str:
    """Make a ticket and return its token, which only the letter holds; earlier ones of its kind end."""
    end(person, purpose=purpose, at=at)
    token = secrets.token_urlsafe(32)
    db.session.add(
        Ticket(
            purpose=purpose,
            person=person,
            token_hash=fingerprint(token),
            email=email,
            created_at=at,
            expires_at=at + LASTS[purpose],
        )
    )
    db.session.flush()
    return token


def end(person: Person, *, purpose: Purpose, at: datetime) -> None:
    """End the person's unused tickets for `purpose`."""
    end_all(person, purposes={purpose}, at=at)


def end_all(person: Person, *, purposes: Collection[Purpose] = tuple(Purpose), at: datetime) -> None:
    """End the person's unused tickets for any of `purposes`."""
    unused = update(Ticket).where(
        Ticket.person_id == person.id, Ticket.purpose.in_(purposes), Ticket.used_at.is_(None)
    )
    db.session.execute(unused.values(used_at=at))


def prolong(person: Person, *, purpose: Purpose, at: datetime) -> None:
    """Let the person's unused tickets for `purpose` last their full time from `at`."""
    unused = update(Ticket).where(
        Ticket.person_id == person.id, Ticket.purpose == purpose, Ticket.used_at.is_(None)
    )
    db.session.execute(unused.values(expires_at=at + LASTS[purpose]))


def good(token: str, *, purposes: set[Purpose], at: datetime) -> Ticket | None:
    """Return the ticket that `token` belongs to if it can still be used for one of `purposes`.

    A suspended person's tickets open nothing.
    """
    ticket = db.session.scalar(
        select(Ticket).where(Ticket.token_hash == fingerprint(token)).options(joinedload(Ticket.person))
    )
    if ticket is None or ticket.purpose not in purposes or ticket.person.is_suspended:
        return None
    return ticket if ticket.is_good(at=at) else None


def use(ticket: Ticket, *, at: datetime) -> None:
    """Mark the ticket used; raises `Refused` if somebody was faster."""
    fresh = db.session.get_one(Ticket, ticket.id, with_for_update=True, populate_existing=True)
    if not fresh.is_good(at=at):
        raise Refused("This link was used already, or it is too old. Ask for a new one.")
    fresh.used_at = at
    db.session.flush()
