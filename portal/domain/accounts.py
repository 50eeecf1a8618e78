"""Accounts: passwords, and proving who one is."""

from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select

from portal.db import db
from portal.domain import audit, sign_ins
from portal.domain.refusal import Refused
from portal.models.person import Person
from portal.models.sign_in import SignIn

HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
NOBODY = HASHER.hash("nobody has this password")


def normal(email: str) -> str:
    """Return a mail address as we keep it: without spaces around it, in lower case."""
    return email.strip().lower()


def person_of(email: str) -> Person | None:
    """Return the person with this mail address, or None."""
    return db.session.scalar(select(Person).where(Person.email == normal(email)))


def knows(person: Person | None, password: str) -> bool:
    """Whether `password` is the person's; takes the same time for nobody."""
    try:
        HASHER.verify((person and person.password_hash) or NOBODY, password)
    except VerificationError:
        return False
    return person is not None and person.password_hash is not None


def sign_in(email: str, password: str, *, address: str, browser: str, at: datetime) -> tuple[SignIn, str]:
    """Open a session for whoever knows the password of `email`.

    Raises `Refused`, in the same words for an unknown address, a wrong password and a suspension.
    """
    person = person_of(email)
    if not knows(person, password) or person is None or person.is_suspended:
        raise Refused("This address and password do not belong together.", "password")
    audit.write("signed in", person, by=person, at=at)
    return sign_ins.begin(person, how="password", address=address, browser=browser, at=at)
