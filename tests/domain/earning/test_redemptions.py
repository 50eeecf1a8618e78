"""Redemptions: asked for once, paid for, sent, received; or cancelled, and all is back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from portal.db import db
from portal.domain.earning import ledger, offers, redemptions
from portal.domain.refusal import Refused
from portal.models.audit_entry import AuditEntry
from portal.models.earning.entry import Entry, EntryKind, Ledger
from portal.models.earning.redemption import Redemption, RedemptionState
from portal.models.earning.reward import Milestone, Reward, RewardCode, RewardKind, StockMove
from portal.models.joining.membership import Membership, MembershipState
from portal.models.letter import Letter
from portal.models.person import Person, Role
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, earned
from tests.support.rows_onboarding import an_ambassador

pytestmark = pytest.mark.usefixtures("app")
HOME = "Ada Lovelace\n12 Mill Lane\nHebden Bridge"
State = RedemptionState


def _with(credits: int) -> Membership:
    membership = an_ambassador(at=NOW)
    if credits:
        earned(membership, credits, at=NOW)
    return membership


def _ask(reward: Reward, membership: Membership, key: str = "k1", address: str = HOME) -> Redemption:
    return redemptions.request(reward, membership=membership, key=key, address=address, at=NOW)


def _manager() -> Person:
    return a_person(role=Role.MANAGER, at=NOW)


def _credit_entries(person: Person) -> list[tuple[EntryKind, int, str]]:
    found = select(Entry).where(Entry.person_id == person.id, Entry.ledger == Ledger.CREDITS)
    return [
        (entry.kind, entry.amount, entry.reason) for entry in db.session.scalars(found.order_by(Entry.id))
    ]


def _moves(reward: Reward) -> list[tuple[int, str]]:
    found = select(StockMove).where(StockMove.reward_id == reward.id).order_by(StockMove.id)
    return [(move.amount, move.reason) for move in db.session.scalars(found)]


def test_asking_takes_credits_and_stock_and_leaves_standing() -> None:
    membership, reward = _with(130), a_reward(stock=2, at=NOW)
    asked = _ask(reward, membership)
    balance = ledger.balance_of(membership.person)
    assert (balance.standing, balance.credits, balance.lifetime, reward.stock) == (130, 30, 130, 1)
    assert _credit_entries(membership.person)[1:] == [(EntryKind.SPENT, -100, "Mug")]
    assert _moves(reward) == [(2, "First stock"), (-1, "Asked for")]
    assert (asked.state, asked.credits, asked.address) == (State.REQUESTED, 100, HOME)
    assert [(step.state, step.by) for step in asked.steps] == [(State.REQUESTED, membership.person)]


def test_the_same_key_asks_once_and_is_nobody_elses() -> None:
    membership, other, reward = _with(300), _with(300), a_reward(stock=5, at=NOW)
    first = _ask(reward, membership)
    assert _ask(reward, membership) is first
    theirs = _ask(reward, other)
    assert (theirs.person, reward.stock) == (other.person, 3)
    assert ledger.balance_of(membership.person).credits == 200
    assert _ask(reward, membership, key="k2") is not first


def test_it_goes_from_hand_to_hand() -> None:
    membership, manager = _with(100), _manager()
    asked = _ask(a_reward(stock=1, at=NOW), membership)
    redemptions.approve(asked, by=manager, at=NOW)
    redemptions.send(asked, tracking="JD 12", by=manager, at=NOW + timedelta(days=1))
    redemptions.receive(asked, by=membership.person, at=NOW + timedelta(days=4))
    assert [(step.state, step.by) for step in asked.steps] == [
        (State.REQUESTED, membership.person),
        (State.APPROVED, manager),
        (State.SENT, manager),
        (State.RECEIVED, membership.person),
    ]
    assert (asked.state, asked.tracking, asked.changed_at) == (
        State.RECEIVED, "JD 12", NOW + timedelta(days=4),
    )  # fmt: skip
    letter = db.session.scalars(select(Letter).where(Letter.kind == "reward_sent")).one()
    assert (letter.to, letter.subject) == (membership.person.email, "On its way: Mug")
    assert "Its tracking number is JD 12." in letter.text
    deeds = db.session.scalars(select(AuditEntry.verb).where(AuditEntry.thing == "redemptions"))
    assert list(deeds) == ["approved", "sent"]


def test_an_access_is_handed_over_and_never_sent() -> None:
    membership, manager = _with(100), _manager()
    asked = _ask(a_reward("A day at the press", kind=RewardKind.ACCESS, at=NOW), membership)
    redemptions.approve(asked, by=manager, at=NOW)
    with pytest.raises(Refused, match="nothing to send"):
        redemptions.send(asked, by=manager, at=NOW)
    redemptions.hand_over(asked, by=manager, at=NOW)
    assert (asked.state, asked.address) == (State.HANDED_OVER, "")


def test_nobody_hands_out_a_reward_to_themselves() -> None:
    membership, manager = _with(300), _manager()
    membership.person.role = Role.MANAGER
    mug, day = a_reward(at=NOW), a_reward("A day", kind=RewardKind.ACCESS, at=NOW)
    asked, sent, given = _ask(mug, membership), _ask(mug, membership, "k2"), _ask(day, membership)
    redemptions.approve(sent, by=manager, at=NOW)
    redemptions.approve(given, by=manager, at=NOW)
    own = {redemptions.approve: asked, redemptions.send: sent, redemptions.hand_over: given}
    for step, redemption in own.items():
        with pytest.raises(Refused, match="your own reward"):
            step(redemption, by=membership.person, at=NOW)
    assert [each.state for each in own.values()] == [State.REQUESTED, State.APPROVED, State.APPROVED]


def test_cancelling_gives_credits_and_stock_back_once() -> None:
    membership, reward = _with(100), a_reward(stock=1, at=NOW)
    asked = _ask(reward, membership)
    redemptions.cancel(asked, by=membership.person, at=NOW)
    with pytest.raises(Refused, match="was cancelled"):
        redemptions.cancel(asked, by=membership.person, at=NOW)
    assert (ledger.balance_of(membership.person).credits, reward.stock) == (100, 1)
    assert _credit_entries(membership.person)[1:] == [
        (EntryKind.SPENT, -100, "Mug"),
        (EntryKind.RETURNED, 100, "Mug"),
    ]
    assert _moves(reward) == [(1, "First stock"), (-1, "Asked for"), (1, "Cancelled")]
    assert db.session.scalars(select(Letter).where(Letter.kind == "reward_cancelled")).all() == []


def test_staff_cancel_with_a_reason_that_is_read() -> None:
    membership, manager, reward = _with(100), _manager(), a_reward(at=NOW)
    asked = _ask(reward, membership)
    redemptions.approve(asked, by=manager, at=NOW)
    with pytest.raises(Refused, match="Say why"):
        redemptions.cancel(asked, by=manager, at=NOW)
    redemptions.cancel(asked, reason="All of them broke.", by=manager, at=NOW)
    letter = db.session.scalars(select(Letter).where(Letter.kind == "reward_cancelled")).one()
    assert "All of them broke." in letter.text
    assert "The 100 credits are yours again" in letter.text
    assert _credit_entries(membership.person)[-1] == (EntryKind.RETURNED, 100, "All of them broke.")


DEEDS = {
    State.APPROVED: lambda asked, by: redemptions.approve(asked, by=by, at=NOW),
    State.SENT: lambda asked, by: redemptions.send(asked, by=by, at=NOW),
    State.HANDED_OVER: lambda asked, by: redemptions.hand_over(asked, by=by, at=NOW),
    State.RECEIVED: lambda asked, by: redemptions.receive(asked, by=by, at=NOW),
    State.CANCELLED: lambda asked, by: redemptions.cancel(asked, reason="No.", by=by, at=NOW),
}


@pytest.mark.parametrize("state", list(State))
def test_only_the_table_leads_from_state_to_state(state: RedemptionState) -> None:
    manager, asked = _manager(), _ask(a_reward(stock=1, at=NOW), _with(100))
    asked.state = state
    done = set()
    for target, deed in DEEDS.items():
        point = db.session.begin_nested()
        try:
            deed(asked, manager)
            done.add(target)
        except Refused:
            pass
        point.rollback()
        db.session.expire_all()
        assert redemptions.may(asked, target) == (target in done)
    assert done == {target for target, sources in redemptions.FROM.items() if state in sources}


def test_a_code_is_handed_over_with_the_approval() -> None:
    manager = _manager()
    reward = a_reward("Voucher", kind=RewardKind.ACCESS, has_codes=True, stock=2, at=NOW)
    db.session.add(RewardCode(reward_id=reward.id, sealed="s", mark="m", added_at=NOW))
    first, second = _ask(reward, _with(100)), _ask(reward, _with(100))
    redemptions.approve(first, by=manager, at=NOW)
    with pytest.raises(Refused, match="no code left"):
        redemptions.approve(second, by=manager, at=NOW)
    assert (first.state, second.state) == (State.HANDED_OVER, State.REQUESTED)
    assert db.session.scalars(select(RewardCode.redemption_id)).all() == [first.id]


def test_a_thing_needs_an_address_which_may_change_until_it_is_sent() -> None:
    membership, manager = _with(100), _manager()
    with pytest.raises(Refused, match="Say where it goes") as refused:
        _ask(a_reward(at=NOW), membership, address="")
    assert refused.value.field == "address"
    asked = _ask(a_reward(at=NOW), membership)
    redemptions.send_to(asked, address="Elsewhere")
    redemptions.approve(asked, by=manager, at=NOW)
    redemptions.send(asked, by=manager, at=NOW)
    with pytest.raises(Refused, match="on its way already"):
        redemptions.send_to(asked, address="Too late")
    assert asked.address == "Elsewhere"


def test_every_reason_is_told_and_each_refuses() -> None:
    membership = _with(40)
    day = date(2026, 2, 11)
    wanting = a_reward(
        stock=0, per_person=1, from_on=day + timedelta(days=3), until_on=day - timedelta(days=3),
        retired_at=NOW, at=NOW,
    )  # fmt: skip
    membership.complete_at = None
    membership.state, membership.ended_on = MembershipState.LEFT, day
    told = offers.can_have(wanting, membership, credits=40, had=1, on=day)
    assert [str(why) for why in told] == [
        "You are not an ambassador any more.",
        "Accept the agreement first.",
        "This reward is not given any more.",
        "It can be asked for from 2026-02-14.",
        "It could be asked for until 2026-02-08.",
        "There is none left at present.",
        "You have had this, and everybody can have it once.",
        "It takes 100 credits, and you have 40.",
    ]
    with pytest.raises(Refused, match="not an ambassador"):
        _ask(wanting, membership)
    assert db.session.scalar(select(func.count(Redemption.id))) == 0


def test_the_limit_counts_what_was_not_cancelled() -> None:
    membership, reward = _with(500), a_reward(per_person=2, at=NOW)
    kept = [_ask(reward, membership, key=str(number)) for number in range(2)]
    with pytest.raises(Refused, match="had this 2 times"):
        _ask(reward, membership, key="3")
    redemptions.cancel(kept[0], by=membership.person, at=NOW)
    assert _ask(reward, membership, key="3").state is State.REQUESTED


def test_what_a_milestone_grants_cannot_be_asked_for() -> None:
    reward = a_reward(milestone=Milestone.FIRST_ACTION, at=NOW)
    with pytest.raises(Refused, match="comes by itself"):
        _ask(reward, _with(100))
