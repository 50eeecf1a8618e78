"""Can I do this now? Every reason, and the next possible day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.db import db
from portal.domain import programs
from portal.domain.refusal import Refused
from portal.domain.working import actions, chances, submissions, verdicts
from portal.models.earning.leave import Leave
from portal.models.joining.membership import Membership
from portal.models.person import Role
from portal.models.working.action import Audience, Limit
from portal.models.working.verdict import Fault
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_earning import a_submission
from tests.support.rows_joining import a_membership
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import a_type, an_action
from tests.support.statements import counted

pytestmark = pytest.mark.usefixtures("app")

TODAY = date(2026, 2, 11)  # a Wednesday


@pytest.fixture
def ada() -> Membership:
    """An ambassador who joined on the day."""
    return an_ambassador(at=NOW)


def said(membership: Membership, action: object, *, at: datetime = NOW) -> tuple[list[str], date | None]:
    """The reasons why an action cannot be done, and the next day on which it can."""
    chance = chances.of(membership, at=at).of_action(action)  # type: ignore[arg-type]
    return [str(reason.why) for reason in chance.reasons], chance.next_day


def test_nothing_stands_against_what_is_open(ada: Membership) -> None:
    assert said(ada, an_action(on=TODAY, at=NOW)) == ([], None)


def test_a_window_opens_and_closes(ada: Membership) -> None:
    soon = an_action(on=TODAY + timedelta(days=3), at=NOW)
    assert said(ada, soon) == (["It opens on 2026-02-14."], date(2026, 2, 14))
    assert said(ada, an_action(on=TODAY - timedelta(days=1), at=NOW)) == (["It closed on 2026-02-10."], None)
    joining = an_action(starts_on=None, ends_on=None, from_day=2, to_day=5, on=TODAY, at=NOW)
    assert said(ada, joining) == (["It opens on 2026-02-13."], date(2026, 2, 13))


def test_the_last_day_lasts_as_long_as_where_the_program_is(ada: Membership) -> None:
    programs.the_program().time_zone = "America/Los_Angeles"
    action = an_action(on=TODAY, at=NOW)
    late = datetime(2026, 2, 12, 7, 59, tzinfo=UTC)
    assert said(ada, action, at=late) == ([], None)
    assert said(ada, action, at=late + timedelta(minutes=1)) == (["It closed on 2026-02-11."], None)


def test_an_audience_is_new_or_trusted(ada: Membership) -> None:
    trusted = an_action(on=TODAY, at=NOW, audience=Audience.TRUSTED)
    assert said(ada, trusted) == (["It is for trusted ambassadors."], None)
    ada.trusted_at = NOW
    assert said(ada, trusted) == ([], None)
    new = an_action(on=TODAY, at=NOW, audience=Audience.NEW)
    assert said(ada, new) == ([], None)
    ada.joined_on = TODAY - timedelta(days=90)
    assert said(ada, new) == (["It is for the first 90 days of an ambassador."], None)


def test_once_is_once_unless_it_was_rejected(ada: Membership) -> None:
    action = an_action(on=TODAY, at=NOW)
    work = a_submission(ada, at=NOW, action=action)
    assert said(ada, action) == (["You have sent this in; it can be done once."], None)
    with pytest.raises(Refused, match="can be done once"):
        submissions.draft(ada, action=action, at=NOW)
    verdicts.reject(work, by=a_person(role=Role.MANAGER, at=NOW), fault=Fault.LATE, at=NOW)
    assert said(ada, action) == ([], None)


def test_what_is_sent_counts_and_not_what_is_drafted(ada: Membership) -> None:
    action = an_action(on=TODAY, at=NOW)
    first, second = (a_submission(ada, at=NOW, action=action, send=False) for _ in range(2))
    submissions.send(first, at=NOW)
    with pytest.raises(Refused, match="can be done once"):
        submissions.send(second, at=NOW)


def test_up_to_so_many_times(ada: Membership) -> None:
    action = an_action(on=TODAY, at=NOW, limit=Limit.UP_TO, limit_count=2)
    a_submission(ada, at=NOW, action=action)
    assert said(ada, action) == ([], None)
    a_submission(ada, at=NOW, action=action)
    assert said(ada, action) == (["You have sent this in 2 times, and no more are asked for."], None)


def test_once_a_month_comes_again_while_the_window_lasts(ada: Membership) -> None:
    year = an_action(on=TODAY, ends_on=date(2026, 12, 31), at=NOW, limit=Limit.MONTHLY)
    short = an_action(on=TODAY, ends_on=date(2026, 2, 28), at=NOW, limit=Limit.MONTHLY)
    for action in (year, short):
        a_submission(ada, at=NOW, action=action)
    why = "You have sent this in; it can be done once a month."
    assert said(ada, year) == ([why], date(2026, 3, 1))
    assert said(ada, short) == ([why], None)
    assert said(ada, year, at=datetime(2026, 3, 1, 9, tzinfo=UTC)) == ([], None)


def test_a_week_has_so_many_minutes_from_monday_on(ada: Membership) -> None:
    programs.the_program().weekly_minutes = 120
    action = an_action(on=TODAY, ends_on=TODAY + timedelta(days=30), at=NOW, minutes=30)
    a_submission(ada, at=NOW - timedelta(days=3), minutes=120)
    assert said(ada, action) == ([], None)
    a_submission(ada, at=NOW, minutes=91)
    why = "You have sent in 91 of the 120 minutes that a week may have."
    assert said(ada, action) == ([why], date(2026, 2, 16))
    work = a_submission(ada, at=NOW, action=action, minutes=30, send=False)
    with pytest.raises(Refused, match="You have sent in 91 of the 120"):
        submissions.send(work, at=NOW)
    submissions.write(work, minutes=29)
    submissions.send(work, at=NOW)
    long = an_action(on=TODAY, at=NOW, minutes=121)
    assert said(ada, long) == (["This takes 121 minutes, and nobody does more than 120 a week."], None)


def test_leave_lasts_to_the_end_of_its_quarters(ada: Membership) -> None:
    action = an_action(on=TODAY, ends_on=date(2026, 12, 31), at=NOW)
    leaves = [Leave(membership=ada, quarter=quarter, asked_at=NOW) for quarter in ("2026Q1", "2026Q2")]
    db.session.add_all(leaves)
    assert said(ada, action) == ([], None)
    leaves[0].confirmed = True
    assert said(ada, action) == (["You are on leave until 2026-03-31."], date(2026, 4, 1))
    leaves[1].confirmed = True
    assert said(ada, action) == (["You are on leave until 2026-06-30."], date(2026, 7, 1))


def test_every_reason_is_named() -> None:
    newcomer = a_membership(at=NOW)
    newcomer.ended_on = TODAY
    action = an_action(on=TODAY - timedelta(days=1), at=NOW, audience=Audience.TRUSTED)
    actions.end(action, by=None, at=NOW)
    assert said(newcomer, action) == (
        [
            "Your time as an ambassador ended on 2026-02-11.",
            "Agree to the terms first.",
            "It was taken off the calendar.",
            "It closed on 2026-02-10.",
            "It is for trusted ambassadors.",
        ],
        None,
    )


def test_a_date_for_everyone_is_not_sent_in(ada: Membership) -> None:
    action = an_action(on=TODAY, at=NOW, activity_type=None, base_points=0)
    assert said(ada, action) == (["It is a date for everyone; nothing is sent in for it."], None)


def test_what_was_returned_may_come_late(ada: Membership) -> None:
    work = a_submission(ada, at=NOW, action=an_action(on=TODAY, at=NOW))
    verdicts.send_back(work, by=a_person(role=Role.MANAGER, at=NOW), note="Put the ad line first.", at=NOW)
    submissions.send(work, at=NOW + timedelta(days=20))
    assert work.sent_at == NOW + timedelta(days=20)


def test_what_opens_later_can_be_drafted_but_not_sent(ada: Membership) -> None:
    work = a_submission(ada, at=NOW, send=False, action=an_action(on=TODAY + timedelta(days=3), at=NOW))
    with pytest.raises(Refused, match="It opens on"):
        submissions.send(work, at=NOW)
    submissions.send(work, at=NOW + timedelta(days=3))


def test_a_type_that_is_retired_takes_nothing_more(ada: Membership) -> None:
    kind = a_type("Content")
    kind.retired_at = NOW
    with pytest.raises(Refused, match="Content is not offered any more"):
        submissions.draft(ada, kind=kind, at=NOW)


def test_the_answer_for_many_actions_costs_one_statement(ada: Membership) -> None:
    for _ in range(3):
        a_submission(ada, at=NOW, action=an_action(on=TODAY, at=NOW))
    several = [an_action(on=TODAY, at=NOW) for _ in range(5)]
    db.session.flush()
    with counted() as statements:
        situation = chances.of(ada, at=NOW)
        assert all(situation.of_action(action).is_open for action in several)
    assert len(statements) == 1
