"""The calendar as staff keep it: planning, changing, copying, moving and ending actions."""

from typing import Any

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.db import db
from portal.domain import audit
from portal.domain.listing import page_of
from portal.domain.programs import day_of
from portal.domain.working import actions, activity_types, briefs, desk
from portal.models.working.action import Action
from portal.models.working.activity_type import ActivityType
from portal.web.access import May, may, me
from portal.web.csv import csv_answer
from portal.web.forms.base import landing_on
from portal.web.forms.working.planning import AUDIENCES, ActionForm, DatesForm
from portal.web.htmx import onward
from portal.web.listing import Listing
from portal.web.pages import page

bp = Blueprint("actions", __name__, url_prefix="/calendar")

HEADER = (
    *("day", "until", "action", "type", "format", "for"),
    *("minutes", "base", "weight", "points", "public", "ended"),
)


def asked() -> Listing:
    """Return the list as its address asks for it."""
    sorts: dict[str, list[Any]] = {
        "day": [desk.DUE.is_(None), desk.DUE, Action.id],
        "title": [Action.title, Action.id],
        "minutes": [Action.minutes, Action.id],
    }
    return Listing(sorts=sorts, filters=["state", "type", "audience"])


@bp.get("", endpoint="list")
@may(May.CALENDAR)
def index() -> ResponseReturnValue:
    """List the actions, those open or to come first."""
    listing, now = asked(), clock.now()
    today = day_of(now)
    chosen = desk.chosen(**listing.filters, words=listing.words, today=today)
    return page(
        "admin/actions/list.html",
        listing=listing,
        page=page_of(listing.sorted(chosen), number=listing.number),
        counts=desk.counts(today=today),
        outlook=desk.outlook(today=today),
        types=activity_types.in_use(),
        audiences=AUDIENCES,
        today=today,
        stale=now - briefs.STALE_AFTER,
    )


@bp.get("/list.csv", endpoint="csv")
@may(May.CALENDAR, writes=True)
def as_csv() -> ResponseReturnValue:
    """Hand over the list as CSV."""
    listing, now = asked(), clock.now()
    chosen = desk.chosen(**listing.filters, words=listing.words, today=day_of(now))
    rows = audit.export(db.session.scalars(listing.sorted(chosen)), of="actions", by=me(), at=now)
    return csv_answer("calendar.csv", HEADER, map(_row, rows))


@bp.get("/new")
@may(May.CALENDAR)
def new() -> ResponseReturnValue:
    """Show the form of a new action."""
    kinds = activity_types.in_use()
    return _form(ActionForm(starts_on=day_of(clock.now())).offer(kinds), kinds)


@bp.post("")
@may(May.CALENDAR)
def create() -> ResponseReturnValue:
    """Put a new action on the calendar."""
    kinds = activity_types.in_use()
    form = ActionForm().offer(kinds)
    if form.validate_on_submit():
        with landing_on(form):
            action = actions.plan(**form.plan(kinds, briefs.current()), by=me(), at=clock.now())
            said = _("%(title)s is on the calendar.", title=action.title)
            return onward(url_for(".list"), notice=said)
    return _form(form, kinds)


@bp.get("/<int:id>")
@may(May.CALENDAR)
def edit(id: int) -> ResponseReturnValue:
    """Show the form of an action."""
    action = _one(id)
    kinds = _kinds(action)
    form = ActionForm(obj=action, follows_brief=action.brief_id is not None).offer(kinds)
    form.activity_type.data = str(action.activity_type_id or "")
    return _form(form, kinds, action)


@bp.post("/<int:id>")
@may(May.CALENDAR)
def update(id: int) -> ResponseReturnValue:
    """Change an action."""
    action = _one(id)
    kinds = _kinds(action)
    form = ActionForm().offer(kinds)
    if form.validate_on_submit():
        with landing_on(form):
            plan = form.plan(kinds, action.brief or briefs.current())
            actions.change(action, **plan, by=me(), at=clock.now())
            return onward(url_for(".edit", id=id), notice=_("%(title)s is saved.", title=action.title))
    return _form(form, kinds, action)


@bp.get("/<int:id>/dates")
@may(May.CALENDAR)
def dates(id: int) -> ResponseReturnValue:
    """Ask for new dates."""
    return _dates(DatesForm(obj=_one(id)), _one(id))


@bp.post("/<int:id>/dates")
@may(May.CALENDAR)
def move(id: int) -> ResponseReturnValue:
    """Move an action to other dates."""
    action, form = _one(id), DatesForm()
    if form.validate_on_submit():
        with landing_on(form):
            starts, ends = form.starts_on.data, form.ends_on.data
            actions.move(action, starts_on=starts, ends_on=ends, by=me(), at=clock.now())
            return onward(url_for(".list"), notice=_("%(title)s is moved.", title=action.title))
    return _dates(form, action)


@bp.get("/<int:id>/copies")
@may(May.CALENDAR)
def again(id: int) -> ResponseReturnValue:
    """Ask for the dates of a copy."""
    return _dates(DatesForm(), _one(id), copy=True)


@bp.post("/<int:id>/copies")
@may(May.CALENDAR)
def copy(id: int) -> ResponseReturnValue:
    """Plan the same once more."""
    action, form = _one(id), DatesForm()
    if form.validate_on_submit():
        with landing_on(form):
            starts, ends = form.starts_on.data, form.ends_on.data
            actions.copy(action, starts_on=starts, ends_on=ends, by=me(), at=clock.now())
            return onward(url_for(".list"), notice=_("%(title)s is copied.", title=action.title))
    return _dates(form, action, copy=True)


@bp.post("/<int:id>/end")
@may(May.CALENDAR)
def end(id: int) -> ResponseReturnValue:
    """Take an action off the calendar."""
    action = _one(id)
    actions.end(action, by=me(), at=clock.now())
    undo = url_for(".resume", id=id)
    return onward(url_for(".list"), notice=_("%(title)s has ended.", title=action.title), undo=undo)


@bp.post("/<int:id>/return")
@may(May.CALENDAR)
def resume(id: int) -> ResponseReturnValue:
    """Put an ended action back on the calendar."""
    action = _one(id)
    actions.resume(action, by=me(), at=clock.now())
    return onward(url_for(".edit", id=id), notice=_("%(title)s is back on the calendar.", title=action.title))


def _one(id: int) -> Action:
    return db.session.get(Action, id) or abort(404)


def _kinds(action: Action) -> list[ActivityType]:
    """The types that may be chosen: those in use, and the one that the action has."""
    kinds = activity_types.in_use()
    mine = action.activity_type
    return kinds if mine is None or mine in kinds else [*kinds, mine]


def _form(form: ActionForm, kinds: list[ActivityType], action: Action | None = None) -> ResponseReturnValue:
    kind = next((kind for kind in kinds if str(kind.id) == form.activity_type.data), None)
    brief = briefs.current()
    return page("admin/actions/form.html", form=form, action=action, kind=kind, brief=brief)


def _dates(form: DatesForm, action: Action, *, copy: bool = False) -> ResponseReturnValue:
    return page("admin/actions/dates.html", form=form, action=action, copy=copy)


def _row(action: Action) -> tuple[object, ...]:
    kind = action.activity_type
    return (
        action.starts_on or action.from_day,
        action.ends_on or action.to_day,
        action.title,
        kind.name if kind else "",
        action.format,
        action.audience,
        action.minutes,
        action.base_points,
        kind.weight if kind else "",
        action.points,
        "yes" if action.public else "no",
        action.ended_at and action.ended_at.date(),
    )
