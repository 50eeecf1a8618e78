"""Rows to begin a test with, made by the portal's own verbs where there is one."""

import itertools
from datetime import datetime

from portal.db import db
from portal.domain.people.passwords import HASHER
from portal.models.person import Person, Role

PASSWORD = "correct horse battery staple"
_HASH = HASHER.hash(PASSWORD)
_numbers = itertools.count(1)


def a_person(*, role: Role | None = None, name: str = "", email: str = "", at: datetime) -> Person:
    """Make a person who can sign in with `PASSWORD`."""
    number = next(_numbers)
    person = Person(
        name=name or f"Person Number{number}",
        email=email or f"person{number}@x.example",
        role=role,
        password_hash=_HASH,
        created_at=at,
    )
    db.session.add(person)
    db.session.flush()
    return person
