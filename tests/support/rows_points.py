"""A history of points, as the pictures tell it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.db import db
from portal.domain.earning import ledger
from portal.models.earning.entry import Entry, EntryKind, Ledger
from portal.models.joining.membership import Membership
from portal.models.person import Role
from tests.support.rows import a_person
from tests.support.rows_earning import earned
from tests.support.rows_onboarding import an_ambassador

LONDON = ZoneInfo("Europe/London")


def noon(day: date) -> datetime:
    """Return the middle of a day in London."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)


def fade(membership: Membership, quarter: str, amount: int, *, day: date, reason: str) -> None:
    """Enter what a close takes, without the close."""
    db.session.add(
        Entry(
            person_id=membership.person_id, ledger=Ledger.STANDING, kind=EntryKind.FADE,
            source=f"quarter:{quarter}", amount=-amount, reason=reason, day=day, quarter=quarter,
            at=noon(day),
        )
    )  # fmt: skip
    ledger.balance_of(membership.person).standing -= amount
    db.session.flush()


def a_history() -> Membership:
    """Return an ambassador who earned 422, was corrected to 412, faded to 309, and earned 60 more."""
    membership = an_ambassador(at=noon(date(2025, 7, 1)), name="Maya Okafor")
    manager = a_person(name="Ines Calder", role=Role.MANAGER, at=noon(date(2025, 7, 1)))
    earned(membership, 322, at=noon(date(2025, 12, 1)), by=manager)
    earned(membership, 100, at=noon(date(2026, 2, 7)), by=manager)
    ledger.correct(
        membership.person, standing=-10, credits=-10, reason="Counted twice.", key="k", by=manager,
        at=noon(date(2026, 3, 13)),
    )  # fmt: skip
    fade(membership, "2026Q1", 103, day=date(2026, 3, 31), reason="−25 % of 412 = −103")
    earned(membership, 60, at=noon(date(2026, 4, 14)), by=manager)
    return membership
