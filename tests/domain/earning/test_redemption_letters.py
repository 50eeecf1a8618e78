"""Letters to the owners of rewards: what was granted, where it goes; each is written once."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import worker
from portal.db import db, transaction
from portal.domain.earning import redemption_desk, redemption_letters, redemptions
from portal.domain.working import verdicts
from portal.models.earning.redemption import Redemption
from portal.models.earning.reward import Milestone, Reward, RewardKind
from portal.models.joining.membership import Membership
from portal.models.letter import Letter
from portal.models.person import Person, Role
from portal.models.working.verdict import Place
from portal.web.addresses import redemption_link
from tests.conftest import NOW
from tests.support.at_once import at_once
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, a_submission, earned
from tests.support.rows_onboarding import an_ambassador
from tests.support.statements import counted

SOON = NOW + redemption_letters.CALM
FORTNIGHT = SOON + timedelta(days=14)
ADDRESS = "12 Mill Hill, Rye"


def write(at: datetime) -> int:
    return redemption_letters.write(link=redemption_link, at=at)


def written(kind: str) -> list[Letter]:
    return list(db.session.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.id)))


def a_milestone(name: str = "Hoodie", **matter: object) -> Reward:
    return a_reward(name, at=NOW, **({"milestone": Milestone.FIRST_ACTION} | matter))  # type: ignore[arg-type]


def granted() -> Redemption:
    """Somebody's first piece was approved just now, and the reward came with it."""
    earned(an_ambassador(at=NOW), 10, at=NOW)
    return db.session.scalars(select(Redemption).order_by(Redemption.id.desc()).limit(1)).one()


@pytest.fixture
def by(app: Flask) -> Person:
    """A manager."""
    return a_person(role=Role.MANAGER, at=NOW)


def test_what_was_granted_is_told_once_and_asks_where_it_goes(by: Person) -> None:
    a_milestone("A *thick* hoodie")
    redemption = granted()
    assert [write(SOON - timedelta(seconds=1)), write(SOON), write(SOON)] == [0, 1, 0]
    (letter,) = written("reward_granted")
    assert (letter.to, letter.person) == (redemption.person.email, redemption.person)
    assert letter.subject == "A *thick* hoodie is yours"
    said = "your first piece of work is approved, and something comes with it: A *thick* hoodie. It costs"
    assert said in letter.text
    assert f"Say where it goes: {redemption_link(redemption)}" in letter.text
    assert redemption_link(redemption).endswith(f"/me/rewards/redemptions/{redemption.id}/address")
    assert redemption.told_at == SOON


@pytest.mark.parametrize(
    ("matter", "says"),
    [
        ({"kind": RewardKind.ACCESS}, "It needs no address, and there is nothing to do"),
        ({"kind": RewardKind.ACCESS, "has_codes": True, "stock": 1}, "It is a code, and there is nothing"),
    ],
)
def test_what_needs_no_address_says_so(by: Person, matter: dict[str, object], says: str) -> None:
    a_milestone(milestone=Milestone.STANDING, standing=10, **matter)
    redemption = granted()
    assert [write(SOON), write(FORTNIGHT)] == [1, 0]
    (letter,) = written("reward_granted")
    assert "your standing has reached 10, and something comes with it: Hoodie." in letter.text
    assert says in letter.text
    assert f"See how far it is: {redemption_link(redemption)}" in letter.text
    assert "Say where" not in letter.text


def test_who_said_where_it_goes_meanwhile_is_not_asked(by: Person) -> None:
    a_milestone()
    redemptions.send_to(granted(), address=ADDRESS)
    assert [write(SOON), write(FORTNIGHT)] == [1, 0]
    (letter,) = written("reward_granted")
    assert "You have said where it goes already" in letter.text
    assert "Say where it goes" not in letter.text


def test_one_reminder_follows_after_fourteen_days_and_no_other(by: Person) -> None:
    a_milestone()
    redemption = granted()
    write(SOON)
    assert [write(FORTNIGHT - timedelta(seconds=1)), write(FORTNIGHT)] == [0, 1]
    assert write(FORTNIGHT + timedelta(days=300)) == 0
    (letter,) = written("reward_reminder")
    assert letter.subject == "Where does it go: Hoodie?"
    assert "this has been yours since 11 February 2026, and it still lies here: Hoodie." in letter.text
    assert f"Say where it goes: {redemption_link(redemption)}" in letter.text
    assert redemption.reminded_at == FORTNIGHT


