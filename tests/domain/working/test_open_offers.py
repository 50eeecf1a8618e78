"""What can still be done until a day, and how often."""

from datetime import date, timedelta

import pytest

from portal.domain.working import open_offers
from portal.models.working.action import Limit
from tests.support.rows_earning import a_submission
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_points import noon
from tests.support.rows_working import an_action

pytestmark = pytest.mark.usefixtures("app")
TODAY, LAST = date(2026, 2, 10), date(2026, 3, 31)
AT = noon(TODAY)


def test_what_is_open_or_opens_in_time_counts_as_often_as_its_limit() -> None:
    membership = an_ambassador(at=noon(date(2025, 11, 3)))
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 4, 30)}
    an_action("Once", on=LAST, at=AT, base_points=30, minutes=20)
    an_action("Monthly", on=LAST, at=AT, limit=Limit.MONTHLY, **days)
    an_action("Up to four", on=LAST, at=AT, limit=Limit.UP_TO, limit_count=4, **days)
    an_action("Too late", on=LAST + timedelta(days=1), at=AT)
    an_action("Over", on=TODAY - timedelta(days=1), at=AT)
    done = an_action("Done", on=TODAY, at=AT)
    a_submission(membership, action=done, at=AT)
    found = open_offers.until(membership, last=LAST, at=AT)
    assert {(offer.name, offer.limit) for offer in found} == {("Once", 1), ("Monthly", 2), ("Up to four", 4)}
    once = next(offer for offer in found if offer.name == "Once")
    assert (once.points, once.minutes) == (90, 20)


def test_what_was_sent_in_counts_off() -> None:
    membership = an_ambassador(at=noon(date(2025, 11, 3)))
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 4, 30)}
    monthly = an_action("Monthly", on=LAST, at=AT, limit=Limit.MONTHLY, **days)
    several = an_action("Up to four", on=LAST, at=AT, limit=Limit.UP_TO, limit_count=4, **days)
    a_submission(membership, action=monthly, at=AT)
    a_submission(membership, action=several, at=AT)
    found = open_offers.until(membership, last=LAST, at=AT)
    assert {(offer.name, offer.limit) for offer in found} == {("Monthly", 1), ("Up to four", 3)}
