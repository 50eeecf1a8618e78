"""Any order of work, verdicts, corrections, redemptions, leave and closes keeps the ledger true."""

import itertools
import os
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from types import ModuleType
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
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from portal.db import db
from portal.domain import quarters
from portal.domain.earning import (
    closing,
    forecasts,
    grants,
    leaves,
    ledger,
    ledger_checks,
    redemptions,
    renewals,
    stock,
    terms,
)
from portal.domain.earning.prospects import fading, prospects
from portal.domain.refusal import Refused
from portal.domain.working import disputes, submissions, verdicts
from portal.models.earning.entry import Balance
from portal.models.earning.leave import Leave
from portal.models.earning.quarter_close import QuarterClose, Renewal
from portal.models.earning.redemption import Redemption
from portal.models.earning.reward import Milestone, RewardKind
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
LINK = "https://portal.example/me/points"
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
        self.granted = [
            a_reward("Pin", milestone=Milestone.FIRST_ACTION, stock=2, at=self.now),
            a_reward("Cup", milestone=Milestone.STANDING, standing=200, at=self.now),
            a_reward("Card", milestone=Milestone.RENEWED, stock=1, at=self.now),
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
        given: list[Submission] = []
        self.does(lambda: given.append(a_submission(self.members[person], send=False, at=self.now)))
        for work in given:
            work.base_points = points
            if send:
                self.does(lambda work=work: submissions.send(work, at=self.now))
        return multiple(*given)  # type: ignore[return-value]

    @rule(target=decided, person=PEOPLE, points=st.integers(1, 120))
    def works_well(self, person: int, points: int) -> Verdict:
        """Send work in and have it approved at once, as most is."""
        given: list[Verdict] = []

        def deed() -> None:
            work = a_submission(self.members[person], at=self.now)
            work.base_points = points
            given.append(verdicts.approve(work, by=self.reviewers[0], at=self.now, disclosure=Place.FIRST))

        if self.does(deed):
            self.earns(self.members[person].person_id, given[0].points)
            return given[0]
        return multiple()  # type: ignore[return-value]

    @rule(work=works)
    def sends(self, work: Submission) -> None:
        self.does(lambda: submissions.send(work, at=self.now))

    @rule(work=works)
    def disputes(self, work: Submission) -> None:
        before = work.disputed_at
        if self.does(lambda: disputes.dispute(work, "It shows.", by=work.person, at=self.now)):
            assert before is None

    @rule(who=PEOPLE, by=REVIEWERS, ahead=st.sampled_from([0, 1]), agreed=MOSTLY)
    def goes_on_leave(self, who: int, by: int, ahead: int, agreed: bool) -> None:
        """Ask for this quarter or the next off, and be told yes or no."""
        given: list[Leave] = []
        quarter = quarters.after(quarters.of(self.now.date()), ahead)
        self.does(lambda: given.append(leaves.ask(self.members[who], quarter, at=self.now)))
        told = leaves.confirm if agreed else leaves.decline
        for leave in given:
            said = {"named": quarter, "link": LINK, "by": self.reviewers[by], "at": self.now}
            self.does(lambda leave=leave, said=said: told(leave, **said))

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

    @rule(reward=st.integers(0, 2))
    def settles(self, reward: int) -> None:
        """Grant a reward to all whom it is owed, as far as there is stock; a second time to nobody."""
        settling = {"by": self.reviewers[0], "at": self.now}
        grants.settle(self.granted[reward], **settling)
        assert grants.settle(self.granted[reward], **settling) == 0

    @rule(redemption=asked, step=STEPS)
    def goes_on(self, redemption: Redemption, step: Callable[..., None]) -> None:
        self.does(lambda: step(redemption, by=self.reviewers[0], at=self.now))

    @rule(redemption=asked, by=PEOPLE)
    def cancels(self, redemption: Redemption, by: int) -> None:
        who = self.reviewers[by]
        if self.does(lambda: redemptions.cancel(redemption, reason="Broken.", by=who, at=self.now)):
            self.credits[redemption.person_id] += redemption.credits

    @rule(amount=st.integers(-2, 2).filter(bool), reward=st.integers(0, 5))
    def stock_moves(self, amount: int, reward: int) -> None:
        self.does(
            lambda: stock.move(
                (self.rewards + self.granted)[reward], amount, by=self.reviewers[0], at=self.now
            )
        )

    @rule(ahead=st.sampled_from([0, 0, 0, -1, 1]), days=st.sampled_from([0, 91, 200]))
    def closes(self, ahead: int, days: int) -> None:
        """Close a quarter that is next, closed already, or not over, in time or late."""
        self.now += timedelta(days=days)
        self._close(quarters.after(closing.next_quarter() or "2026Q1", ahead))

    def _close(self, quarter: str) -> None:
        """Close a quarter: what was foretold comes true, and no standing falls by more than its share."""
        known = terms.of(quarter)
        foretold = {row.membership_id: row for row in db.session.execute(prospects(known))}
        if not self.does(lambda: closing.close(quarter, by=None, at=self.now)):
            return
        assert quarters.last_day(quarter) < self.now.date()
        said = _said_of(quarter)
        assert set(said) == set(foretold)
        for renewal in said.values():
            due = foretold[renewal.membership_id]
            assert (renewal.before, renewal.after, renewal.outcome) == (due.standing, due.after, due.outcome)
            lost = renewal.before - renewal.after
            assert 0 <= lost <= fading(renewal.before, rate=known.rate)
            self.standing[due.person_id] -= lost

    @rule()
    def nothing_is_done_until_the_close(self) -> None:
        """What each forecast says now is what the close then does."""
        quarter, in_time = quarters.of(self.now.date()), closing.due(at=self.now) is None
        foretold = {each.id: forecasts.of(each, at=self.now) for each in self.members}
        ends = datetime.combine(quarters.last_day(quarter), time(12), UTC)
        self.now = max(self.now, ends) + timedelta(days=1)
        while due := closing.due(at=self.now):
            self._close(due)
        said = _said_of(quarter)
        for one, forecast in foretold.items():
            assert (forecast is not None) == (one in said)
            if forecast:
                this = forecast.this
                assert (this.had, this.left) == (said[one].before, said[one].after)
                assert not in_time or forecast.outcome == said[one].outcome

    @precondition(lambda self: db.session.scalars(renewals.proposals()).first())
    @rule(which=PEOPLE, by=REVIEWERS, keep=st.booleans())
    def decides_on_a_proposal(self, which: int, by: int, keep: bool) -> None:
        open_now = db.session.scalars(renewals.proposals()).all()
        proposal, who = open_now[which % len(open_now)], self.reviewers[by]
        if keep:
            self.does(lambda: renewals.keep(proposal, reason="Ill.", link=LINK, by=who, at=self.now))
        elif self.does(lambda: renewals.lapse(proposal, by=who, at=self.now)):
            assert proposal.membership.person_id != who.id

    @rule(who=PEOPLE)
    def comes_back(self, who: int) -> None:
        """Whoever lapsed joins anew, and has what they had."""
        if not self.members[who].is_open:
            self.members[who] = an_ambassador(email=self.members[who].person.email, at=self.now)

    @invariant()
    def the_ledger_is_true(self) -> None:
        """The proof finds nothing, and each balance is what was counted here."""
        assert ledger_checks.prove().wrong is None
        for balance in db.session.query(Balance).populate_existing():
            found, due = (balance.standing, balance.credits), (self.standing, self.credits)
            assert found == tuple(sums[balance.person_id] for sums in due)
            assert min(found) >= 0


def _said_of(quarter: str) -> dict[int, Renewal]:
    """Return what the close of a quarter said, by membership."""
    found = db.session.scalars(select(Renewal).join(Renewal.close).where(QuarterClose.quarter == quarter))
    return {renewal.membership_id: renewal for renewal in found}


# A longer search: PORTAL_TEST_EXAMPLES=400 bin/test tests/domain/earning/test_any_order.py
BOUNDED = settings(
    max_examples=int(os.environ.get("PORTAL_TEST_EXAMPLES", "25")),
    stateful_step_count=40,
    deadline=None,
    derandomize="PORTAL_TEST_EXAMPLES" not in os.environ,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
UNSHRUNK = settings(BOUNDED, phases=[Phase.generate], max_examples=20)


def test_any_order_keeps_the_ledger_true() -> None:
    run_state_machine_as_test(AnyOrder, settings=BOUNDED)


@pytest.mark.parametrize(
    ("module", "verb"),
    [(ledger, "_count"), (stock, "put_back"), (closing, "_fade")],
    ids=lambda each: getattr(each, "__name__", each),
)
def test_a_verb_that_forgets_is_found(module: ModuleType, verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, verb, lambda *_args, **_kwargs: None)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(AnyOrder, settings=UNSHRUNK)
