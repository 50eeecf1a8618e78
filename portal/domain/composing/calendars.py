"""What a calendar for the wall says, gathered from the public calendar."""

from datetime import timedelta

from babel import Locale

from portal.domain import months
from portal.domain.composing.letterhead import as_printed, document_of
from portal.domain.composing.order import Order
from portal.domain.composing.words import said
from portal.domain.paper.wall import MONTHS, WallCalendar, WallEntry
from portal.domain.programs import day_of, the_program
from portal.domain.refusal import Refused
from portal.domain.working import calendar
from portal.domain.working.plans import Due
from portal.models.paper.document import DocumentKind
from portal.models.program import Paper

WEEK = 7
SHEETS = {Paper.A4: ("A3", "A4"), Paper.LETTER: ("Tabloid", "Letter")}


def compose(order: Order) -> WallCalendar:
    """Return three months from the chosen `month` (2026-12), or from the present one where none is chosen.

    `size` is `large` or `small`. What is public is on it, on the day that it is due, in whole weeks as the
    program's language begins them. Raises `Refused` where nothing is planned.
    """
    program, chosen = the_program(), order.choices.get("month", "")
    first = months.named(chosen) if chosen else months.of(day_of(order.at))
    last = months.last_day(months.after(first, MONTHS - 1))
    locale = Locale.parse(program.language)
    opens = first - timedelta(days=(first.weekday() - locale.first_week_day) % WEEK)
    closes = last + timedelta(days=(locale.first_week_day - 1 - last.weekday()) % WEEK)
    dues = calendar.planned(opens, closes).dues
    if not any(first <= due.on <= last for due in dues):
        raise Refused("Nothing is planned in these months.")
    large = order.choices.get("size") != "small"
    return WallCalendar(
        document=document_of(order, made_from=f"{months.code(first)} {SHEETS[program.paper][not large]}"),
        program=as_printed(program, order.pictures),
        first=first,
        last=last,
        opens=opens,
        closes=closes,
        large=large,
        weekend=weekend(locale),
        under=said(order, DocumentKind.CALENDAR, "under"),
        entries=tuple(_entry(due) for due in dues),
    )


def weekend(locale: Locale) -> frozenset[int]:
    """Return the days of the week (Monday is 0) on which a place rests, as CLDR has them."""
    start, length = locale.weekend_start, (locale.weekend_end - locale.weekend_start) % WEEK + 1
    return frozenset((start + later) % WEEK for later in range(length))


def _entry(due: Due) -> WallEntry:
    action, kind = due.action, due.action.activity_type
    return WallEntry(
        on=due.on,
        title=action.title,
        format=action.format or (kind.name if kind else ""),
        base=action.base_points if kind else 0,
        weight=kind.weight if kind else 0,
    )
