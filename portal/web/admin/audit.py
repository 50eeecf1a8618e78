"""Who did what, and when."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import format_time, to_user_timezone
from flask_babel import gettext as _
from sqlalchemy import Select

from portal import clock
from portal.db import db
from portal.domain import audit
from portal.domain.listing import page_of
from portal.models.audit_entry import AuditEntry
from portal.web.access import May, may, me
from portal.web.csv import csv_answer
from portal.web.listing import Listing
from portal.web.numbers import whole
from portal.web.pages import page
from portal.web.things import THINGS, changes, place

bp = Blueprint("audit", __name__, url_prefix="/audit")
DAYS = {"7": 7, "30": 30, "365": 365}


@bp.get("", endpoint="list")
@may(May.AUDIT)
def index() -> ResponseReturnValue:
    """List the audit, filtered by person, thing, verb and time."""
    listing = _listing()
    rows = page_of(_chosen(listing), number=listing.number, size=50)
    return page(
        "admin/audit/list.html",
        listing=listing,
        page=rows,
        days=[list(entries) for _day, entries in groupby(rows.rows, key=_day_of)],
        choices=_choices(audit.facets()),
        place=place,
        changes=changes,
        format_time=format_time,
    )


@bp.get("/list.csv", endpoint="csv")
@may(May.AUDIT, writes=True)
def as_csv() -> ResponseReturnValue:
    """Hand the same list out as CSV."""
    found = db.session.scalars(_chosen(_listing()))
    rows = audit.export(found, of="audit_entries", by=me(), at=clock.now())
    header = [_("Time"), _("Who"), _("What"), _("Thing"), _("Number"), _("Name"), _("Before"), _("After")]
    return csv_answer("audit.csv", header, [_cells(entry) for entry in rows])


def _listing() -> Listing:
    return Listing(sorts={"-at": [AuditEntry.id]}, filters=["by", "thing", "verb", "days"])


def _chosen(listing: Listing) -> Select[Any]:
    days = DAYS.get(listing.filters["days"])
    return audit.entries(
        words=listing.words,
        by=request.args.get("by", type=whole),
        thing=listing.filters["thing"],
        verb=listing.filters["verb"],
        since=clock.now() - timedelta(days=days) if days else None,
    )


def _day_of(entry: AuditEntry) -> date:
    day: date = to_user_timezone(entry.at).date()
    return day


def _choices(facets: audit.Facets) -> dict[str, list[tuple[str, str]]]:
    return {
        "people": [(str(number), name) for number, name in facets.people.items()],
        "things": [(word, str(THINGS[word].name) if word in THINGS else word) for word in facets.things],
        "verbs": [(word, _(word).capitalize()) for word in facets.verbs],
    }


def _cells(entry: AuditEntry) -> list[object]:
    return [
        entry.at.isoformat(timespec="seconds"),
        entry.by.name if entry.by else _("The portal"),
        entry.verb,
        entry.thing,
        entry.thing_id,
        entry.label,
        entry.before or "",
        entry.after or "",
    ]
