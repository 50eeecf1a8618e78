"""The brief: reading it, publishing a new version, saying that it still holds."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.working import briefs
from portal.models.working.brief import Brief
from portal.web.access import May, may, me
from portal.web.forms.base import landing_on
from portal.web.forms.working.planning import BriefForm
from portal.web.htmx import onward
from portal.web.pages import page

bp = Blueprint("briefs", __name__, url_prefix="/program/brief")


@bp.get("", endpoint="page")
@may(May.CALENDAR)
def show() -> ResponseReturnValue:
    """Show the brief in force, its age, and its versions."""
    return _shown(briefs.current())


@bp.get("/<int:number>")
@may(May.CALENDAR)
def older(number: int) -> ResponseReturnValue:
    """Show a version as it was published."""
    return _shown(briefs.numbered(number) or abort(404))


@bp.get("/next")
@may(May.CALENDAR)
def form() -> ResponseReturnValue:
    """Show the form of the next version."""
    last = briefs.current()
    examples = {"example": last.right, "counter": last.wrong} if last else {}
    return page("admin/briefs/form.html", form=BriefForm(obj=last, **examples))


@bp.post("/next")
@may(May.CALENDAR)
def publish() -> ResponseReturnValue:
    """Publish the next version."""
    form = BriefForm()
    if form.validate_on_submit():
        with landing_on(form):
            matter = {field.name: field.data for field in form if field.name in briefs.MATTER}
            matter |= {"right": form.example.data, "wrong": form.counter.data}
            brief = briefs.publish(**matter, by=me(), at=clock.now())
            said = _("Version %(number)s is published.", number=brief.number)
            return onward(url_for(".page"), notice=said)
    return page("admin/briefs/form.html", form=form)


@bp.post("/review")
@may(May.CALENDAR)
def review() -> ResponseReturnValue:
    """Note that the brief was read again and still holds."""
    brief = briefs.current() or abort(404)
    briefs.review(brief, by=me(), at=clock.now())
    return onward(url_for(".page"), notice=_("Noted: it still holds today."))


def _shown(brief: Brief | None) -> ResponseReturnValue:
    now = clock.now()
    return page(
        "admin/briefs/page.html",
        brief=brief,
        versions=briefs.versions(),
        age=briefs.age(brief, at=now) if brief else 0,
        stale=briefs.is_stale(brief, at=now) if brief else False,
    )
