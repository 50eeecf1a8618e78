"""Activity types: adding, describing, reweighing, retiring."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from portal import clock
from portal.db import db
from portal.domain.programs import day_of
from portal.domain.working import activity_types
from portal.models.working.activity_type import ActivityType
from portal.web.access import May, may, me
from portal.web.forms.base import Form, landing_on
from portal.web.forms.working.planning import NewTypeForm, TypeForm, WeightForm
from portal.web.htmx import onward
from portal.web.napkins import judged, with_verdict
from portal.web.pages import page

bp = Blueprint("activity_types", __name__, url_prefix="/program/activity-types")


@bp.get("", endpoint="list")
@may(May.PROGRAM)
def index() -> ResponseReturnValue:
    """List the types, how far each carries, and how that changed."""
    return page("admin/activity_types/list.html", types=activity_types.every(), verdict=judged())


@bp.get("/new")
@may(May.PROGRAM)
def new() -> ResponseReturnValue:
    """Show the form of a further type."""
    return _form(NewTypeForm(weight=1))


@bp.post("")
@may(May.PROGRAM)
def create() -> ResponseReturnValue:
    """Add a type."""
    form = NewTypeForm()
    if form.validate_on_submit():
        with landing_on(form):
            weight = form.weight.data or 0
            activity_types.add(**_said(form), weight=weight, by=me(), at=clock.now())
            return onward(url_for(".list"), notice=with_verdict(_("%(name)s is added.", name=form.name.data)))
    return _form(form)


@bp.get("/<int:id>")
@may(May.PROGRAM)
def edit(id: int) -> ResponseReturnValue:
    """Show the form that describes a type."""
    kind = _one(id)
    return _form(TypeForm(obj=kind), kind=kind)


@bp.post("/<int:id>")
@may(May.PROGRAM)
def update(id: int) -> ResponseReturnValue:
    """Describe a type anew."""
    kind, form = _one(id), TypeForm()
    if form.validate_on_submit():
        with landing_on(form):
            activity_types.describe(kind, **_said(form), by=me(), at=clock.now())
            return onward(url_for(".list"), notice=with_verdict(_("%(name)s is saved.", name=kind.name)))
    return _form(form, kind=kind)


@bp.get("/<int:id>/weight")
@may(May.PROGRAM)
def weight(id: int) -> ResponseReturnValue:
    """Show the form that changes how far a type carries."""
    kind = _one(id)
    return _weight(kind, WeightForm(weight=kind.weight, on=day_of(clock.now())))


@bp.post("/<int:id>/weight")
@may(May.PROGRAM)
def reweigh(id: int) -> ResponseReturnValue:
    """Change how far a type carries."""
    kind, form = _one(id), WeightForm()
    if form.validate_on_submit():
        with landing_on(form):
            weight, on, reason = form.weight.data or 0, form.on.data, form.reason.data
            activity_types.reweigh(kind, weight=weight, on=on, reason=reason, by=me(), at=clock.now())
            return onward(url_for(".list"), notice=with_verdict(_carries(kind, weight, on)))
    return _weight(kind, form)


@bp.post("/<int:id>/retirement")
@may(May.PROGRAM)
def retire(id: int) -> ResponseReturnValue:
    """Offer a type no more."""
    kind = _one(id)
    activity_types.retire(kind, by=me(), at=clock.now())
    undo = url_for(".bring_back", id=id)
    return onward(url_for(".list"), notice=with_verdict(_("%(name)s is retired.", name=kind.name)), undo=undo)


@bp.post("/<int:id>/return")
@may(May.PROGRAM)
def bring_back(id: int) -> ResponseReturnValue:
    """Offer a retired type again."""
    kind = _one(id)
    activity_types.bring_back(kind, by=me(), at=clock.now())
    return onward(url_for(".list"), notice=with_verdict(_("%(name)s is offered again.", name=kind.name)))


def _carries(kind: ActivityType, weight: int, on: date) -> str:
    if on <= day_of(clock.now()):
        return str(_("%(name)s carries %(weight)s× now.", name=kind.name, weight=weight))
    day = format_date(on, "d MMMM y")
    return str(_("%(name)s carries %(weight)s× from %(day)s on.", name=kind.name, weight=weight, day=day))


def _one(id: int) -> ActivityType:
    return db.session.get(ActivityType, id) or abort(404)


def _said(form: TypeForm) -> dict[str, Any]:
    return {name: form[name].data for name in ("name", "about", "base_points")}


def _form(form: Form, *, kind: ActivityType | None = None) -> ResponseReturnValue:
    return page("admin/activity_types/form.html", form=form, kind=kind)


def _weight(kind: ActivityType, form: WeightForm) -> ResponseReturnValue:
    return page("admin/activity_types/weight.html", form=form, kind=kind)
