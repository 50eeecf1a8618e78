"""Any order of work, verdicts, corrections, redemptions, leave and closes keeps the ledger true."""

import itertools
import os
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from portal.db import db
from portal.domain import quarters
from portal.domain.earning import closing, ledger, ledger_checks, redemptions, stock, terms
from portal.domain.earning.prospects import fading, prospects
from portal.domain.refusal import Refused
from portal.domain.working import submissions, verdicts
from portal.models.earning.entry import Balance
from portal.models.earning.quarter_close import Renewal
from portal.models.earning.redemption import Redemption
from portal.models.earning.reward import RewardKind
from portal.models.person import Role
from portal.models.working.submission import Submission
from portal.models.working.verdict import Fault, Outcome, Place, Verdict
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, a_submission
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import the_rules

pytestmark = pytest.mark.usefixtures("app")
DAY = 86_400
PEOPLE = st.integers(0, 2)
GRACE = st.sampled_from([1, 2, 4])
REVIEWERS = st.integers(0, 2)  # the last is an ambassador, too
MOSTLY = st.sampled_from([True, True, True, False])
VERDICTS = st.sampled_from([Outcome.APPROVED] * 3 + [Outcome.IN_PART, Outcome.RETURNED, Outcome.REJECTED])
WORDS: dict[Outcome, dict[str, Any]] = {
    Outcome.APPROVED: {"disclosure": Place.FIRST},
    Outcome.IN_PART: {"disclosure": Place.FIRST, "fault": Fault.CRITERIA},
    Outcome.RETURNED: {"disclosure": Place.MISSING, "note": "Say that you are one of us."},
    Outcome.REJECTED: {"fault": Fault.PROOF},
}
STEPS = st.sampled_from([redemptions.approve, redemptions.send, redemptions.hand_over, redemptions.receive])


