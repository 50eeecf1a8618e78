"""The report of a month counts what the rows say, at the program's own midnights, and goes on saying so."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.db import db
from portal.domain.joining import visits
from portal.domain.measuring import reports
from portal.domain.measuring.figures import Applied, Report
from portal.domain.programs import the_program
from portal.domain.refusal import Refused
from portal.domain.working import verdicts
from portal.models.earning.quarter_close import QuarterClose, Renewal, Standing
from portal.models.earning.redemption import Redemption, RedemptionState, RedemptionStep
from portal.models.earning.reward import Reward
from portal.models.joining.application import Source
from portal.models.joining.decision import Decision, Outcome
from portal.models.joining.membership import Membership
from portal.models.person import Role
from portal.models.working.submission import Submission
from portal.models.working.verdict import Place
from tests.support.rows import a_person
from tests.support.rows_closing import a_member, closed
from tests.support.rows_earning import a_reward, a_submission, earned
from tests.support.rows_joining import an_application
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import the_rules
from tests.support.statements import counted

pytestmark = pytest.mark.usefixtures("app")
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
LONDON = ZoneInfo("Europe/London")
LATER = datetime(2026, 9, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_london(app: object) -> None:
    the_program().time_zone = "Europe/London"


def at(month: int, day: int, hour: int = 12, minute: int = 0, *, zone: ZoneInfo = LONDON) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=zone)


def of(month: date = MARCH, *, now: datetime = LATER) -> Report:
    return reports.of(month, at=now)


def test_a_new_portal_has_nothing_to_tell() -> None:
    found = of()
    assert (found.now.people.members, found.now.submitted, found.now.work.pieces) == (0, 0, 0)
    assert [each.value for each in Source] == [each.source for each in found.now.applications]
    assert found.renewals.rate.value is None
    assert (len(found.weeks), len(found.months)) == (9, 6)


def test_applications_are_counted_by_source_and_stage() -> None:
    staff = a_person(role=Role.ADMIN, at=at(1, 1))
    one = an_application(at=at(3, 5))
    an_application(at=at(3, 31, 23, 59), source=Source.INVITED)
    an_application(at=at(3, 8), twin_of_id=one.id)
    an_application(at=at(2, 28, 23, 59))
    an_application(at=at(4, 1, 0, 0))
    an_application(at=at(3, 9), submitted_at=None, number=None)
    undone = _decided(an_application(at=at(2, 1)).id, staff.id, on=at(3, 20))
    _decided(one.id, staff.id, on=at(3, 21))
    visits.count(Source.ORGANIC, on=date(2026, 3, 1))
    visits.count(Source.ORGANIC, on=date(2026, 4, 1))
    assert of().now.of("organic") == Applied(source="organic", seen=1, started=2, submitted=1, approved=2)
    assert of().now.of("invited").submitted == 1
    assert (of().before.submitted, of(APRIL).now.submitted) == (2, 1)
    undone.undone_at = at(3, 20, 13)
    assert of().now.of("organic").approved == 1
    undone.undone_at = at(4, 2)
    assert of().now.of("organic").approved == 2
    assert of().months[-2:] == ((date(2026, 2, 1), 2, 0), (MARCH, 1, 1))


def _decided(application: int, by: int, *, on: datetime) -> Decision:
    decision = Decision(
        application_id=application, outcome=Outcome.APPROVED, reason="fit", by_id=by, at=on, subject="",
        body="",
    )  # fmt: skip
    db.session.add(decision)
    db.session.flush()
    return decision


def test_people_are_those_there_on_the_last_day() -> None:
    early, late = an_ambassador(at=at(1, 5)), an_ambassador(at=at(3, 31))
    an_ambassador(at=at(4, 1))
    gone, going = an_ambassador(at=at(1, 5)), an_ambassador(at=at(1, 6))
    earned(early, 10, at=at(3, 2, 0, 0))
    earned(late, 10, at=at(4, 1, 0, 0))
    earned(gone, 10, at=at(3, 20))
    gone.ended_on, going.ended_on = date(2026, 3, 31), date(2026, 4, 1)
    people = of().now.people
    assert (people.members, people.active, people.joined, people.left) == (3, 1, 1, 1)
    assert (of(APRIL).now.people.members, of(APRIL).now.people.left) == (3, 1)


def test_active_is_thirty_days_to_the_end_of_the_last() -> None:
    member = an_ambassador(at=at(1, 5))
    earned(member, 10, at=at(3, 1, 23, 59))
    assert of().now.people.active == 0
    earned(member, 10, at=at(3, 2, 0, 0))
    assert of().now.people.active == 1


def test_what_is_undone_later_was_approved_then() -> None:
    piece = earned(an_ambassador(at=at(1, 5)), 10, at=at(3, 20))
    verdict = piece.verdict
    assert verdict is not None
    verdict.undone_at = at(3, 21)
    assert (of().now.work.pieces, of().now.people.active) == (0, 0)
    verdict.undone_at = at(4, 1, 0, 0)
    assert (of().now.work.pieces, of().now.people.active) == (1, 1)


def test_at_risk_is_what_the_close_of_the_last_quarter_said() -> None:
    the_rules(at=at(1, 1), threshold=100)
    member, strong = a_member(40), a_member(400)
    closed("2025Q4", "2026Q1")
    assert (of(date(2026, 2, 1)).now.people.at_risk, of().now.people.at_risk) == (0, 1)
    people = of(APRIL).now.people
    assert (people.members, people.at_risk, people.parts) == (2, 1, (0, 1, 1))
    assert {member.state.value, strong.state.value} == {"at risk", "active"}
    earned(member, 10, at=at(4, 20))
    people = of(APRIL).now.people
    assert (people.active, people.risky_quiet, people.parts) == (1, 0, (0, 1, 1))


def test_renewals_are_those_of_the_quarters_that_are_over() -> None:
    the_rules(at=at(1, 1), threshold=100)
    for points in (40, 400, 400):
        a_member(points)
    closed("2025Q4", "2026Q1")
    (provisional,) = of(date(2026, 2, 1)).closes
    assert (provisional.quarter, provisional.rate.whole) == ("2025Q4", 0)
    assert of(now=at(3, 30)).closes == (provisional,)
    renewed, _provisional = of().closes
    assert (renewed.quarter, renewed.rate.part, renewed.rate.whole) == ("2026Q1", 2, 3)


def test_work_is_counted_with_its_minutes_and_its_weight() -> None:
    member = an_ambassador(at=at(1, 5))
    for day, minutes, weight in ((10, 35, 3), (31, 25, 1)):
        piece = a_submission(member, minutes=minutes, at=at(3, day))
        piece.weight = weight
        _approve(piece, on=at(3, day, 23, 59))
    found = of().now.work
    assert (found.pieces, found.minutes, found.weighed, str(found.hours)) == (2, 60, 130, "1.0")
    assert dict(of().weeks)[date(2026, 3, 9)] == 1
    assert sum(count for _monday, count in of().weeks) == 2


def _approve(piece: Submission, *, on: datetime) -> None:
    verdicts.approve(piece, by=a_person(role=Role.MANAGER, at=on), at=on, disclosure=Place.FIRST)


def test_what_waited_then_is_told_with_its_oldest_day() -> None:
    member = an_ambassador(at=at(1, 5))
    first = a_submission(member, at=at(3, 3))
    a_submission(member, at=at(3, 20))
    a_submission(member, at=at(4, 2))
    a_submission(member, at=at(3, 1), send=False)
    found = of().now
    assert (found.work.waiting, found.work.oldest, found.waited) == (2, date(2026, 3, 3), 28)
    _approve(first, on=at(4, 5))
    assert of().now.work.waiting == 2
    assert of(APRIL).now.work.waiting == 2
    first.verdicts[0].at = at(3, 30)
    assert (of().now.work.waiting, of().now.work.oldest) == (1, date(2026, 3, 20))
    first.disputed_at = at(3, 31)
    assert of().now.work.waiting == 2


def test_rewards_are_told_by_what_happened_to_them() -> None:
    member, mug = an_ambassador(at=at(1, 5)), a_reward("Mug", at=at(1, 1), price=1250)
    _redeemed(member, mug, (3, 4), sent=(3, 10), received=(4, 2))
    _redeemed(member, mug, (3, 5), handed=(3, 31))
    _redeemed(member, mug, (3, 6))
    _redeemed(member, mug, (3, 7), cancelled=(3, 8))
    _redeemed(member, mug, (2, 27), sent=(4, 1))
    found = of().now.rewards
    assert (found.asked, found.sent, found.received, found.cost, found.waiting) == (4, 2, 0, 2500, 2)
    april = of(APRIL).now.rewards
    assert (april.asked, april.sent, april.received, april.cost, april.waiting) == (0, 1, 1, 1250, 1)


def _redeemed(member: Membership, reward: Reward, on: tuple[int, int], **steps: tuple[int, int]) -> None:
    known = {"sent": RedemptionState.SENT, "received": RedemptionState.RECEIVED}
    known |= {"handed": RedemptionState.HANDED_OVER, "cancelled": RedemptionState.CANCELLED}
    taken = [RedemptionStep(state=known[name], at=at(*day)) for name, day in steps.items()]
    state = taken[-1].state if taken else RedemptionState.REQUESTED
    redemption = Redemption(
        person_id=member.person_id, membership_id=member.id, reward_id=reward.id, credits=100, state=state,
        asked_at=at(*on), changed_at=at(*on), steps=taken,
    )  # fmt: skip
    db.session.add(redemption)
    db.session.flush()


@pytest.mark.parametrize(
    "zone", ["Europe/London", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu"]
)
def test_months_end_at_the_midnight_of_the_program(zone: str) -> None:
    """Clocks are set in March and April in three of these: the month is whole all the same."""
    the_program().time_zone = zone
    local = ZoneInfo(zone)
    for moment in ((3, 1, 0, 0), (3, 31, 23, 59)):
        an_application(at=at(*moment, zone=local))
    an_application(at=at(2, 28, 23, 59, zone=local))
    an_application(at=at(4, 1, 0, 0, zone=local))
    assert (of().before.submitted, of().now.submitted, of(APRIL).now.submitted) == (1, 2, 1)


def test_an_hour_that_is_twice_is_counted_once() -> None:
    for fold in (0, 1):
        an_application(at=datetime(2026, 10, 25, 1, 30, fold=fold, tzinfo=LONDON))
    found = of(date(2026, 10, 1), now=datetime(2026, 12, 1, tzinfo=UTC))
    assert found.now.submitted == 2
    assert [organic for _month, organic, _others in found.months] == [0, 0, 0, 0, 0, 2]


def test_a_month_under_way_ends_today_and_one_to_come_is_refused() -> None:
    member = an_ambassador(at=at(1, 5))
    earned(member, 10, at=at(3, 9))
    found = of(now=at(3, 10))
    assert (found.now.until, found.is_over, found.now.work.pieces) == (date(2026, 3, 10), False, 1)
    assert (of(now=at(4, 1)).now.until, of(now=at(4, 1)).is_over) == (date(2026, 3, 31), True)
    with pytest.raises(Refused, match="still to come"):
        of(APRIL, now=at(3, 31, 23, 59))


def test_a_month_that_is_over_says_the_same_ever_after() -> None:
    the_rules(at=at(1, 1), threshold=100)
    member = a_member(400)
    earned(member, 10, at=at(3, 9))
    closed("2025Q4", "2026Q1")
    then = of(now=at(4, 1))
    closed("2026Q2", at=at(7, 1))
    earned(member, 10, at=at(4, 9))
    member.ended_on = date(2026, 8, 1)
    an_application(at=at(4, 9))
    assert of(now=LATER) == then


def test_many_people_take_no_more_statements_than_one() -> None:
    _a_crowd(1)
    with counted() as few:
        of()
    _a_crowd(12)
    with counted() as many:
        of()
    assert len(few) == len(many)
    assert len(many) <= 18


def _a_crowd(count: int) -> None:
    reward = a_reward(f"Mug {count}", at=at(1, 1), price=100)
    for _ in range(count):
        member = an_ambassador(at=at(1, 5))
        earned(member, 10, at=at(3, 9))
        a_submission(member, at=at(3, 10))
        _redeemed(member, reward, (3, 4), sent=(3, 10))
        an_application(at=at(3, 4))


def test_the_worked_cohort_is_told_as_it_is() -> None:
    """Twenty-four decisions over four quarters, eighteen renewed: 75 % (55–88), too early to tell."""
    people = [an_ambassador(at=at(1, 5)) for _ in range(6)]
    for number, renewed in enumerate((5, 4, 4, 5)):
        quarter = f"2025Q{number + 1}"
        close = QuarterClose(quarter=quarter, rate=25, threshold=100, at=at(1, 5) + timedelta(hours=number))
        db.session.add(close)
        db.session.flush()
        for place, member in enumerate(people):
            outcome = Standing.RENEWED if place < renewed else Standing.AT_RISK
            db.session.add(
                Renewal(close_id=close.id, membership_id=member.id, outcome=outcome, before=1, after=1)
            )
    db.session.flush()
    found = of()
    assert [each.quarter for each in found.closes] == ["2025Q4", "2025Q3", "2025Q2", "2025Q1"]
    rate = found.renewals.rate
    assert (rate.part, rate.whole, f"{rate.low:.0%}–{rate.high:.0%}", found.renewals.place.value) == (
        18, 24, "55%–88%", "too early to tell",
    )  # fmt: skip
