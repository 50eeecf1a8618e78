"""Months, each by its first day; in addresses and choices they read like 2026-12."""

from datetime import MAXYEAR, MINYEAR, date, timedelta

from portal.domain.refusal import Refused


def of(day: date) -> date:
    """Return the month that a day is in."""
    return day.replace(day=1)


def after(month: date, count: int = 1) -> date:
    """Return the month `count` months later."""
    months = month.year * 12 + month.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def before(month: date, count: int = 1) -> date:
    """Return the month `count` months earlier."""
    return after(month, -count)


def last_day(month: date) -> date:
    """Return the day on which a month ends."""
    return after(month) - timedelta(days=1)


def whole(first: date, last: date) -> int:
    """Return how many whole months lie from one day to another, both of them counted."""
    end = last + timedelta(days=1)
    passed = (end.year - first.year) * 12 + end.month - first.month
    return max(0, passed - (end.day < first.day))


def code(month: date) -> str:
    """Return a month as it reads in addresses: 2026-12."""
    return f"{month.year:04}-{month.month:02}"


def named(text: str) -> date:
    """Return the month that reads like 2026-12. Raises `Refused` for anything else."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Refused("A month reads like 2026-12.", "month") from None
    if not MINYEAR + 1 < month.year < MAXYEAR - 1:
        raise Refused("A month reads like 2026-12.", "month")
    return month
