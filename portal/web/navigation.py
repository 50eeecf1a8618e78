"""The words of the navigation, by room."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from portal.web.access import May, can

ROOMS: dict[str, tuple[tuple[LazyString, str, May], ...]] = {
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
        (_("Program"), "admin.agreements.list", May.PROGRAM),
    ),
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
    place = endpoint.rpartition(".")[0]
    return [
        Item(label=label, href=url_for(target), current=target.rpartition(".")[0] == place)
        for label, target, needed in ROOMS.get(room, ROOMS["public"])
        if can(needed)
    ]
