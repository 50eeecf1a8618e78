"""What anyone may see of the calendar."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.domain import months, programs
from portal.domain.working import actions, activity_types, calendar, desk
from tests.conftest import NOW
from tests.support.rows_working import a_type, an_action

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(DAYS, st.integers(0, 6))
def test_months_hold_every_day_once(day: date, first_weekday: int) -> None:
    for month in calendar.months(day.replace(day=1), [], first_weekday=first_weekday):
        shown = [on for week in month.weeks for on in week if on]
        assert shown == [month.first + timedelta(days=number) for number in range(len(shown))]
        assert months.after(month.first) == shown[-1] + timedelta(days=1)
        assert all(week[0] is None or week[0].weekday() == first_weekday for week in month.weeks)


def test_an_offer_is_what_a_type_earns_and_how_long_it_takes(app: object) -> None:
    for number, (base, minutes) in enumerate([(10, 30), (10, 0), (20, 45), (20, 60), (10, 60)]):
        an_action(on=date(2026, 3, 1 + number), base_points=base, minutes=minutes, at=NOW)
    actions.plan(title="Soon", from_day=0, starts_on=None, activity_type=a_type("Forum"), by=None, at=NOW)
    shelf = calendar.planned(date(2026, 3, 1), date(2026, 3, 31))
    found = {
        offer.kind.name: (offer.points, offer.minutes)
        for offer in calendar.offers(activity_types.in_use(), shelf)
    }
    assert found == {
        "Forum": (10, None),
        "Content": (30, 60),
        "Mentoring": (40, None),
        "Speaking": (50, None),
    }


def test_the_season_to_come_is_shown_before_it_begins(app: object) -> None:
    programs.change({"season_starts": date(2026, 5, 6), "season_ends": date(2026, 8, 2)}, by=None, at=NOW)
    an_action("In it", on=date(2026, 5, 4), at=NOW)
    start, shelf = calendar.season(NOW.date())
    assert (start, [due.action.title for due in shelf.dues]) == (date(2026, 5, 4), ["In it"])


def test_the_outlook_names_the_weeks_without_anything(app: object) -> None:
    for day in (date(2026, 2, 12), date(2026, 3, 1), date(2026, 3, 12)):
        an_action(on=day, minutes=45, public=False, at=NOW)
    an_action(on=date(2026, 3, 12), minutes=60, at=NOW)
    seen = desk.outlook(today=NOW.date())
    assert (seen.count, seen.last, seen.fullest) == (4, date(2026, 3, 12), 105)
    assert seen.empty == [date(2026, 2, 16), date(2026, 3, 2)]
