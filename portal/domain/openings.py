"""People who want to be told when the doors open, and telling them."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Select, select

from portal.db import db
from portal.domain import audit, programs
from portal.domain.joining import consents, doors
from portal.domain.people import accounts
from portal.domain.post import letters
from portal.models.joining.consent import Consent, ConsentFor
from portal.models.person import Person

Leave = Callable[[Consent], str]


def ask(email: str, *, wording: str, leave: Leave, at: datetime) -> None:
    """Keep an address until the doors open, and confirm it by one letter.

    `wording` is what the person read; `leave` gives the link that ends it. An address that waits
    already is kept once, and gets no second letter; the same work is done for it, and undone.
    """
    email = accounts.normal(email)
    waits = db.session.scalar(_waiting().where(Consent.email == email)) is not None
    with db.session.begin_nested() as work:
        consent = consents.give(ConsentFor.OPENING, email=email, wording=wording, how="landing page", at=at)
        letters.post("opening", to=email, at=at, leave=leave(consent))
        if waits:
            work.rollback()


def withdraw(consent: Consent, *, at: datetime) -> None:
    """Write to this address no more. Withdrawing twice withdraws once."""
    if consent.withdrawn_at is None:
        consent.withdrawn_at = at
        db.session.flush()


def waiting() -> list[Consent]:
    """Return who waits to be told."""
    return list(db.session.scalars(_waiting().order_by(Consent.id)))


def tell(*, link: str, leave: Leave, by: Person | None, at: datetime) -> int:
    """Write to everyone who waits, once, if the doors are open; return to how many.

    `link` is where one applies. Two who tell at once write one letter each to different people.
    """
    if doors.shut(programs.the_program(), on=programs.day_of(at)) is not None:
        return 0
    told = db.session.scalars(_waiting().with_for_update(skip_locked=True)).all()
    for consent in told:
        letters.post("doors_open", to=consent.email, at=at, link=link, leave=leave(consent))
        withdraw(consent, at=at)
    if told:
        audit.write("told", "doors", by=by, at=at, after={"people": len(told)})
    return len(told)


def _waiting() -> Select[Consent]:
    return select(Consent).where(Consent.purpose == ConsentFor.OPENING, Consent.withdrawn_at.is_(None))
