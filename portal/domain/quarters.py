"""Calendar quarters, by a code like 2026Q4."""

import re
from datetime import date, timedelta

from portal.domain.refusal import Refused

_CODE = re.compile(r"([0-9]{4})Q([1-4])")


def of(day: date) -> str:
    """Return the quarter that a day is in."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def first_day(quarter: str) -> date:
    """Return the day on which a quarter begins. Raises `Refused` for what is no quarter."""
    parts = _CODE.fullmatch(quarter)
    if parts is None or not 1 <= int(parts[1]) < 9999:
        raise Refused("A quarter reads like 2026Q4.", "quarter")
    return date(int(parts[1]), int(parts[2]) * 3 - 2, 1)


def last_day(quarter: str) -> date:
    """Return the day on which a quarter ends."""
    return first_day(after(quarter)) - timedelta(days=1)


def after(quarter: str, count: int = 1) -> str:
    """Return the quarter `count` quarters later."""
    start = first_day(quarter)
    number = start.year * 4 + (start.month - 1) // 3 + count
    return f"{number // 4}Q{number % 4 + 1}"


def before(quarter: str, count: int = 1) -> str:
    """Return the quarter `count` quarters earlier."""
    return after(quarter, -count)
