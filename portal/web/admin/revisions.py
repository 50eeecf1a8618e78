"""The rules: drafted a subject at a time, previewed, published."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from portal import clock
from portal.domain.program import revisions
from portal.domain.programs import day_of
from portal.web.access import May, may, me
from portal.web.forms.base import Form, landing_on
from portal.web.forms.rules import (
    CadenceForm,
    DealForm,
    DisclosureForm,
    PublishForm,
    RenewalForm,
    ReviewingForm,
    StandForm,
    WorkForm,
)
from portal.web.htmx import onward
from portal.web.napkins import judged, with_verdict
from portal.web.numbers import whole
from portal.web.pages import page
from portal.web.rules import shown

bp = Blueprint("revisions", __name__, url_prefix="/program/rules")


@dataclass(frozen=True)
class Subject:
    """Some fields of the rules that are written together."""

    title: LazyString
    form: type[Form]


SUBJECTS = {
    "stand": Subject(_("What you stand for, and why"), StandForm),
    "deal": Subject(_("The deal and the lines"), DealForm),
    "work": Subject(_("What you expect, and what you give"), WorkForm),
    "cadence": Subject(_("Cadence and formats"), CadenceForm),
    "reviewing": Subject(_("Reviewing and bands"), ReviewingForm),
    "renewal": Subject(_("Renewal, fading, leaving"), RenewalForm),
    "disclosure": Subject(_("Disclosure"), DisclosureForm),
}


@bp.get("", endpoint="page")
@may(May.RULES)
def overview() -> ResponseReturnValue:
    """Show what the draft would change, and publish it."""
    return _overview(PublishForm(draft=str(revisions.draft().id)))


@bp.get("/preview")
@may(May.RULES)
def preview() -> ResponseReturnValue:
    """Show the draft as people would read it."""
    return page("admin/revisions/preview.html", **_draft())


@bp.get("/<subject>")
@may(May.RULES)
def form(subject: str) -> ResponseReturnValue:
    """Show the form of one subject."""
    known = SUBJECTS.get(subject) or abort(404)
    return _form(subject, known.form(obj=revisions.draft()))


@bp.post("/<subject>")
@may(May.RULES)
def update(subject: str) -> ResponseReturnValue:
    """Write one subject of the draft."""
    known = SUBJECTS.get(subject) or abort(404)
    typed = known.form()
    if typed.validate_on_submit():
        with landing_on(typed):
            changes = {field.name: field.data for field in typed if field.name in revisions.MATTER}
            revisions.write(changes, by=me(), at=clock.now())
            return onward(url_for(".page"), notice=with_verdict(gettext("Draft saved.")))
    return _form(subject, typed)


@bp.post("/publication")
@may(May.RULES)
def publish() -> ResponseReturnValue:
    """Publish the draft as the next revision."""
    typed = PublishForm()
    if typed.validate_on_submit():
        with landing_on(typed):
            draft = request.form.get("draft", 0, whole)
            fresh = revisions.publish(draft, note=typed.note.data, by=me(), at=clock.now())
            said = gettext("Revision %(number)s is published.", number=fresh.number)
            return onward(url_for("public.rules.page"), notice=said)
    return _overview(typed)


def _overview(typed: PublishForm) -> ResponseReturnValue:
    return page("admin/revisions/page.html", form=typed, subjects=SUBJECTS, verdict=judged(), **_draft())


def _form(subject: str, typed: Form) -> ResponseReturnValue:
    return page("admin/revisions/form.html", form=typed, subject=subject, subjects=SUBJECTS)


def _draft() -> dict[str, Any]:
    return shown(revisions.draft(), revisions.published(), today=day_of(clock.now()))