class AnyOrder(RuleBasedStateMachine):
    """Three ambassadors, one of them a reviewer too; two managers; a clock that moves forward.

    What each person must have is counted here on its own (`standing`, `credits`), by the rules alone.
    """

    works = Bundle("works")
    decided = Bundle("decided")
    asked = Bundle("asked")

    def __init__(self) -> None:
        super().__init__()
        self.undone = db.engine.begin_nested()  # type: ignore[attr-defined]
        self.now = NOW
        self.keys = itertools.count(1)
        self.standing, self.credits = Counter[int](), Counter[int]()

    @initialize(rate=st.sampled_from([25, 0, 40, 100]), threshold=st.sampled_from([60, 0, 300]), grace=GRACE)
    def begin(self, rate: int, threshold: int, grace: int) -> None:
        """Publish the rules, and let three people join: one in the quarter before, two in this one."""
        the_rules(fading=rate, threshold=threshold, provisional_quarters=grace, at=self.now)
        self.members = [an_ambassador(at=self.now - timedelta(days=days)) for days in (100, 20, 0)]
        self.members[2].person.role = Role.REVIEWER
        managers = [a_person(role=Role.MANAGER, at=self.now) for _ in range(2)]
        self.reviewers = [*managers, self.members[2].person]
        self.rewards = [
            a_reward("Mug", cost=30, stock=2, at=self.now),
            a_reward("Talk", cost=50, kind=RewardKind.ACCESS, per_person=1, at=self.now),
            a_reward("Bag", cost=10, stock=1, at=self.now),
        ]
        for member in self.members:
            self.works_well(self.members.index(member), 100)

    def teardown(self) -> None:
        """Leave the database as it was."""
        db.session.rollback()
        db.session.remove()
        self.undone.rollback()

    def does(self, deed: Callable[[], object]) -> bool:
        """Do a deed whole, or not at all where it is refused; return which."""
        try:
            with db.session.begin_nested():
                deed()
        except Refused:
            return False
        return True

    def earns(self, person_id: int, points: int) -> None:
        self.standing[person_id] += points
        self.credits[person_id] += points

    @rule(seconds=st.sampled_from([1, 9, 11, 3600, DAY, 30 * DAY, 91 * DAY]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(target=works, person=PEOPLE, points=st.integers(0, 120), send=MOSTLY)
    def begins_work(self, person: int, points: int, send: bool) -> Submission:
        work = a_submission(self.members[person], send=False, at=self.now)
        work.base_points = points
        if send:
            submissions.send(work, at=self.now)
        return work

    @rule(target=decided, person=PEOPLE, points=st.integers(1, 120))
    def works_well(self, person: int, points: int) -> Verdict:
        """Send work in and have it approved at once, as most is."""
        work = a_submission(self.members[person], at=self.now)
        work.base_points = points
        verdict = verdicts.approve(work, by=self.reviewers[0], at=self.now, disclosure=Place.FIRST)
        self.earns(work.person_id, verdict.points)
        return verdict

    @rule(work=works)
    def sends(self, work: Submission) -> None:
        self.does(lambda: submissions.send(work, at=self.now))

    @rule(target=decided, work=works, by=REVIEWERS, how=VERDICTS, part=st.integers(-1, 120))
    def decides(self, work: Submission, by: int, how: Outcome, part: int) -> Verdict:
        given: list[Verdict] = []
        deciding = {"sent_at": work.sent_at, "by": self.reviewers[by], "at": self.now} | WORDS[how]
        if how is Outcome.IN_PART:
            deciding["base_points"] = part
        if not self.does(lambda: given.append(verdicts.decide(work, how, **deciding))):
            return multiple()  # type: ignore[return-value]
        assert work.person_id != self.reviewers[by].id, "nobody reviews their own work"
        self.earns(work.person_id, given[0].points)
        return given[0]

    @rule(verdict=decided, by=REVIEWERS)
    def undoes(self, verdict: Verdict, by: int) -> None:
        before = verdict.undone_at
        if self.does(lambda: verdicts.undo(verdict, by=self.reviewers[by], at=self.now)) and before is None:
            assert self.now <= verdict.at + verdicts.UNDO
            self.earns(db.session.get_one(Submission, verdict.submission_id).person_id, -verdict.points)

    @rule(person=PEOPLE, standing=st.integers(-50, 50), credits=st.integers(-50, 50), twice=st.booleans())
    def corrects(self, person: int, standing: int, credits: int, twice: bool) -> None:
        whom, key = self.members[person].person, str(next(self.keys))
        for _ in range(1 + twice):
            done = self.does(
                lambda: ledger.correct(
                    whom, standing=standing, credits=credits, reason="Counted wrongly.", key=key,
                    by=self.reviewers[0], at=self.now,
                )
            )  # fmt: skip
        if done:
            self.standing[whom.id] += standing
            self.credits[whom.id] += credits

    @rule(target=asked, person=PEOPLE, reward=st.integers(0, 2), again=st.booleans())
    def asks(self, person: int, reward: int, again: bool) -> Redemption:
        """Ask for a reward, and again with the same key where the form was sent twice."""
        wanted, who, key = self.rewards[reward], self.members[person], str(next(self.keys))
        given: list[Redemption] = []
        for _ in range(1 + again):
            done = self.does(
                lambda: given.append(
                    redemptions.request(wanted, membership=who, key=key, address="Here", at=self.now)
                )
            )
        if not done:
            return multiple()  # type: ignore[return-value]
        assert set(given) == {given[0]}
        self.credits[who.person_id] -= wanted.cost or 0
        return given[0]

    @rule(redemption=asked, step=STEPS)
    def goes_on(self, redemption: Redemption, step: Callable[..., None]) -> None:
        self.does(lambda: step(redemption, by=self.reviewers[0], at=self.now))

    @rule(redemption=asked, by=PEOPLE)
    def cancels(self, redemption: Redemption, by: int) -> None:
        who = self.reviewers[by]
        if self.does(lambda: redemptions.cancel(redemption, reason="Broken.", by=who, at=self.now)):
            self.credits[redemption.person_id] += redemption.credits

    @rule(amount=st.integers(-2, 2).filter(bool), reward=st.integers(0, 2))
    def stock_moves(self, amount: int, reward: int) -> None:
        self.does(lambda: stock.move(self.rewards[reward], amount, by=self.reviewers[0], at=self.now))

    @rule(ahead=st.sampled_from([0, 0, 0, 0, -1, 1]), later=st.sampled_from([0, 91, 200]))
    def closes(self, ahead: int, later: int) -> None:
        """Close a quarter: what was foretold comes true, and no standing falls by more than its share."""
        self.now += timedelta(days=later)
        quarter = quarters.after(closing.next_quarter() or "2026Q1", ahead)
        known = terms.of(quarter)
        foretold = {row.membership_id: row for row in db.session.execute(prospects(known))}
        if not self.does(lambda: closing.close(quarter, by=None, at=self.now)):
            return
        assert quarters.last_day(quarter) < self.now.date()
        made = closing.of(quarter)
        assert made
        said = db.session.query(Renewal).filter_by(close_id=made.id).all()
        assert {renewal.membership_id for renewal in said} == set(foretold)
        for renewal in said:
            due = foretold[renewal.membership_id]
            assert (renewal.before, renewal.after, renewal.outcome) == (due.standing, due.after, due.outcome)
            lost = renewal.before - renewal.after
            assert 0 <= lost <= fading(renewal.before, rate=known.rate)
            self.standing[due.person_id] -= lost

    @invariant()
    def the_ledger_is_true(self) -> None:
        """The proof finds nothing, and each balance is what was counted here."""
        assert ledger_checks.prove().wrong is None
        for balance in db.session.query(Balance).populate_existing():
            found, due = (balance.standing, balance.credits), (self.standing, self.credits)
            assert found == tuple(sums[balance.person_id] for sums in due)
            assert min(found) >= 0


BOUNDED = settings(
    max_examples=int(os.environ.get("PORTAL_TEST_EXAMPLES", "40")),
    stateful_step_count=40,
    deadline=None,
    derandomize="PORTAL_TEST_EXAMPLES" not in os.environ,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
UNSHRUNK = settings(BOUNDED, phases=[Phase.generate], max_examples=20)


def test_any_order_keeps_the_ledger_true() -> None:
    run_state_machine_as_test(AnyOrder, settings=BOUNDED)


def test_a_balance_that_is_forgotten_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "_count", lambda *_args, **_kwargs: None)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(AnyOrder, settings=UNSHRUNK)
