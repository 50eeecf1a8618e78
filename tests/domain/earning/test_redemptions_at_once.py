"""Redemptions that meet: the last one, one person twice, the same form twice, cancelled while sent."""

from flask import Flask
from sqlalchemy import func, select

from portal.db import db, transaction
from portal.domain.earning import redemptions
from portal.models.earning.entry import Balance, Entry, EntryKind
from portal.models.earning.redemption import Redemption, RedemptionState
from portal.models.earning.reward import Reward, StockMove
from portal.models.joining.membership import Membership
from portal.models.person import Person, Role
from tests.conftest import NOW
from tests.support.at_once import at_once
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, earned
from tests.support.rows_onboarding import an_ambassador

GONE = "There is none left at present."


def _person(app: Flask, credits: int) -> int:
    def make() -> int:
        membership = an_ambassador(at=NOW)
        earned(membership, credits, at=NOW)
        return membership.id

    with app.app_context():
        return transaction(make)


def _reward(app: Flask, **matter: object) -> int:
    with app.app_context():
        return transaction(lambda: a_reward(at=NOW, **matter).id)  # type: ignore[arg-type]


def _ask(reward: int, membership: int, key: str) -> None:
    redemptions.request(
        db.session.get_one(Reward, reward),
        membership=db.session.get_one(Membership, membership),
        key=key,
        address="Here",
        at=NOW,
    )


def _sums(app: Flask) -> tuple[int, int | None, int, int, int]:
    """Redemptions, stock, stock as its moves say, credits, credits as the entries say."""
    with app.app_context():
        scalar = db.session.scalar
        return (
            scalar(select(func.count(Redemption.id))) or 0,
            scalar(select(Reward.stock)),
            scalar(select(func.sum(StockMove.amount))) or 0,
            scalar(select(func.sum(Balance.credits))) or 0,
            scalar(select(func.sum(Entry.amount)).where(Entry.ledger == "credits")) or 0,
        )


def test_of_six_who_ask_for_the_last_one_has_it(apart: Flask) -> None:
    reward = _reward(apart, stock=1)
    people = [_person(apart, 100) for _ in range(6)]
    deeds = [lambda who=who: _ask(reward, who, f"key {who}") for who in people]
    assert at_once(apart, *deeds) == [GONE] * 5 + ["done"]
    assert _sums(apart) == (1, 0, 0, 500, 500)


def test_credits_for_one_buy_one_of_two(apart: Flask) -> None:
    rewards = [_reward(apart, stock=3), _reward(apart, stock=3)]
    ada = _person(apart, 100)
    deeds = [lambda reward=reward: _ask(reward, ada, "same key") for reward in rewards]
    assert at_once(apart, *deeds) == ["It takes 100 credits, and you have 0.", "done"]


def test_one_each_is_one_however_fast(apart: Flask) -> None:
    reward, ada = _reward(apart, stock=9, per_person=1), _person(apart, 900)
    told = at_once(apart, *[lambda n=n: _ask(reward, ada, f"key {n}") for n in range(4)])
    assert told == ["You have had this, and everybody can have it once."] * 3 + ["done"]
    assert _sums(apart) == (1, 8, 8, 800, 800)


def test_a_form_sent_four_times_asks_once(apart: Flask) -> None:
    reward, ada = _reward(apart, stock=9), _person(apart, 900)
    assert at_once(apart, *[lambda: _ask(reward, ada, "one form")] * 4) == ["done"] * 4
    assert _sums(apart) == (1, 8, 8, 800, 800)


def test_cancelled_by_one_while_another_sends(apart: Flask) -> None:
    reward, ada = _reward(apart, stock=1), _person(apart, 100)

    def begin() -> tuple[int, int, int]:
        by = a_person(role=Role.MANAGER, at=NOW)
        _ask(reward, ada, "one")
        asked = db.session.scalars(select(Redemption)).one()
        redemptions.approve(asked, by=by, at=NOW)
        return asked.id, by.id, asked.person_id

    with apart.app_context():
        asked, manager, owner = transaction(begin)

    def one(kind: type[Redemption], id: int) -> Redemption:
        return db.session.get_one(kind, id)

    def send() -> None:
        redemptions.send(one(Redemption, asked), by=db.session.get_one(Person, manager), at=NOW)

    def cancel() -> None:
        redemptions.cancel(one(Redemption, asked), by=db.session.get_one(Person, owner), at=NOW)

    told = at_once(apart, send, cancel, cancel)
    assert told.count("done") == 1
    with apart.app_context():
        state = one(Redemption, asked).state
        backs = db.session.scalars(select(Entry.amount).where(Entry.kind == EntryKind.RETURNED)).all()
    cancelled = state is RedemptionState.CANCELLED
    assert backs == ([100] if cancelled else [])
    assert _sums(apart) == ((1, 1, 1, 100, 100) if cancelled else (1, 0, 0, 0, 0))
