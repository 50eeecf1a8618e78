"""The only reader of the wall clock."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment in UTC, with its zone."""
    return datetime.now(UTC)
