"""The public calendar as a feed for other calendars (RFC 5545)."""

from datetime import date, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from portal.domain.working import calendar
from portal.domain.working.plans import Due
from portal.models.program import Program

PAST = timedelta(days=62)
COMING = timedelta(days=400)


def ics(program: Program, *, page: str, on: date) -> bytes:
    """Return the feed around the date `on`; `page` is the absolute address of the calendar's page.

    Every action is an all-day event from the day it opens to the day it is due, in the program's
    own days; it keeps its UID for good, and its stamp says when it was changed last.
    """
    feed = Calendar()
    feed.add("prodid", "-//Ambassador portal//Calendar//EN")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", program.name)
    feed.add("x-wr-timezone", program.time_zone)
    feed.add("x-published-ttl", "PT6H")
    for due in calendar.planned(on - PAST, on + COMING).dues:
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
