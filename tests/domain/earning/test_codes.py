"""Codes to hand out: kept sealed, each once."""

import pytest
from sqlalchemy import select, text

from portal.db import Base, db
from portal.domain.earning import codes, ledger_checks, redemptions, rewards
from portal.domain.refusal import Refused
from portal.models.audit_entry import AuditEntry
from portal.models.earning.reward import Reward, RewardCode, RewardKind, StockMove
from portal.models.person import Person, Role
from portal.outside.sealing import Seal
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_earning import earned
from tests.support.rows_onboarding import an_ambassador

pytestmark = pytest.mark.usefixtures("app")
SEAL = Seal("a key for tests that is long enough")


@pytest.fixture
def ines(app: object) -> Person:
    """A manager."""
    return a_person(role=Role.MANAGER, name="Ines Calder", at=NOW)


@pytest.fixture
def card(ines: Person) -> Reward:
    """A card for 100 credits, with no codes yet."""
    return rewards.offer(name="Card", kind=RewardKind.ACCESS, cost=100, has_codes=True, by=ines, at=NOW)


def test_codes_raise_the_stock_by_as_many_as_are_new(card: Reward, ines: Person) -> None:
    first = codes.add(card, ["GIFT-0001", "GIFT-0002", "GIFT-0001"], seal=SEAL, by=ines, at=NOW)
    assert (first.added, first.known, first.twice) == (2, [], ["GIFT-0001"])
    again = codes.add(card, ["GIFT-0002", "GIFT-0003"], seal=SEAL, by=ines, at=NOW)
    assert (again.added, again.known) == (1, ["GIFT-0002"])
    none = codes.add(card, ["GIFT-0002"], seal=SEAL, by=ines, at=NOW)
    assert (none.added, card.stock) == (0, 3)
    assert db.session.scalars(select(StockMove.amount).order_by(StockMove.id)).all() == [2, 1]
    told = db.session.scalars(select(AuditEntry.after).where(AuditEntry.verb == "added codes")).all()
    assert told == [{"codes": 2}, {"codes": 1}]


def test_a_code_of_one_reward_is_known_to_all(card: Reward, ines: Person) -> None:
    other = rewards.offer(name="Other", kind=RewardKind.ACCESS, cost=1, has_codes=True, by=ines, at=NOW)
    codes.add(card, ["GIFT-0001"], seal=SEAL, by=ines, at=NOW)
    assert codes.add(other, ["GIFT-0001"], seal=SEAL, by=ines, at=NOW).known == ["GIFT-0001"]


def test_nothing_in_the_database_says_a_code(card: Reward, ines: Person) -> None:
    codes.add(card, ["GIFT-0001-SECRET"], seal=SEAL, by=ines, at=NOW)
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(text(f"select * from {table.name}")):
            assert "GIFT-0001" not in repr(row), table.name


def test_whom_it_was_handed_out_to_sees_it_and_another_key_says_so(card: Reward, ines: Person) -> None:
    membership = an_ambassador(at=NOW)
    earned(membership, 200, at=NOW)
    codes.add(card, ["GIFT-0001", "GIFT-0002"], seal=SEAL, by=ines, at=NOW)
    asked = redemptions.request(card, membership=membership, key="k", at=NOW)
    assert codes.code_of(asked, seal=SEAL) is None
    redemptions.approve(asked, by=ines, at=NOW)
    assert codes.code_of(asked, seal=SEAL) == "GIFT-0001"
    with pytest.raises(Refused, match="secret key is not the one"):
        codes.code_of(asked, seal=Seal("another key for tests, long enough"))
    gone = db.session.scalars(codes.of(card, state="out")).all()
    assert [codes.ending(code, seal=SEAL) for code in gone] == ["01"]
    assert codes.owners(gone)[asked.id].person is membership.person
    assert db.session.scalars(codes.of(card, words="nobody of that name")).all() == []
    assert db.session.scalars(codes.of(card, words=membership.person.name)).all() == list(gone)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], "Paste the codes"),
        (["x" * 201], "Line 1 is longer than 200"),
        ([str(number) for number in range(5001)], "5001 lines"),
    ],
)
def test_a_paste_that_cannot_be_keeps_nothing(card: Reward, ines: Person, lines: list[str], why: str) -> None:
    with pytest.raises(Refused, match=why):
        codes.add(card, lines, seal=SEAL, by=ines, at=NOW)
    assert (db.session.scalar(select(RewardCode.id)), card.stock) == (None, 0)


def test_a_reward_without_codes_takes_none(ines: Person) -> None:
    mug = rewards.offer(name="Mug", kind=RewardKind.TANGIBLE, cost=1, by=ines, at=NOW)
    with pytest.raises(Refused, match="no reward with codes"):
        codes.add(mug, ["GIFT-0001"], seal=SEAL, by=ines, at=NOW)


@pytest.mark.parametrize(
    ("code", "end"), [("ABC", ""), ("ABCD", "D"), ("ABCDEFGH", "GH"), ("A" * 40, "AAAA")]
)
def test_a_short_code_shows_less_of_itself(code: str, end: str) -> None:
    assert codes.end_of(code) == end


def test_a_code_that_nobody_has_is_withdrawn_and_can_be_pasted_again(card: Reward, ines: Person) -> None:
    codes.add(card, ["GIFT-0001", "GIFT-0002"], seal=SEAL, by=ines, at=NOW)
    first, second = db.session.scalars(codes.of(card).order_by(RewardCode.id)).all()
    codes.withdraw(first, by=ines, at=NOW)
    assert (db.session.scalars(codes.of(card)).all(), card.stock) == ([second], 1)
    moves = select(StockMove.amount, StockMove.reason, StockMove.by_id).order_by(StockMove.id)
    assert db.session.execute(moves).all()[1:] == [(-1, "Code withdrawn", ines.id)]
    told = db.session.scalars(select(AuditEntry.after).where(AuditEntry.verb == "withdrew a code")).all()
    assert told == [{"stock": 1}]
    with pytest.raises(Refused, match="withdrawn a moment ago"):
        codes.withdraw(first, by=ines, at=NOW)
    assert codes.add(card, ["GIFT-0001"], seal=SEAL, by=ines, at=NOW).added == 1
    assert (card.stock, ledger_checks.prove().wrong) == (2, None)


def test_a_code_that_is_asked_for_or_handed_out_stays(card: Reward, ines: Person) -> None:
    membership = an_ambassador(at=NOW)
    earned(membership, 100, at=NOW)
    codes.add(card, ["GIFT-0001"], seal=SEAL, by=ines, at=NOW)
    code = db.session.scalars(codes.of(card)).one()
    asked = redemptions.request(card, membership=membership, key="k", at=NOW)
    with pytest.raises(Refused, match="Every code that is left is asked for"):
        codes.withdraw(code, by=ines, at=NOW)
    redemptions.approve(asked, by=ines, at=NOW)
    assert codes.free(card, code.id) is None
    with pytest.raises(Refused, match="handed out or withdrawn a moment ago"):
        codes.withdraw(code, by=ines, at=NOW)
    assert (codes.code_of(asked, seal=SEAL), card.stock) == ("GIFT-0001", 0)
    assert ledger_checks.prove().wrong is None