def test_who_answered_or_has_left_is_not_reminded(by: Person) -> None:
    a_milestone()
    answered, cancelled, gone = granted(), granted(), granted()
    assert write(SOON) == 3
    redemptions.send_to(answered, address=ADDRESS)
    redemptions.cancel(cancelled, by=cancelled.person, at=SOON)
    gone.membership.ended_on = NOW.date()
    assert write(FORTNIGHT) == 0


def test_what_credits_bought_and_what_was_undone_is_not_told(by: Person) -> None:
    a_milestone()
    membership = an_ambassador(at=NOW)
    verdict = verdicts.approve(a_submission(membership, at=NOW), by=by, at=NOW, disclosure=Place.FIRST)
    verdicts.undo(verdict, by=by, at=NOW + verdicts.UNDO)
    mug, buyer = a_reward(at=NOW), an_ambassador(at=NOW)
    earned(buyer, 100, at=NOW)
    redemptions.request(mug, membership=buyer, key="k", address=ADDRESS, at=NOW)
    assert verdicts.UNDO < redemption_letters.CALM
    assert write(SOON) == 1, "the buyer's own first action"
    assert [letter.person_id for letter in written("reward_granted")] == [buyer.person_id]


def sent(by: Person, *, tracking: str = "") -> Redemption:
    """A mug that somebody bought, approved and sent just now."""
    buyer = an_ambassador(at=NOW)
    earned(buyer, 100, at=NOW)
    mug = db.session.scalars(select(Reward).where(Reward.name == "Mug")).first() or a_reward(at=NOW)
    mug_of = redemptions.request(mug, membership=buyer, key="k", address=ADDRESS, at=NOW)
    redemptions.approve(mug_of, by=by, at=NOW)
    redemptions.send(mug_of, tracking=tracking, by=by, at=NOW)
    return mug_of


def test_three_weeks_after_it_was_sent_its_owner_is_asked_once_whether_it_arrived(by: Person) -> None:
    redemption, there = sent(by, tracking="JD 17"), sent(by)
    redemption_desk.track(redemption, tracking="JD 18", by=by, at=NOW + timedelta(days=20))
    redemptions.receive(there, by=there.person, at=NOW)
    due = NOW + timedelta(days=21)
    assert [write(due - timedelta(seconds=1)), write(due), write(due + timedelta(days=300))] == [0, 1, 0]
    (letter,) = written("reward_arrived")
    assert (letter.to, letter.subject) == (redemption.person.email, "Has it arrived: Mug?")
    said = "we sent it off on 11 February 2026, and have not heard of it since: Mug. Its tracking number is"
    assert f"{said} JD 18." in letter.text
    assert f"If it is with you, say so here: {redemption_link(redemption)}\n" in letter.text
    assert redemption_link(redemption).endswith(f"/me/rewards/redemptions/{redemption.id}")


def test_who_has_left_is_asked_too_for_it_may_be_lost(by: Person) -> None:
    sent(by).membership.ended_on = NOW.date()
    assert write(NOW + timedelta(days=21)) == 1


def test_many_are_found_by_as_many_statements_as_one(by: Person) -> None:
    a_milestone()
    granted()
    with counted() as one:
        write(SOON)
    for _ in range(9):
        granted()
    with counted() as many:
        assert write(SOON) == 9
    assert [len([each for each in sent if "redemptions" in each]) for sent in (one, many)] == [4, 4]


def test_the_worker_writes_them(by: Person) -> None:
    a_milestone()
    granted()
    assert [worker.SWEEPS["rewards"](), worker.SWEEPS["rewards"]()] == [True, False]
    assert [letter.subject for letter in written("reward_granted")] == ["Hoodie is yours"]


def _begin() -> Membership:
    a_milestone()
    membership = an_ambassador(at=NOW)
    earned(membership, 10, at=NOW)
    return membership


def test_two_workers_at_once_write_one_letter(apart: Flask) -> None:
    with apart.app_context():
        transaction(_begin)
    assert at_once(apart, *[lambda: write(SOON)] * 4) == ["done"] * 4
    with apart.app_context():
        assert len(written("reward_granted")) == 1


def test_a_worker_that_dies_has_told_nobody(apart: Flask) -> None:
    def die() -> None:
        assert write(SOON) == 1
        raise KeyboardInterrupt

    with apart.app_context():
        transaction(_begin)
        with pytest.raises(KeyboardInterrupt):
            transaction(die)
        told = select(func.count()).where(Redemption.told_at.is_not(None))
        assert (written("reward_granted"), db.session.scalar(told)) == ([], 0)
        assert transaction(lambda: write(SOON)) == 1
        assert len(written("reward_granted")) == 1
