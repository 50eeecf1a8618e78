"""The close of a quarter: what fades, who keeps a place, and that it happens once and wholly."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select

from portal.db import db
from portal.domain.earning import closing, ledger, terms
from portal.domain.earning.prospects import prospects
from portal.domain.programs import the_program
from portal.domain.refusal import Refused
from portal.models.audit_entry import AuditEntry
from portal.models.earning.entry import Balance, Entry, EntryKind, Ledger
from portal.models.earning.leave import Leave
from portal.models.earning.quarter_close import QuarterClose, Renewal, Standing
from portal.models.joining.membership import Membership, MembershipState
from portal.models.person import Role
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_closing import a_member, closed, on
from tests.support.rows_earning import earned
from tests.support.rows_joining import a_membership
from tests.support.rows_working import the_rules
from tests.support.statements import counted

pytestmark = pytest.mark.usefixtures("app")
APRIL = on(date(2026, 4, 1))


@pytest.fixture(autouse=True)
def rules(app: object) -> None:
    """Rules under which 25 % fade and 150 keep a place."""
    the_rules(at=NOW, fading=25, threshold=150)


def fades(membership: Membership) -> list[tuple[int, str, str, date, str]]:
    found = db.session.scalars(
        select(Entry)
        .where(Entry.person_id == membership.person_id, Entry.kind == EntryKind.FADE)
        .order_by(Entry.id)
    )
    return [(entry.amount, entry.reason, entry.source, entry.day, entry.quarter) for entry in found]


def said(membership: Membership, quarter: str = "2026Q1") -> tuple[Standing, int, int]:
    renewal = db.session.scalars(
        select(Renewal)
        .join(QuarterClose)
        .where(Renewal.membership_id == membership.id, QuarterClose.quarter == quarter)
    ).one()
    return renewal.outcome, renewal.before, renewal.after


def everything() -> tuple[Any, ...]:
    counts = [db.session.scalar(select(func.count()).select_from(table)) for table in (Entry, Renewal)]
    standing = db.session.scalars(select(Balance.standing).order_by(Balance.person_id)).all()
    states = db.session.scalars(select(Membership.state).order_by(Membership.id)).all()
    return (*counts, standing, states)


def test_standing_fades_once_and_says_by_what() -> None:
    membership = a_member(412)
    closed("2025Q4", "2026Q1")
    assert fades(membership) == [
        (-103, "−25 % of 412 = −103", "quarter:2026Q1", date(2026, 3, 31), "2026Q1"),
    ]
    assert said(membership) == (Standing.RENEWED, 412, 309)
    balance = ledger.balance_of(membership.person)
    assert (balance.standing, balance.credits, balance.lifetime) == (309, 412, 412)
    ledgers = db.session.scalars(select(Entry.ledger).where(Entry.kind == EntryKind.FADE)).all()
    assert ledgers == [Ledger.STANDING]
    assert membership.state is MembershipState.ACTIVE


def test_the_worked_figures_quarter_by_quarter() -> None:
    membership = a_member(400)
    closed("2025Q4", "2026Q1", "2026Q2", "2026Q3", "2026Q4")
    assert [said(membership, f"2026Q{number}")[2] for number in range(1, 5)] == [300, 225, 169, 127]
    assert ledger.balance_of(membership.person).standing == 127
    assert said(membership, "2026Q4")[0] is Standing.AT_RISK


def test_each_is_renewed_or_at_risk_or_proposed_or_not_up() -> None:
    renewed, at_risk, new = a_member(200), a_member(198), a_member(40, joined=date(2026, 1, 5))
    proposed, away = a_member(0, joined=date(2025, 8, 1)), a_member(40)
    db.session.add(Leave(membership=away, quarter="2026Q1", asked_at=on(date(2026, 1, 2)), confirmed=True))
    started = a_membership(at=on(date(2025, 11, 5)))
    (_, _, close) = closed("2025Q3", "2025Q4", "2026Q1")
    assert [said(each)[0].value for each in (renewed, at_risk, new, proposed, away, started)] == [
        "renewed", "at risk", "provisional", "proposed", "on leave", "at risk",
    ]  # fmt: skip
    assert [each.state.value for each in (renewed, at_risk, new, proposed, away, started)] == [
        "active", "at risk", "active", "at risk", "active", "onboarding",
    ]  # fmt: skip
    assert closing.outcomes(close) == {
        Standing.RENEWED: 1, Standing.AT_RISK: 2, Standing.PROVISIONAL: 1,
        Standing.PROPOSED: 1, Standing.ON_LEAVE: 1,
    }  # fmt: skip


def test_only_the_renewed_and_those_at_risk_wait_for_a_letter() -> None:
    people = [a_member(300), a_member(10), a_member(5, joined=date(2026, 1, 5))]
    closed("2025Q4", "2026Q1")
    (close,) = db.session.scalars(select(QuarterClose).where(QuarterClose.quarter == "2026Q1"))
    found = db.session.scalars(select(Renewal).where(Renewal.close_id == close.id))
    waiting = {renewal.membership_id: renewal.told_at for renewal in found}
    assert waiting == {people[0].id: None, people[1].id: None, people[2].id: close.at}


def test_a_second_close_says_when_the_first_was_and_adds_nothing() -> None:
    a_member(412), a_member(30)
    closed("2025Q4", "2026Q1")
    before = everything()
    with pytest.raises(Refused, match="2026Q1 was closed already, on 2026-04-01"):
        closed("2026Q1", at=APRIL + timedelta(days=30))
    assert everything() == before


def test_a_close_that_breaks_off_has_not_happened() -> None:
    membership = a_member(412)
    closed("2025Q4")
    before = everything()

    def die(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("UPDATE memberships"):
            raise RuntimeError

    event.listen(db.engine, "before_cursor_execute", die)
    try:
        with pytest.raises(RuntimeError), db.session.begin_nested():
            closed("2026Q1")
    finally:
        event.remove(db.engine, "before_cursor_execute", die)
    assert everything() == before
    assert closing.of("2026Q1") is None
    closed("2026Q1")
    assert ledger.balance_of(membership.person).standing == 309


def test_what_came_after_the_quarter_stays_when_the_close_is_late() -> None:
    membership = a_member(412)
    earned(membership, 100, at=on(date(2026, 4, 20)))
    closed("2025Q4", "2026Q1", at=on(date(2026, 5, 2)))
    assert said(membership) == (Standing.RENEWED, 412, 309)
    assert ledger.balance_of(membership.person).standing == 409
    assert fades(membership)[0][3:] == (date(2026, 3, 31), "2026Q1")


def test_what_was_taken_back_since_cannot_fade() -> None:
    membership = a_member(100)
    manager = a_person(role=Role.MANAGER, at=NOW)
    ledger.correct(
        membership.person, standing=-90, credits=0, reason="Not hers.", key="k", by=manager, at=APRIL
    )
    closed("2025Q4", "2026Q1", at=APRIL)
    assert fades(membership)[0][:2] == (-10, "−25 % of 100, of which there were 10")
    assert ledger.balance_of(membership.person).standing == 0


def test_who_left_since_fades_but_is_not_brought_back() -> None:
    membership = a_member(40)
    membership.state, membership.ended_on = MembershipState.LEFT, date(2026, 4, 3)
    closed("2025Q4", "2026Q1", at=on(date(2026, 4, 5)))
    assert (membership.state, said(membership)) == (MembershipState.LEFT, (Standing.AT_RISK, 40, 30))


@pytest.mark.parametrize(
    ("quarter", "at", "why"),
    [
        ("2026Q1", APRIL, "2025Q4 comes first"),
        ("2025Q3", APRIL, "nobody in 2025Q3"),
        ("2025Q4", datetime.fromisoformat("2025-12-31T23:59+00:00"), "not over before 2025-12-31"),
        ("2025Q5", APRIL, "A quarter reads like"),
    ],
)
def test_a_quarter_is_closed_in_its_time_and_turn(quarter: str, at: datetime, why: str) -> None:
    a_member(10)
    with pytest.raises(Refused, match=why):
        closing.close(quarter, by=None, at=at)
    assert db.session.scalar(select(func.count()).select_from(QuarterClose)) == 0


def test_a_quarter_ends_at_midnight_where_the_program_is() -> None:
    the_program().time_zone = "Europe/London"
    a_member(10)
    closed("2025Q4")
    assert closing.due(at=datetime.fromisoformat("2026-03-31T22:59:59+00:00")) is None
    midnight = datetime.fromisoformat("2026-03-31T23:00:00+00:00")
    assert closing.due(at=midnight) == "2026Q1"
    closing.close("2026Q1", by=None, at=midnight)
    assert closing.due(at=midnight) is None


def test_without_anybody_nothing_is_due() -> None:
    assert (closing.next_quarter(), closing.due(at=NOW)) == (None, None)


def test_the_close_is_audited_with_its_counts() -> None:
    a_member(412), a_member(3)
    admin = a_person(role=Role.ADMIN, at=NOW)
    closed("2025Q4")
    close = closing.close("2026Q1", by=admin, at=APRIL)
    deed = db.session.scalars(select(AuditEntry).where(AuditEntry.label == "2026Q1")).one()
    assert (deed.verb, deed.thing, deed.thing_id, deed.by_id) == (
        "closed",
        "quarter_closes",
        close.id,
        admin.id,
    )
    assert deed.after == {"at risk": 1, "renewed": 1}


def test_many_people_take_no_more_statements_than_one() -> None:
    counts = []
    for quarter, people in (("2025Q4", 1), ("2026Q1", 12)):
        for _ in range(people):
            a_member(50)
        with counted() as sent:
            closed(quarter)
        counts.append(len(sent))
    assert counts[1] <= counts[0] <= 17


def test_the_forecast_is_what_the_close_then_does() -> None:
    for points in (0, 1, 3, 199, 200, 412):
        a_member(points)
        a_member(points, joined=date(2025, 8, 1))
    closed("2025Q3", "2025Q4")
    wanted = {row.membership_id: row[2:] for row in db.session.execute(prospects(terms.of("2026Q1")))}
    closed("2026Q1")
    found = {
        renewal.membership_id: (
            renewal.before, renewal.before - renewal.after, renewal.after, renewal.outcome.value
        )
        for renewal in db.session.scalars(
            select(Renewal).join(QuarterClose).where(QuarterClose.quarter == "2026Q1")
        )
    }  # fmt: skip
    assert found == wanted
    again = {row.membership_id: row[2:] for row in db.session.execute(prospects(terms.of("2026Q1")))}
    assert again == wanted
