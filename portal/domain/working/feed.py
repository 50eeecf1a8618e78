"""The calendar as a feed for other calendars (RFC 5545): the public one, and each ambassador's own."""

from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from portal.domain.working import calendar, plans
from portal.domain.working.plans import Due
from portal.models.joining.membership import Membership
from portal.models.program import Program

PAST = timedelta(days=62)
COMING = timedelta(days=400)


def ics(program: Program, *, page: str, on: date) -> bytes:
    """Return the public feed around the date `on`; `page` is the absolute address of the calendar's page."""
    return _feed(program, calendar.planned(on - PAST, on + COMING).dues, page=page)


def own(membership: Membership, program: Program, *, page: str, on: date) -> bytes:
    """Return one ambassador's plan around the date `on`; days since joining are dates in it."""
    return _feed(program, plans.between(membership, on - PAST, on + COMING), page=page)


def _feed(program: Program, dues: Iterable[Due], *, page: str) -> bytes:
    """Every action is an all-day event from the day it opens to the day it is due, in the program's own days.

    It keeps its UID for good, and its stamp says when it was changed last.
    """
    feed = Calendar()
    feed.add("prodid", "-//Ambassador portal//Calendar//EN")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", program.name)
    feed.add("x-wr-timezone", program.time_zone)
    feed.add("x-published-ttl", "PT6H")
    for due in dues:
        feed.add_component(_event(due, page))
    body: bytes = feed.to_ical()
    return body


def _event(due: Due, page: str) -> Event:
    action = due.action
    event = Event()
    event.add("uid", f"action-{action.id}@{urlsplit(page).hostname}")
    event.add("dtstamp", action.changed_at)
    event.add("last-modified", action.changed_at)
    event.add("dtstart", due.opens)
    event.add("dtend", due.on + timedelta(days=1))
    event.add("summary", action.title)
    if action.about:
        event.add("description", action.about)
    if action.activity_type:
        event.add("categories", [action.activity_type.name])
    event.add("url", f"{page}#a{action.id}")
    event.add("transp", "TRANSPARENT")
    return event
