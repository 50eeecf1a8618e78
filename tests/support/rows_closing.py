"""Quarters to close, and people whose quarter it was."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.domain import quarters
from portal.domain.earning import closing
from portal.models.earning.quarter_close import QuarterClose
from portal.models.joining.membership import Membership
from tests.support.rows_earning import earned
from tests.support.rows_onboarding import an_ambassador

LONDON = ZoneInfo("Europe/London")


def on(day: date) -> datetime:
    """Return noon of a day where the program is."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)


def a_member(
    points: int, *, joined: date = date(2025, 11, 3), earned_on: date = date(2026, 2, 1)
) -> Membership:
    """Make an ambassador who earned so many points on a day."""
    membership = an_ambassador(at=on(joined))
    if points:
        earned(membership, points, at=on(earned_on))
    return membership


def closed(*codes: str, at: datetime | None = None) -> list[QuarterClose]:
    """Close quarters one after the other, each on the day after it ended unless `at` says when."""
    return [
        closing.close(code, by=None, at=at or on(quarters.first_day(quarters.after(code)))) for code in codes
    ]
