"""The people who run the program: adding, changing roles, suspending."""

from datetime import datetime

from portal.db import db
from portal.domain import accounts, audit
from portal.domain.refusal import Refused
from portal.models.person import Person, Role


def add(email: str, *, name: str, role: Role, password: str, by: Person | None, at: datetime) -> Person:
    """Make a member of staff who can sign in at once.

    Raises `Refused` when the address is taken by a member of staff.
    """
    person = accounts.person_of(email)
    if person is not None and person.is_staff:
        raise Refused("%(email)s belongs to the staff already.", "email", email=person.email)
    if person is None:
        person = Person(email=accounts.normal(email), name=name, created_at=at)
        db.session.add(person)
    person.role = role
    person.password_hash = accounts.HASHER.hash(password)
    db.session.flush()
    audit.write("added", person, by=by, at=at, after={"role": role}, label=person.email)
    return person
