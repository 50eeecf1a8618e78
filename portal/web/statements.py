"""Which part of a statement an address asks for, and the words for its parts."""

from dataclasses import dataclass
from datetime import date

from flask import request
from flask_babel import format_date
from flask_babel import gettext as _

from portal.domain import quarters
from portal.domain.earning.statements import Statement
from portal.domain.refusal import Refused

ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Period:
    """A part of a statement: its words, and what the address says for it."""

    words: str
    value: str
    current: bool


def asked(today: date) -> str:
    """Return the quarter that the address asks for: this one unless it says so, "" for all of time."""
    wanted = request.args.get("quarter", "")
    if wanted == ALL:
        return ""
    try:
        quarters.first_day(wanted)
    except Refused:
        return quarters.of(today)
    return wanted


def periods(statement: Statement, *, today: date) -> list[Period]:
    """Return the parts that can be asked for by a word: this quarter, the last, and all of time."""
    this = quarters.of(today)
    last = quarters.before(this)
    offered = [(_("This quarter"), this), (_("Last quarter"), last)]
    if statement.quarter not in {this, last, ""}:
        offered.append((named(statement.quarter), statement.quarter))
    if statement.first:
        since = _("Since %(month)s", month=format_date(statement.first, "LLLL y"))
        offered.append((since, ""))
    return [
        Period(words=words, value=value or ALL, current=value == statement.quarter)
        for words, value in offered
    ]


def named(quarter: str) -> str:
    """Say a quarter by its months."""
    first, last = quarters.first_day(quarter), quarters.last_day(quarter)
    months = {"first": format_date(first, "LLLL"), "last": format_date(last, "LLLL y")}
    return str(_("%(first)s to %(last)s", **months))


FILTERS = {"quarter": named, "quarter_end": quarters.last_day, "quarter_before": quarters.before}
