"""The leaderboard: who stands on it, in what order, and where one is oneself."""

from datetime import timedelta

from sqlalchemy import select

from portal.db import db
from portal.domain.earning import leaderboard, ledger
from portal.domain.joining import memberships
from portal.domain.people import staff
from portal.models.audit_entry import AuditEntry
from portal.models.joining.membership import Membership
from portal.models.person import Role
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_earning import earned
from tests.support.rows_onboarding import an_ambassador
from tests.support.statements import counted

QUARTER = "2026Q1"


def standing(points: int, name: str, *, ranked: bool = True) -> Membership:
    membership = an_ambassador(at=NOW, name=name)
    earned(membership, points, at=NOW)
    leaderboard.stand(membership.person, ranked=ranked, at=NOW)
    return membership


def shown() -> list[tuple[int, str, int]]:
    return [(place.rank, place.name, place.points) for place in leaderboard.top(QUARTER)]


def test_equal_points_share_a_place_and_whoever_does_not_wish_is_not_counted(session) -> None:
    every = [standing(*each) for each in ((30, "Cleo"), (50, "Bo"), (50, "Ann"), (10, "Dee"))]
    hidden = standing(90, "Zoe", ranked=False)
    assert shown() == [(1, "Ann", 50), (1, "Bo", 50), (3, "Cleo", 30), (4, "Dee", 10)]
    own = [leaderboard.own(ledger.balance_of(each.person), QUARTER) for each in every]
    assert [(each.points, each.rank) for each in own if each] == [(30, 3), (50, 1), (50, 1), (10, 4)]
    assert leaderboard.own(ledger.balance_of(hidden.person), QUARTER) is None


def test_points_of_another_quarter_do_not_count(session) -> None:
    old = standing(70, "Old")
    earned(standing(40, "Both"), 5, at=NOW + timedelta(days=60))
    assert shown() == [(1, "Old", 70)]
    assert [(each.name, each.points) for each in leaderboard.top("2026Q2")] == [("Both", 5)]
    assert leaderboard.own(ledger.balance_of(old.person), "2026Q2") is None


def test_whoever_leaves_or_is_shut_out_is_off_the_board(session) -> None:
    gone, shut, last = standing(90, "Gone"), standing(80, "Shut"), standing(10, "Last")
    admin = a_person(role=Role.ADMIN, at=NOW)
    shut.person.role = Role.MANAGER
    memberships.cancel(gone, by=admin, at=NOW)
    staff.suspend(shut.person, by=admin, at=NOW)
    db.session.expire_all()
    assert shown() == [(1, "Last", 10)]
    assert leaderboard.own(ledger.balance_of(last.person), QUARTER) == leaderboard.Own(points=10, rank=1)


def test_fifty_are_shown_and_far_places_are_not_counted_out(session, monkeypatch) -> None:
    last = standing(1, "Last")
    for number in range(52):
        standing(100 + number, f"P{number}")
    monkeypatch.setattr(leaderboard, "COUNTED", 52)
    with counted() as sent:
        assert (len(shown()), shown()[0]) == (50, (1, "P51", 151))
    assert len(sent) == 2
    assert leaderboard.own(ledger.balance_of(last.person), QUARTER) == leaderboard.Own(points=1, rank=None)
    monkeypatch.setattr(leaderboard, "COUNTED", 53)
    assert leaderboard.own(ledger.balance_of(last.person), QUARTER) == leaderboard.Own(points=1, rank=53)


def test_the_wish_is_in_the_audit_once(session) -> None:
    membership = standing(10, "Ann")
    leaderboard.stand(membership.person, ranked=True, at=NOW)
    leaderboard.stand(membership.person, ranked=False, at=NOW)
    verbs = select(AuditEntry.verb).where(AuditEntry.verb.contains("leaderboard")).order_by(AuditEntry.id)
    assert db.session.scalars(verbs).all() == ["joined the leaderboard", "left the leaderboard"]
    assert ledger.balance_of(membership.person).ranked is False


def test_the_board_is_read_along_its_index(session) -> None:
    """SQLite takes a partial index for the words of its condition alone, and reads everybody else."""
    if db.engine.dialect.name != "sqlite":
        return
    balance = ledger.balance_of(standing(10, "Ann").person)
    with counted() as sent:
        leaderboard.top(QUARTER)
        leaderboard.own(balance, QUARTER)
    assert len(sent) == 2
    for text in sent:
        plan = db.session.connection().exec_driver_sql(f"explain query plan {text}", (1,) * text.count("?"))
        assert "INDEX ix_balances_board" in " ".join(step[3] for step in plan)
