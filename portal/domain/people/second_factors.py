"""The second step of signing in: codes of six digits that change, and codes for the day the phone is lost."""

import secrets
from datetime import datetime

import pyotp
from pyotp.utils import strings_equal
from sqlalchemy import func, or_, select, update

from portal.db import db, locked
from portal.domain import audit
from portal.domain.people import sign_ins
from portal.domain.refusal import Refused
from portal.models.person import Person, RecoveryCode

STEP = 30
CODES = 10
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
WRONG = "This code does not fit. Wait for the next one, and type it while it shows."


def begin(person: Person) -> None:
    """Give `person` a fresh secret to scan; it counts once a code of it was typed."""
    if person.has_second_factor:
        raise Refused("The second step is on already.")
    person.totp_secret = pyotp.random_base32()
    db.session.flush()


def uri(person: Person, *, issuer: str) -> str:
    """Return what the QR code for an authenticator app says (the key URI format)."""
    return pyotp.TOTP(person.totp_secret or "").provisioning_uri(name=person.email, issuer_name=issuer)


def turn_on(person: Person, code: str, *, at: datetime) -> list[str]:
    """Ask for codes from now on; return the recovery codes, which nobody can read again.

    Every session ends. Raises `Refused` on `code`.
    """
    person = locked(Person, person.id)
    if person.has_second_factor:
        raise Refused("The second step is on already.")
    if person.totp_secret is None or not _takes(person, code, at=at):
        raise Refused(WRONG, "code")
    person.totp_since = at
    sign_ins.end_all(person, at=at)
    audit.write("turned on the second step", person, by=person, at=at)
    return _fresh_codes(person)


def turn_off(person: Person, *, by: Person, required: bool, at: datetime) -> None:
    """Ask for no codes any more, and close every session.

    Raises `Refused` where staff must have a second step and turn off their own.
    """
    if required and person.is_staff and by is person:
        raise Refused("Everybody on the staff signs in with a second step here.")
    person.totp_secret = person.totp_since = person.totp_last_step = None
    person.recovery_codes.clear()
    sign_ins.end_all(person, at=at)
    audit.write("turned off the second step", person, by=by, at=at, label=person.email)


def renew_codes(person: Person, *, at: datetime) -> list[str]:
    """Replace the recovery codes and return the new ones."""
    person = locked(Person, person.id)
    if not person.has_second_factor:
        raise Refused("The second step is off.")
    audit.write("renewed the recovery codes", person, by=person, at=at)
    return _fresh_codes(person)


def codes_left(person: Person) -> int:
    """Return how many recovery codes can still be used."""
    left = select(func.count()).where(RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(left) or 0


def check(person: Person, code: str, *, at: datetime) -> str:
    """Return which kind of code `code` is, "code" or "recovery code", and use it up.

    Raises `Refused` on `code` for a wrong one, and for one that was used before.
    """
    plain = "".join(code.split()).replace("-", "").lower()
    if person.has_second_factor and _takes(person, plain, at=at):
        return "code"
    if person.has_second_factor and _spends(person, plain, at=at):
        audit.write("used a recovery code", person, by=person, at=at)
        return "recovery code"
    raise Refused(WRONG, "code")


def _takes(person: Person, code: str, *, at: datetime) -> bool:
    totp, now = pyotp.TOTP(person.totp_secret or ""), int(at.timestamp()) // STEP
    near = (now - 1, now, now + 1)
    steps = [step for step in near if strings_equal(totp.at(step * STEP), code)]
    if not steps:
        return False
    fresh = or_(Person.totp_last_step.is_(None), Person.totp_last_step < steps[-1])
    mine = update(Person).where(Person.id == person.id, fresh).values(totp_last_step=steps[-1])
    return db.session.execute(mine.returning(Person.id)).first() is not None


def _spends(person: Person, code: str, *, at: datetime) -> bool:
    mine = update(RecoveryCode).where(
        RecoveryCode.person_id == person.id,
        RecoveryCode.code_hash == sign_ins.fingerprint(code),
        RecoveryCode.used_at.is_(None),
    )
    return db.session.execute(mine.values(used_at=at).returning(RecoveryCode.id)).first() is not None


def _fresh_codes(person: Person) -> list[str]:
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(16)) for _ in range(CODES)]
    person.recovery_codes = [RecoveryCode(code_hash=sign_ins.fingerprint(code)) for code in codes]
    db.session.flush()
    return ["-".join(code[i : i + 4] for i in range(0, 16, 4)) for code in codes]
