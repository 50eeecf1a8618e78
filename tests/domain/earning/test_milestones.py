"""Milestones: granted once, by the verb that reached them; taken back with it; owed where none is left."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.earning import corrections, grants, ledger, ledger_checks, redemptions, stock
from portal.domain.refusal import Refused
from portal.domain.working import verdicts
from portal.models.earning.quarter_close import QuarterClose, Renewal, Standing
from portal.models.earning.redemption import Redemption, RedemptionState
from portal.models.earning.reward import Milestone, Reward, RewardKind
from portal.models.joining.membership import Membership
from portal.models.person import Person, Role
from portal.models.working.verdict import Place, Verdict
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, a_submission, earned
from tests.support.rows_onboarding import an_ambassador

pytestmark = pytest.mark.usefixtures("app")
State = RedemptionState
SOON = NOW + timedelta(seconds=8)


def _first(**matter: object) -> Reward:
    return a_reward("Hoodie", milestone=Milestone.FIRST_ACTION, at=NOW, **matter)  # type: ignore[arg-type]


def _held() -> list[tuple[str, str, RedemptionState, int]]:
    found = select(Redemption).order_by(Redemption.id)
    return [
        (each.reward.name, each.milestone, each.state, each.credits) for each in db.session.scalars(found)
    ]


def _approved(membership: Membership, by: Person) -> Verdict:
    return verdicts.approve(a_submission(membership, at=NOW), by=by, disclosure=Place.FIRST, at=NOW)


def _close(quarter: str, *renewed: Membership, **others: Membership) -> None:
    close = QuarterClose(quarter=quarter, rate=25, threshold=100, at=NOW)
    outcomes = [(each, Standing.RENEWED) for each in renewed]
    outcomes += [(each, Standing.AT_RISK) for each in others.values()]
    for membership, outcome in outcomes:
        row = Renewal(close=close, membership=membership, outcome=outcome, before=0, after=0)
        db.session.add(row)
    db.session.flush()


def test_the_first_approved_action_grants_once() -> None:
    reward, membership = _first(stock=3), an_ambassador(at=NOW)
    earned(membership, 10, at=NOW)
    earned(membership, 10, at=NOW)
    assert _held() == [("Hoodie", "first action", State.APPROVED, 0)]
    assert (reward.stock, ledger.balance_of(membership.person).credits) == (2, 20)
    redemption = db.session.scalars(select(Redemption)).one()
    assert [(step.state, step.by) for step in redemption.steps] == [(State.APPROVED, None)]
    assert ledger_checks.prove().wrong is None


def test_a_standing_reached_grants_once_even_if_it_falls_and_rises() -> None:
    a_reward("Certificate", milestone=Milestone.STANDING, standing=40, kind=RewardKind.ACCESS, at=NOW)
    membership, manager = an_ambassador(at=NOW), a_person(role=Role.MANAGER, at=NOW)
    earned(membership, 39, at=NOW)
    assert _held() == []
    earned(membership, 1, at=NOW)
    ledger.correct(membership.person, standing=-30, credits=0, reason="Twice.", key="k", by=manager, at=NOW)
    earned(membership, 60, at=NOW)
    assert _held() == [("Certificate", "standing:40", State.APPROVED, 0)]


def test_a_standing_reached_by_a_correction_grants_too() -> None:
    a_reward("Certificate", milestone=Milestone.STANDING, standing=40, kind=RewardKind.ACCESS, at=NOW)
    membership, manager = an_ambassador(at=NOW), a_person(role=Role.MANAGER, at=NOW)
    facts = {"reason": "Forgotten.", "link": "http://localhost/me/points", "by": manager, "at": NOW}
    corrections.correct(membership, standing=39, credits=0, key="a", **facts)
    assert _held() == []
    corrections.correct(membership, standing=1, credits=0, key="b", **facts)
    assert _held() == [("Certificate", "standing:40", State.APPROVED, 0)]


def test_an_undone_verdict_takes_its_grant_back_and_the_next_grants_anew() -> None:
    reward, membership = _first(stock=1), an_ambassador(at=NOW)
    manager = a_person(role=Role.MANAGER, at=NOW)
    verdict = _approved(membership, manager)
    verdicts.undo(verdict, by=manager, at=SOON)
    [undone] = db.session.scalars(select(Redemption))
    assert (undone.state, undone.milestone, reward.stock) == (State.CANCELLED, f"undone:{undone.id}", 1)
    _approved(membership, manager)
    assert _held()[1:] == [("Hoodie", "first action", State.APPROVED, 0)]
    assert (reward.stock, ledger_checks.prove().wrong) == (0, None)


def test_undoing_the_second_leaves_the_grant_of_the_first() -> None:
    _first()
    membership, manager = an_ambassador(at=NOW), a_person(role=Role.MANAGER, at=NOW)
    _approved(membership, manager)
    verdicts.undo(_approved(membership, manager), by=manager, at=SOON)
    assert _held() == [("Hoodie", "first action", State.APPROVED, 0)]


def test_what_staff_cancelled_is_not_granted_again() -> None:
    _first()
    membership, manager = an_ambassador(at=NOW), a_person(role=Role.MANAGER, at=NOW)
    _approved(membership, manager)
    granted = db.session.scalars(select(Redemption)).one()
    redemptions.cancel(granted, reason="It broke.", by=manager, at=NOW)
    _approved(membership, manager)
    assert _held() == [("Hoodie", "first action", State.CANCELLED, 0)]


def test_out_of_stock_is_owed_and_settled_when_there_is_stock() -> None:
    reward, manager = _first(stock=1), a_person(role=Role.MANAGER, at=NOW)
    lucky, second, third = (an_ambassador(at=NOW) for _ in range(3))
    for membership in (lucky, second, third):
        earned(membership, 10, at=NOW)
    assert db.session.scalars(grants.owed(reward)).all() == [second, third]
    assert grants.settle(reward, by=manager, at=NOW) == 0
    stock.move(reward, 1, reason="New ones", by=manager, at=NOW)
    assert grants.settle(reward, by=manager, at=NOW) == 1
    assert db.session.scalars(grants.owed(reward)).all() == [third]
    settled = db.session.scalars(select(Redemption).order_by(Redemption.id.desc()).limit(1)).one()
    assert (settled.person, settled.state, settled.milestone) == (
        second.person,
        State.APPROVED,
        "first action",
    )
    assert [(step.state, step.by) for step in settled.steps] == [(State.APPROVED, manager)]
    assert (reward.stock, ledger_checks.prove().wrong) == (0, None)


def test_a_renewal_grants_for_each_quarter_up_to_the_limit() -> None:
    each = a_reward("Card", milestone=Milestone.RENEWED, stock=3, at=NOW)
    once = a_reward("Badge", milestone=Milestone.RENEWED, per_person=1, kind=RewardKind.ACCESS, at=NOW)
    ada, ben, cem = (an_ambassador(at=NOW) for _ in range(3))
    _close("2025Q4", ada, ben, risk=cem)
    for _ in range(2):
        grants.after_close(at=NOW)
    _close("2026Q1", ada, risk=ben)
    grants.after_close(at=NOW)
    held = [(row.person, row.reward.name, row.milestone) for row in db.session.scalars(select(Redemption))]
    assert sorted(held, key=lambda row: (row[2], row[1], row[0].id)) == [
        (ada.person, "Badge", "renewed:2025Q4"),
        (ben.person, "Badge", "renewed:2025Q4"),
        (ada.person, "Card", "renewed:2025Q4"),
        (ben.person, "Card", "renewed:2025Q4"),
        (ada.person, "Card", "renewed:2026Q1"),
    ]
    assert (each.stock, once.stock, ledger_checks.prove().wrong) == (0, None, None)


def test_codes_are_looked_at_before_they_are_seen() -> None:
    _first(has_codes=True, kind=RewardKind.ACCESS)
    earned(an_ambassador(at=NOW), 10, at=NOW)
    assert _held() == [("Hoodie", "first action", State.REQUESTED, 0)]


def test_a_granted_thing_is_not_sent_before_its_address_is_known() -> None:
    _first()
    membership, manager = an_ambassador(at=NOW), a_person(role=Role.MANAGER, at=NOW)
    earned(membership, 10, at=NOW)
    granted = db.session.scalars(select(Redemption)).one()
    with pytest.raises(Refused, match="Say where it goes"):
        redemptions.send(granted, by=manager, at=NOW)
    redemptions.send_to(granted, address="Here")
    redemptions.send(granted, by=manager, at=NOW)
    assert granted.state is State.SENT


def test_whoever_left_is_granted_nothing() -> None:
    reward, membership = _first(), an_ambassador(at=NOW)
    work = a_submission(membership, at=NOW)
    membership.ended_on = NOW.date()
    manager = a_person(role=Role.MANAGER, at=NOW)
    verdicts.approve(work, by=manager, disclosure=Place.FIRST, at=NOW)
    assert _held() == []
    assert db.session.scalars(grants.owed(reward)).all() == []
