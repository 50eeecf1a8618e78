"""Signing in and out: sessions that are new at sign-in and really end."""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain import programs
from portal.models.person import Person
from portal.models.program import Program
from portal.models.sign_in import SignIn

LASTS = timedelta(days=14)


def fingerprint(token: str) -> str:
    """Return the SHA-256 of a token, as hex; what we keep in place of the token."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(person: Person, *, how: str, address: str, browser: str, at: datetime) -> tuple[SignIn, str]:
    """Open a session for `person` and return it with its token, which is known to the browser only."""
    token = secrets.token_urlsafe(32)
    sign_in = SignIn(
        person=person,
        token_hash=fingerprint(token),
        how=how[:40],
        address=address[:45],
        browser=browser[:300],
        at=at,
        expires_at=at + LASTS,
    )
    db.session.add(sign_in)
    db.session.flush()
    return sign_in, token


def of_token(token: str, *, at: datetime) -> SignIn | None:
    """Return the open session that `token` belongs to, with its person, membership and balance, or None.

    The program comes along in the same statement, because every page needs it.
    """
    found = db.session.execute(_of_token(), {"token": fingerprint(token)}).first()
    if found is None or not found[0].is_open(at=at):
        return None
    programs.hold(found[1])
    return found[0]


@cache
def _of_token() -> Select[SignIn, Program]:
    """Built once: that takes longer than sending it."""
    person = joinedload(SignIn.person)
    return (
        select(SignIn, Program)
        .join(Program, Program.id == 1)
        .where(SignIn.token_hash == bindparam("token"))
        .options(person.joinedload(Person.membership), person.joinedload(Person.balance))
    )


def open_of(person: Person, *, at: datetime) -> Select[SignIn]:
    """Select the person's open sessions, the latest first."""
    is_open = (SignIn.person_id == person.id, SignIn.ended_at.is_(None), SignIn.expires_at > at)
    return select(SignIn).where(*is_open).order_by(SignIn.id.desc())


def one_of(person: Person, id: int, *, at: datetime) -> SignIn | None:
    """Return the person's open session with `id`, or None."""
    return db.session.scalar(open_of(person, at=at).where(SignIn.id == id))


def end(sign_in: SignIn, *, at: datetime) -> None:
    """Close one session; its cookie opens nothing afterwards."""
    sign_in.ended_at = at
    db.session.flush()


def end_all(person: Person, *, at: datetime) -> None:
    """Close every session of `person`, the one that asks as well; it begins a new one if it stays."""
    closing = update(SignIn).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
    db.session.execute(closing.values(ended_at=at))
