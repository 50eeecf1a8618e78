"""Leave: asked for, taken back, confirmed or declined, and what it freezes."""

from datetime import date

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.earning import leaves, ledger
from portal.domain.refusal import Refused
from portal.models.audit_entry import AuditEntry
from portal.models.earning.leave import Leave
from portal.models.earning.quarter_close import Renewal, Standing
from portal.models.joining.membership import Membership
from portal.models.letter import Letter
from portal.models.person import Person, Role
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_closing import a_member, closed, on
from tests.support.rows_working import the_rules

pytestmark = pytest.mark.usefixtures("app")
LINK = "https://portal.example/me/points"
WORDS = {"named": "January–March 2026", "link": LINK}


def a_manager(name: str = "Ines") -> Person:
    return a_person(role=Role.MANAGER, name=name, at=NOW)


def kinds_to(membership: Membership) -> list[str]:
    found = select(Letter.kind).where(
        Letter.person_id == membership.person_id, Letter.kind.startswith("leave")
    )
    return list(db.session.scalars(found.order_by(Letter.id)))


def test_leave_is_asked_for_and_confirmed_and_told() -> None:
    membership, manager = a_member(40), a_manager()
    leave = leaves.ask(membership, "2026Q1", at=NOW)
    assert db.session.scalars(leaves.chosen(state="asked")).all() == [leave]
    leaves.confirm(leave, **WORDS, by=manager, at=NOW)
    assert (leave.confirmed, leave.decided_by_id, leave.decided_at) == (True, manager.id, NOW)
    letter = db.session.scalars(select(Letter).where(Letter.kind == "leave_confirmed")).one()
    assert "you are on leave in January–March 2026" in letter.text
    deed = db.session.scalars(select(AuditEntry).where(AuditEntry.thing == "leaves")).one()
    assert (deed.verb, deed.by_id, deed.after) == ("confirmed", manager.id, None)
    assert db.session.scalars(leaves.chosen(state="asked")).all() == []


def test_a_quarter_on_leave_neither_fades_nor_is_up() -> None:
    the_rules(at=NOW, fading=25, threshold=150)
    membership = a_member(40)
    leaves.confirm(leaves.ask(membership, "2026Q1", at=NOW), **WORDS, by=a_manager(), at=NOW)
    closed("2025Q4", "2026Q1")
    renewal = db.session.scalars(select(Renewal).order_by(Renewal.id.desc())).first()
    assert renewal is not None
    assert (renewal.outcome, renewal.before, renewal.after) == (Standing.ON_LEAVE, 40, 40)
    assert renewal.told_at is not None
    assert ledger.balance_of(membership.person).standing == 40


def test_what_is_only_asked_freezes_nothing() -> None:
    the_rules(at=NOW, fading=25, threshold=150)
    membership = a_member(40)
    leave = leaves.ask(membership, "2026Q1", at=NOW)
    closed("2025Q4", "2026Q1")
    assert ledger.balance_of(membership.person).standing == 30
    with pytest.raises(Refused, match="2026Q1 is closed already"):
        leaves.confirm(leave, **WORDS, by=a_manager(), at=on(date(2026, 4, 2)))


@pytest.mark.parametrize("quarter", ["2025Q4", "2026Q3"])
def test_leave_is_for_this_quarter_or_the_next(quarter: str) -> None:
    with pytest.raises(Refused, match="this quarter or the next"):
        leaves.ask(a_member(0), quarter, at=NOW)


def test_a_quarter_is_asked_for_once() -> None:
    membership = a_member(0)
    leaves.ask(membership, "2026Q2", at=NOW)
    with pytest.raises(Refused, match="asked for this quarter already"):
        leaves.ask(membership, "2026Q2", at=NOW)


def test_two_quarters_a_year_are_the_most() -> None:
    membership, manager = a_member(0), a_manager()
    leaves.confirm(leaves.ask(membership, "2026Q1", at=NOW), **WORDS, by=manager, at=NOW)
    leaves.ask(membership, "2026Q2", at=NOW)
    july = on(date(2026, 7, 2))
    with pytest.raises(Refused, match="Two quarters of leave in 2026"):
        leaves.ask(membership, "2026Q3", at=july)
    leave = next(each for each in leaves.of_membership(membership) if each.quarter == "2026Q2")
    leaves.decline(leave, **WORDS, by=manager, at=july)
    assert leaves.ask(membership, "2026Q3", at=july).confirmed is None
    assert leaves.ask(membership, "2027Q1", at=on(date(2026, 10, 2))).confirmed is None


def test_what_was_asked_is_taken_back_until_it_is_decided() -> None:
    membership = a_member(0)
    leaves.withdraw(leaves.ask(membership, "2026Q2", at=NOW))
    assert leaves.of_membership(membership) == []
    leave = leaves.ask(membership, "2026Q2", at=NOW)
    leaves.decline(leave, **WORDS, by=a_manager(), at=NOW)
    with pytest.raises(Refused, match="decided already"):
        leaves.withdraw(leave)
    assert kinds_to(membership) == ["leave_declined"]


def test_the_second_who_decides_is_told() -> None:
    membership = a_member(0)
    leave = leaves.ask(membership, "2026Q2", at=NOW)
    leaves.confirm(leave, **WORDS, by=a_manager("Ines"), at=NOW)
    with pytest.raises(Refused, match="Ines was faster"):
        leaves.decline(leave, **WORDS, by=a_manager("Otto"), at=NOW)
    assert kinds_to(membership) == ["leave_confirmed"]


def test_nobody_confirms_their_own() -> None:
    membership = a_member(0)
    membership.person.role = Role.MANAGER
    leave = leaves.ask(membership, "2026Q2", at=NOW)
    with pytest.raises(Refused, match="your own leave"):
        leaves.confirm(leave, **WORDS, by=membership.person, at=NOW)
    assert db.session.get_one(Leave, leave.id).confirmed is None
