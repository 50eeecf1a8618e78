"""What two people, or two requests of one, do to accounts in the same moment."""

import pyotp
from flask import Flask
from sqlalchemy import func, select

from portal.db import db, transaction
from portal.domain.people import accounts, second_factors, staff, tickets
from portal.domain.refusal import Refused
from portal.models.person import Person, Role
from portal.models.sign_in import SignIn
from portal.models.ticket import Purpose
from tests.conftest import NOW
from tests.support.at_once import at_once
from tests.support.rows import PASSWORD, a_person

NEW = "seven quiet green bicycles"


def made(app: Flask, **facts: object) -> int:
    """Make a person for good and return the id."""
    with app.app_context():
        return transaction(lambda: a_person(at=NOW, **facts).id)  # type: ignore[arg-type]


def one(id: int) -> Person:
    """Load a person into the session of the thread."""
    return db.session.get_one(Person, id)


def test_two_admins_who_remove_each_other_leave_one(apart: Flask) -> None:
    for way in (
        lambda whom, by: staff.change_role(one(whom), Role.MANAGER, by=one(by), at=NOW),
        lambda whom, by: staff.suspend(one(whom), by=one(by), at=NOW),
        lambda whom, by: staff.change_role(one(whom), None, by=one(by), at=NOW),
    ):
        ids = [made(apart, role=Role.ADMIN, name="An Admin") for _ in range(2)]
        seen = at_once(apart, lambda: way(ids[0], ids[1]), lambda: way(ids[1], ids[0]))  # noqa: B023
        assert seen == ["An Admin is the last admin. Make somebody else an admin first.", "done"]
        with apart.app_context():
            left = select(Person).where(Person.role == Role.ADMIN, Person.suspended_at.is_(None))
            assert len(db.session.scalars(left).all()) == 1
            transaction(lambda: setattr(db.session.scalars(left).one(), "role", None))  # noqa: B023


def test_a_link_works_once_for_eight_at_once(apart: Flask) -> None:
    nell = made(apart)
    with apart.app_context():
        token = transaction(lambda: tickets.issue(one(nell), purpose=Purpose.WELCOME, at=NOW))

    def use() -> None:
        ticket = tickets.good(token, purposes={Purpose.WELCOME}, at=NOW)
        if ticket is None:
            raise Refused("gone")
        accounts.set_password(ticket, NEW, at=NOW)

    assert at_once(apart, *[use] * 8).count("done") == 1


def test_a_code_opens_once_for_eight_at_once(apart: Flask) -> None:
    nell = made(apart)
    with apart.app_context():
        transaction(lambda: second_factors.begin(one(nell)))
        secret = one(nell).totp_secret or ""
        earlier = NOW.replace(hour=8)
        codes = transaction(
            lambda: second_factors.turn_on(one(nell), pyotp.TOTP(secret).at(earlier), at=earlier)
        )
    for code in (pyotp.TOTP(secret).at(NOW), codes[0]):
        seen = at_once(apart, *[lambda: second_factors.check(one(nell), code, at=NOW)] * 8)  # noqa: B023
        assert seen.count("done") == 1


def test_no_session_survives_a_change_of_password_in_the_same_moment(apart: Flask) -> None:
    nell = made(apart, email="nell@x.example")
    passwords = [PASSWORD, NEW]
    for _ in range(4):
        old, new = passwords

        def sign_in() -> None:
            person = accounts.recognise("nell@x.example", old)  # noqa: B023
            accounts.enter(person, how="password", address="", browser="", at=NOW)

        def change() -> None:
            accounts.change_password(one(nell), old=old, new=new, at=NOW)  # noqa: B023

        assert "done" in at_once(apart, sign_in, change, sign_in)
        with apart.app_context():
            still = select(func.count()).where(SignIn.ended_at.is_(None))
            assert db.session.scalar(still) == 0
        passwords.reverse()


def test_one_of_two_gets_the_address_that_both_want(apart: Flask) -> None:
    tokens = []
    for _ in range(2):
        nell = made(apart)
        with apart.app_context():
            tokens.append(
                transaction(
                    lambda: tickets.issue(one(nell), purpose=Purpose.ADDRESS, email="new@x.example", at=NOW)  # noqa: B023
                )
            )

    def confirm(token: str) -> None:
        ticket = tickets.good(token, purposes={Purpose.ADDRESS}, at=NOW)
        assert ticket
        accounts.confirm_address(ticket, at=NOW)

    seen = at_once(apart, lambda: confirm(tokens[0]), lambda: confirm(tokens[1]))
    assert seen == ["This address belongs to another account.", "done"]


def test_one_of_two_invitations_to_one_address_is_refused(apart: Flask) -> None:
    by = made(apart, role=Role.ADMIN)

    def to(token: str) -> str:
        return f"http://localhost/welcome/{token}"

    def invite() -> None:
        staff.invite("new@x.example", name="New", role=Role.MANAGER, link=to, by=one(by), at=NOW)

    assert at_once(apart, invite, invite) == ["done", "new@x.example belongs to the staff already."]
