"""Becoming an ambassador."""

from datetime import date, timedelta

import pytest

from portal.db import db
from portal.domain.joining import ambassadors, memberships
from portal.domain.people import tickets
from portal.domain.refusal import Refused
from portal.models.joining.application import ApplicationState
from portal.models.joining.membership import MembershipState
from portal.models.ticket import Purpose
from tests.conftest import NOW
from tests.support.rows_joining import an_application


def test_approval_makes_person_membership_code_and_link(app: object) -> None:
    application = an_application(name="Zoë Ødegård", email="zoe@x.example", town="Hull", at=NOW)
    welcome = memberships.begin(application, by=None, at=NOW)
    membership = welcome.membership
    assert (membership.person.name, membership.person.email) == ("Zoë Ødegård", "zoe@x.example")
    assert (membership.slug, membership.code, membership.cohort) == ("zoe", "ZOE", "2026Q1")
    assert membership.state is MembershipState.ONBOARDING
    assert (membership.joined_on, membership.first_talk_on) == (date(2026, 2, 11), date(2026, 2, 18))
    ticket = tickets.good(welcome.token, purposes={Purpose.WELCOME}, at=NOW)
    assert ticket is not None
    assert ticket.person is membership.person


def test_two_of_the_same_first_name_have_two_codes(app: object) -> None:
    codes = [
        memberships.begin(an_application(name=f"Ada {n}", at=NOW), by=None, at=NOW).membership.code
        for n in "abc"
    ]
    assert codes == ["ADA", "ADA2", "ADA3"]


def test_a_person_has_one_open_membership_and_may_come_back(app: object) -> None:
    first = memberships.begin(an_application(email="a@x.example", at=NOW), by=None, at=NOW)
    with pytest.raises(Refused, match="ambassador already"):
        memberships.begin(an_application(email="A@x.example", at=NOW), by=None, at=NOW)
    memberships.cancel(first.membership, by=None, at=NOW)
    assert tickets.good(first.token, purposes={Purpose.WELCOME}, at=NOW) is None
    again = memberships.begin(an_application(email="a@x.example", at=NOW), by=None, at=NOW)
    assert again.membership.person is first.membership.person


def test_an_approval_undone_and_made_again_is_one_membership_with_one_code(app: object) -> None:
    application = an_application(name="Zoë Ødegård", state=ApplicationState.APPROVED, at=NOW)
    first = memberships.begin(application, by=None, at=NOW).membership
    memberships.cancel(first, by=None, at=NOW)
    application.state = ApplicationState.TO_DECIDE
    db.session.flush()
    assert (db.session.scalars(ambassadors.chosen()).all(), ambassadors.facets().counts) == ([], {})
    later = NOW + timedelta(days=50)
    application.state = ApplicationState.APPROVED
    again = memberships.begin(application, by=None, at=later).membership
    assert (again.id, again.code, again.state, again.is_open) == (
        first.id,
        "ZOE",
        MembershipState.ONBOARDING,
        True,
    )
    assert (again.joined_on, again.cohort, again.first_talk_on) == (
        date(2026, 4, 2),
        "2026Q2",
        date(2026, 4, 9),
    )
    assert db.session.scalars(ambassadors.chosen()).all() == [again]


def test_a_ticket_works_once_and_expires(app: object) -> None:
    token = memberships.begin(an_application(at=NOW), by=None, at=NOW).token
    kinds = {Purpose.WELCOME}
    assert tickets.good(token, purposes=kinds, at=NOW + timedelta(days=14)) is None
    ticket = tickets.good(token, purposes=kinds, at=NOW)
    assert ticket is not None
    tickets.use(ticket, at=NOW)
    assert tickets.good(token, purposes=kinds, at=NOW) is None
    with pytest.raises(Refused, match="used already"):
        tickets.use(ticket, at=NOW)
