"""Corrections: once, told, written down, and never of one's own points."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.earning import corrections, ledger
from portal.domain.refusal import Refused
from portal.models.audit_entry import AuditEntry
from portal.models.earning.entry import Entry, EntryKind
from portal.models.letter import Letter
from portal.models.person import Role
from tests.support.rows import a_person
from tests.support.rows_earning import earned
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_points import noon

pytestmark = pytest.mark.usefixtures("app")
AT = noon(date(2026, 3, 13))
WORDS: dict[str, Any] = {
    "standing": -10, "credits": -10, "reason": "Counted twice.", "key": "one", "link": "https://x.example/me/points",
    "at": AT,
}  # fmt: skip


def test_it_is_entered_told_and_written_down_once() -> None:
    membership, manager = an_ambassador(at=AT), a_person(role=Role.MANAGER, at=AT)
    piece = earned(membership, 100, at=AT)
    for _twice in range(2):
        corrections.correct(membership, **WORDS, submission=piece, by=manager)
    balance = ledger.balance_of(membership.person)
    assert (balance.standing, balance.credits, balance.lifetime) == (90, 90, 90)
    entries = db.session.scalars(select(Entry).where(Entry.kind == EntryKind.CORRECTION)).all()
    assert [(each.amount, each.reason, each.submission_id, each.by) for each in entries] == [
        (-10, "Counted twice.", piece.id, manager)
    ] * 2
    deed = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "corrected")).one()
    assert (deed.thing, deed.thing_id, deed.by_id) == ("memberships", membership.id, manager.id)
    assert deed.after == {"standing": -10, "credits": -10, "reason": "Counted twice."}
    letter = db.session.scalars(select(Letter).where(Letter.kind == "correction")).one()
    assert letter.to == membership.person.email
    for words in ("standing −10, credits −10", "Counted twice.", "https://x.example/me/points"):
        assert words in letter.text


def test_one_ledger_alone_is_corrected_too() -> None:
    membership, manager = an_ambassador(at=AT), a_person(role=Role.MANAGER, at=AT)
    corrections.correct(membership, **WORDS | {"standing": 0, "credits": 25}, by=manager)
    balance = ledger.balance_of(membership.person)
    assert (balance.standing, balance.credits) == (0, 25)


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"reason": ""}, "reason", "Say why"),
        ({"standing": 0, "credits": 0}, "standing", "Say by how much"),
        ({"standing": -101}, "standing", "from a standing of 100"),
        ({"credits": -101}, "credits", "there are 100"),
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, Any], field: str, words: str) -> None:
    membership, manager = an_ambassador(at=AT), a_person(role=Role.MANAGER, at=AT)
    earned(membership, 100, at=AT)
    with pytest.raises(Refused) as refused:
        corrections.correct(membership, **WORDS | wrong, by=manager)
    assert refused.value.field == field
    assert words in str(refused.value)
    assert db.session.scalar(select(Letter.id).where(Letter.kind == "correction")) is None


def test_nobody_corrects_their_own() -> None:
    membership = an_ambassador(at=AT)
    membership.person.role = Role.ADMIN
    with pytest.raises(Refused, match="your own points"):
        corrections.correct(membership, **WORDS, by=membership.person)
