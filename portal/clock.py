"""The only reader of the wall clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return the present moment in UTC, with its zone."""
    return datetime.now(UTC)


def today(zone: str) -> date:
    """Return the date in the time zone named `zone` (IANA name)."""
    return datetime.now(ZoneInfo(zone)).date()
