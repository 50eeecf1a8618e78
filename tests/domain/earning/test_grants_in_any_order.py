"""Milestone rewards in any order of approvals, undoings, cancellations, deliveries and settling."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.db import db
from portal.domain.earning import grants, ledger_checks, redemptions, stock
from portal.domain.refusal import Refused
from portal.domain.working import verdicts
from portal.models.earning.redemption import Redemption, RedemptionState
from portal.models.earning.reward import Milestone
from portal.models.person import Role
from portal.models.working.verdict import Place, Verdict
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, a_submission
from tests.support.rows_onboarding import an_ambassador

WORDS = ("approve", "undo", "cancel", "receive", "settle", "restock")
DEEDS = st.lists(st.tuples(st.sampled_from(WORDS), st.integers(0, 9)), max_size=14)


@pytest.mark.usefixtures("app")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_one_grant_stands_for_each_person_and_stock_is_true(deeds: list[tuple[str, int]]) -> None:
    point = db.session.begin_nested()
    world = World()
    for number, (word, which) in enumerate(deeds):
        world.does(word, which, number)
        world.check()
    point.rollback()
    db.session.expire_all()


class World:
    """Two people, a manager, and two rewards on milestones with little stock."""

    def __init__(self) -> None:
        self.members = [an_ambassador(at=NOW) for _ in range(2)]
        self.manager = a_person(role=Role.MANAGER, at=NOW)
        self.rewards = [
            a_reward("Badge", milestone=Milestone.FIRST_ACTION, stock=1, at=NOW),
            a_reward("Cup", milestone=Milestone.STANDING, standing=50, stock=2, at=NOW),
        ]
        self.verdicts: list[Verdict] = []

    def does(self, word: str, which: int, number: int) -> None:
        """Do one deed, wholly or not at all."""
        point = db.session.begin_nested()
        try:
            getattr(self, word)(which, NOW + timedelta(seconds=3 * number))
            point.commit()
        except Refused:
            point.rollback()

    def approve(self, which: int, at: datetime) -> None:
        work = a_submission(self.members[which % 2], at=NOW)
        self.verdicts.append(verdicts.approve(work, by=self.manager, disclosure=Place.FIRST, at=at))

    def undo(self, which: int, at: datetime) -> None:
        for verdict in self.verdicts[-1:]:
            verdicts.undo(verdict, by=self.manager, at=at)

    def cancel(self, which: int, at: datetime) -> None:
        for one in self._held()[which : which + 1]:
            redemptions.cancel(one, reason="It broke.", by=self.manager, at=at)

    def receive(self, which: int, at: datetime) -> None:
        for one in self._held()[which : which + 1]:
            redemptions.hand_over(one, by=self.manager, at=at)
            redemptions.receive(one, by=one.person, at=at)

    def settle(self, which: int, at: datetime) -> None:
        grants.settle(self.rewards[which % 2], by=self.manager, at=at)

    def restock(self, which: int, at: datetime) -> None:
        stock.move(self.rewards[which % 2], 1, reason="More", by=self.manager, at=at)

    def check(self) -> None:
        """Nobody has two of one milestone; whoever reached it has it or is owed it; all sums are true."""
        standing = [each for each in self._held() if not each.milestone.startswith("undone")]
        times = Counter((each.person_id, each.reward_id) for each in standing)
        assert max(times.values(), default=1) == 1
        for reward in self.rewards:
            owed = {each.person_id for each in db.session.scalars(grants.owed(reward))}
            assert not owed & {each.person_id for each in standing if each.reward_id == reward.id}
        assert ledger_checks.prove().wrong is None
        assert all(each.state is RedemptionState.CANCELLED for each in self._held() if each not in standing)

    def _held(self) -> list[Redemption]:
        return list(db.session.scalars(select(Redemption).order_by(Redemption.id)))
