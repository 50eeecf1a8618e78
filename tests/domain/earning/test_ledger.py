"""The ledger: what is awarded once, taken back, corrected, and never changed."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from portal.db import db
from portal.domain.earning import ledger
from portal.domain.refusal import Refused
from portal.domain.working import verdicts
from portal.models.earning.entry import Entry, EntryKind, Ledger
from portal.models.person import Person, Role
from portal.models.working.verdict import Place
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_earning import a_submission, earned
from tests.support.rows_onboarding import an_ambassador

pytestmark = pytest.mark.usefixtures("app")


def _entries(person: Person) -> list[tuple[Ledger, EntryKind, int, str]]:
    found = db.session.scalars(select(Entry).where(Entry.person_id == person.id).order_by(Entry.id))
    return [(entry.ledger, entry.kind, entry.amount, entry.reason) for entry in found]


def test_approved_work_earns_standing_and_credits_once() -> None:
    work = a_submission(an_ambassador(at=NOW), at=NOW)
    manager = a_person(role=Role.MANAGER, at=NOW)
    verdicts.approve(work, by=manager, at=NOW, disclosure=Place.FIRST)
    with pytest.raises(Refused, match="was faster, and has decided this already"):
        verdicts.approve(work, by=a_person(role=Role.MANAGER, at=NOW), at=NOW, disclosure=Place.FIRST)
    assert _entries(work.person) == [
        (Ledger.STANDING, EntryKind.AWARD, 30, "10 × 3 = 30"),
        (Ledger.CREDITS, EntryKind.AWARD, 30, "10 × 3 = 30"),
    ]
    balance = ledger.balance_of(work.person)
    assert (balance.standing, balance.credits, balance.lifetime, balance.quarter, balance.quarter_points) == (
        30, 30, 30, "2026Q1", 30,
    )  # fmt: skip


def test_what_was_undone_can_be_approved_again() -> None:
    work = a_submission(an_ambassador(at=NOW), at=NOW)
    manager = a_person(role=Role.MANAGER, at=NOW)
    first = verdicts.approve(work, by=manager, at=NOW, disclosure=Place.FIRST)
    verdicts.undo(first, by=manager, at=NOW + timedelta(seconds=10))
    verdicts.undo(first, by=manager, at=NOW + timedelta(seconds=11))
    assert ledger.balance_of(work.person).credits == 0
    verdicts.approve(work, by=manager, at=NOW + timedelta(seconds=12), disclosure=Place.FIRST)
    balance = ledger.balance_of(work.person)
    assert (balance.standing, balance.credits, balance.lifetime) == (30, 30, 30)
    assert len(_entries(work.person)) == 6


def test_after_ten_seconds_nothing_is_undone() -> None:
    manager = a_person(role=Role.MANAGER, at=NOW)
    work = earned(an_ambassador(at=NOW), 40, at=NOW, by=manager)
    with pytest.raises(Refused, match="too late to undo"):
        verdicts.undo(work.verdicts[0], by=manager, at=NOW + timedelta(seconds=11))
    assert ledger.balance_of(work.person).standing == 40


def test_a_correction_is_read_and_counts_once() -> None:
    manager = a_person(role=Role.MANAGER, at=NOW)
    person = earned(an_ambassador(at=NOW), 40, at=NOW).person
    for _ in range(2):
        ledger.correct(
            person, standing=-10, credits=-10, reason="Counted twice.", key="k1", by=manager, at=NOW
        )
    assert _entries(person)[2:] == [
        (Ledger.STANDING, EntryKind.CORRECTION, -10, "Counted twice."),
        (Ledger.CREDITS, EntryKind.CORRECTION, -10, "Counted twice."),
    ]
    with pytest.raises(Refused, match="That takes 31 credits, and there are 30"):
        ledger.correct(person, standing=0, credits=-31, reason="Too much.", key="k2", by=manager, at=NOW)


@pytest.mark.parametrize("deed", [update(Entry).values(amount=1000), delete(Entry)], ids=["update", "delete"])
def test_the_database_refuses_to_change_an_entry(deed: object) -> None:
    earned(an_ambassador(at=NOW), 40, at=NOW)
    with pytest.raises(DBAPIError, match="only ever added to"), db.session.begin_nested():
        db.session.execute(deed)  # type: ignore[call-overload]
    assert db.session.scalars(select(Entry.amount)).all() == [40, 40]


def test_nobody_decides_on_their_own_work() -> None:
    membership = an_ambassador(at=NOW)
    membership.person.role = Role.MANAGER
    work = a_submission(membership, at=NOW)
    with pytest.raises(Refused, match="your own work"):
        verdicts.approve(work, by=membership.person, at=datetime.now(tz=NOW.tzinfo))
    assert _entries(work.person) == []
