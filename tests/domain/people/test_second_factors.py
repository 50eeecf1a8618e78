"""Codes that change, and codes for the day the phone is lost."""

from datetime import datetime, timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.people import second_factors
from portal.domain.refusal import Refused
from portal.models.audit_entry import AuditEntry
from portal.models.person import Person, RecoveryCode, Role
from tests.conftest import NOW
from tests.support.rows import a_person


@pytest.fixture
def nell(app: Flask) -> Person:
    """Somebody whose second step was turned on an hour ago."""
    person = a_person(at=NOW)
    second_factors.begin(person)
    earlier = NOW - timedelta(hours=1)
    second_factors.turn_on(person, code_of(person, earlier), at=earlier)
    return person


def code_of(person: Person, at: datetime) -> str:
    """What the app shows at a moment."""
    assert person.totp_secret
    return pyotp.TOTP(person.totp_secret).at(at)


def fits(person: Person, code: str, at: datetime = NOW) -> bool:
    """Whether a code opens the door."""
    try:
        second_factors.check(person, code, at=at)
    except Refused:
        return False
    return True


@pytest.mark.parametrize(
    ("seconds", "opens"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_a_clock_may_be_one_step_off(nell: Person, seconds: int, opens: bool) -> None:
    assert fits(nell, code_of(nell, NOW + timedelta(seconds=seconds))) is opens


def test_a_code_opens_once_and_older_ones_no_more(nell: Person) -> None:
    code = code_of(nell, NOW)
    assert second_factors.check(nell, f" {code[:3]} {code[3:]} ", at=NOW) == "code"
    assert not fits(nell, code)
    assert not fits(nell, code, NOW + timedelta(seconds=29))
    assert not fits(nell, code_of(nell, NOW - timedelta(seconds=30)))
    later = NOW + timedelta(seconds=30)
    assert fits(nell, code_of(nell, later), later)


def test_the_code_that_turned_it_on_opens_nothing(app: Flask) -> None:
    person = a_person(at=NOW)
    second_factors.begin(person)
    code = code_of(person, NOW)
    second_factors.turn_on(person, code, at=NOW)
    assert not fits(person, code)


def test_recovery_codes_open_once_each_and_are_not_kept(app: Flask) -> None:
    person = a_person(at=NOW)
    second_factors.begin(person)
    codes = second_factors.turn_on(person, code_of(person, NOW), at=NOW)
    assert len(set(codes)) == 10
    kept = db.session.scalars(select(RecoveryCode.code_hash)).all()
    assert not set(codes) & set(kept)
    assert second_factors.check(person, codes[3].upper().replace("-", " "), at=NOW) == "recovery code"
    assert not fits(person, codes[3])
    assert fits(person, codes[4])
    assert second_factors.codes_left(person) == 8


def test_nobody_uses_the_recovery_code_of_another(app: Flask, nell: Person) -> None:
    person = a_person(at=NOW)
    second_factors.begin(person)
    codes = second_factors.turn_on(person, code_of(person, NOW), at=NOW)
    assert not fits(nell, codes[0])
    assert fits(person, codes[0])


def test_new_recovery_codes_end_the_old_ones(app: Flask) -> None:
    person = a_person(at=NOW)
    second_factors.begin(person)
    old = second_factors.turn_on(person, code_of(person, NOW), at=NOW)
    new = second_factors.renew_codes(person, at=NOW)
    assert (fits(person, old[0]), fits(person, new[0]), second_factors.codes_left(person)) == (False, True, 9)


def test_a_secret_that_no_code_confirmed_asks_for_nothing(app: Flask) -> None:
    person = a_person(at=NOW)
    second_factors.begin(person)
    with pytest.raises(Refused):
        second_factors.turn_on(person, "000000", at=NOW)
    assert not person.has_second_factor
    assert not fits(person, code_of(person, NOW))


def test_it_is_not_begun_anew_behind_the_owners_back(nell: Person) -> None:
    secret = nell.totp_secret
    with pytest.raises(Refused):
        second_factors.begin(nell)
    with pytest.raises(Refused):
        second_factors.turn_on(nell, code_of(nell, NOW), at=NOW)
    assert nell.totp_secret == secret


def test_staff_who_must_have_one_keep_it(nell: Person) -> None:
    nell.role = Role.MANAGER
    with pytest.raises(Refused):
        second_factors.turn_off(nell, by=nell, required=True, at=NOW)
    assert nell.has_second_factor
    second_factors.turn_off(nell, by=nell, required=False, at=NOW)
    assert (nell.totp_secret, nell.totp_last_step, second_factors.codes_left(nell)) == (None, None, 0)
    verbs = db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)).all()
    assert verbs == ["turned on the second step", "turned off the second step"]


@pytest.mark.parametrize("code", ["", "0", "abc", "١٢٣٤٥٦", "1" * 40, "'; drop table people; --", "\x00"])
def test_whatever_else_is_typed_is_refused(nell: Person, code: str) -> None:
    assert not fits(nell, code)
