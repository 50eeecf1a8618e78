"""The words of the navigation, by room."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from portal.web.access import May, can

Word = tuple[LazyString, str, May]

ROOMS: dict[str, tuple[Word, ...]] = {
    "public": (
        (_("The deal"), "public.home.page", May.ANYONE),
        (_("Rules"), "public.rules.page", May.ANYONE),
        (_("Calendar"), "public.calendar.page", May.ANYONE),
        (_("Apply"), "public.applications.form", May.ANYONE),
    ),
    "ambassador": (
        (_("Today"), "ambassador.home.page", May.JOIN),
        (_("Calendar"), "ambassador.calendar.page", May.AMBASSADOR),
        (_("Documents"), "ambassador.documents.list", May.JOIN),
    ),
    "admin": (
        (_("Today"), "admin.home.page", May.DESK),
        (_("Applications"), "admin.applications.list", May.REVIEW),
        (_("Ambassadors"), "admin.memberships.list", May.PEOPLE),
        (_("Documents"), "admin.documents.list", May.DOCUMENTS),
    ),
}

# What stands below the word Program, for staff: the second row of words.
PROGRAM: tuple[Word, ...] = (
    (_("Settings"), "admin.program.page", May.PROGRAM),
    (_("Rules"), "admin.revisions.page", May.PROGRAM),
    (_("Activity types"), "admin.activity_types.list", May.PROGRAM),
    (_("Brief"), "admin.briefs.page", May.CALENDAR),
    (_("Agreement"), "admin.agreements.list", May.PROGRAM),
    (_("Letters"), "admin.letter_templates.list", May.PROGRAM),
    (_("Staff"), "admin.staff.list", May.STAFF),
    (_("Outbox"), "admin.letters.list", May.OUTBOX),
    (_("Audit"), "admin.audit.list", May.AUDIT),
)
# Places without a word of their own, and whose word they stand under.
INSIDE = {
    "admin.assignments": "admin.applications",
    "admin.reviews": "admin.applications",
    "admin.decisions": "admin.applications",
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One word of the navigation."""

    label: LazyString
    href: str
    current: bool
    count: int | None = None


def items(endpoint: str) -> list[Item]:
    """Return the navigation of the room that `endpoint` is in, as far as the visitor may go."""
    room = endpoint.split(".")[0]
    found = _as_far_as_allowed(ROOMS.get(room, ROOMS["public"]), endpoint)
    below = _as_far_as_allowed(PROGRAM, endpoint) if room == "admin" else []
    if below:
        here = any(item.current for item in below)
        found.append(Item(label=_("Program"), href=below[0].href, current=here))
    return found


def subitems(endpoint: str) -> list[Item]:
    """Return the words below Program, where `endpoint` is one of them."""
    found = _as_far_as_allowed(PROGRAM, endpoint) if endpoint.startswith("admin.") else []
    return found if any(item.current for item in found) else []


def _as_far_as_allowed(words: tuple[Word, ...], endpoint: str) -> list[Item]:
    place = INSIDE.get(endpoint.rpartition(".")[0], endpoint.rpartition(".")[0])
    return [
        Item(label=label, href=url_for(target), current=_is_here(target, place))
        for label, target, needed in words
        if can(needed)
    ]


def _is_here(target: str, place: str) -> bool:
    """Whether the page asked for is of the same place as `target`, or lies below its address."""
    below = "" if target.split(".")[1] == "home" else f"{url_for(target)}/"
    return target.rpartition(".")[0] == place or bool(below and request.path.startswith(below))
