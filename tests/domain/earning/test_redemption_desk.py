"""The desk of redemptions: piles, bringing several on, erasing addresses."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.earning import redemption_desk, redemptions
from portal.models.audit_entry import AuditEntry
from portal.models.earning.redemption import Redemption, RedemptionState
from portal.models.earning.reward import Reward
from portal.models.person import Person, Role
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, earned
from tests.support.rows_onboarding import an_ambassador
from tests.support.statements import counted

pytestmark = pytest.mark.usefixtures("app")
State = RedemptionState
LATER = NOW + timedelta(days=30)


@pytest.fixture
def ines(app: object) -> Person:
    """A manager."""
    return a_person(role=Role.MANAGER, at=NOW)


def asked(reward: Reward) -> Redemption:
    membership = an_ambassador(at=NOW)
    earned(membership, 100, at=NOW)
    return redemptions.request(reward, membership=membership, key="k", address="Here", at=NOW)


def received(reward: Reward, *, by: Person, at: datetime) -> Redemption:
    redemption = asked(reward)
    for verb in (redemptions.approve, redemptions.send, redemptions.receive):
        verb(redemption, by=by, at=at)
    return redemption


def test_an_address_is_erased_thirty_days_after_it_was_received_or_cancelled(ines: Person) -> None:
    mug = a_reward(at=NOW)
    gone, fresh = received(mug, by=ines, at=NOW), received(mug, by=ines, at=NOW + timedelta(seconds=1))
    cancelled, waiting = asked(mug), asked(mug)
    redemptions.cancel(cancelled, reason="So.", by=ines, at=NOW)
    assert set(db.session.scalars(redemption_desk.due_for_erasure(at=LATER))) == {gone, cancelled}
    assert [each.address for each in (gone, cancelled)] == ["Here", "Here"]
    with counted() as sent:
        assert redemption_desk.erase_addresses(at=LATER) == 2
    assert len([statement for statement in sent if statement.lower().startswith("update")]) == 1
    db.session.expire_all()
    assert [each.address for each in (gone, cancelled, fresh, waiting)] == ["", "", "Here", "Here"]
    assert (gone.state, gone.person.name) == (State.RECEIVED, gone.membership.person.name)


def test_what_nobody_says_arrived_keeps_its_address_for_sixty_days(ines: Person) -> None:
    mug = a_reward(at=NOW)
    parcel, handed, fresh, waiting = (asked(mug) for _ in range(4))
    for redemption in (parcel, handed, fresh):
        redemptions.approve(redemption, by=ines, at=NOW)
    redemptions.send(parcel, tracking="JD 17", by=ines, at=NOW)
    redemptions.hand_over(handed, by=ines, at=NOW)
    redemptions.send(fresh, by=ines, at=NOW + timedelta(seconds=1))
    due = NOW + timedelta(days=60)
    assert redemption_desk.erase_addresses(at=due - timedelta(seconds=1)) == 0
    assert redemption_desk.erase_addresses(at=due) == 2
    db.session.expire_all()
    assert [each.address for each in (parcel, handed, fresh, waiting)] == ["", "", "Here", "Here"]
    assert (parcel.state, parcel.tracking, parcel.changed_at) == (State.SENT, "JD 17", NOW)
    assert [(step.state, step.at) for step in parcel.steps][-1] == (State.SENT, NOW)


def test_erasing_again_does_and_writes_nothing(ines: Person) -> None:
    received(a_reward(at=NOW), by=ines, at=NOW)
    assert [redemption_desk.erase_addresses(at=LATER) for _ in range(2)] == [1, 0]
    written = select(AuditEntry.after).where(AuditEntry.verb == "erased addresses")
    assert db.session.scalars(written).all() == [{"rows": 1}]


def test_every_redemption_lies_in_its_piles(ines: Person) -> None:
    mug = a_reward(at=NOW)
    received(mug, by=ines, at=NOW)
    asked(mug)
    parcel = asked(mug)
    redemptions.approve(parcel, by=ines, at=NOW)
    redemptions.send(parcel, by=ines, at=NOW)
    told = redemption_desk.counts()
    assert told == {
        "": 1, "requested": 1, "approved": 0, "out": 1, "late": 0, "received": 1, "cancelled": 0, "every": 3
    }  # fmt: skip
    parcel.asked_after_at = LATER
    told = redemption_desk.counts()
    assert (told["out"], told["late"]) == (1, 1)
    for pile, count in told.items():
        assert len(db.session.scalars(redemption_desk.chosen(state=pile)).all()) == count
    assert redemption_desk.asked_for() == [(mug.id, "Mug")]


def test_those_that_cannot_come_along_stay_as_they_are(ines: Person) -> None:
    mug = a_reward(at=NOW)
    one, other = asked(mug), received(mug, by=ines, at=NOW)
    brought = redemption_desk.bring_on([one, other], State.APPROVED, by=ines, at=NOW)
    assert (brought.done, [each for each, _why in brought.refused]) == ([one], [other])
    assert str(brought.refused[0][1]) == "This was received already."
    assert (one.state, other.state) == (State.APPROVED, State.RECEIVED)
