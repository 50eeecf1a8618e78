"""What the program is set to, a subject a page."""

from dataclasses import dataclass

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from portal import clock
from portal.domain import openings, programs
from portal.domain.joining import doors
from portal.domain.program import pictures
from portal.models.program import Program
from portal.web.access import May, may, me
from portal.web.admin.shades import shades
from portal.web.forms.base import Form, landing_on
from portal.web.forms.program import (
    ContactForm,
    DoingForm,
    DoorsForm,
    EntryForm,
    LookForm,
    NameForm,
    PlaceForm,
)
from portal.web.htmx import onward
from portal.web.openings import tell
from portal.web.pages import page, the_program
from portal.web.pictures import Recognise, brought

bp = Blueprint("program", __name__, url_prefix="/program")


@dataclass(frozen=True)
class Subject:
    """One page of settings."""

    title: LazyString
    form: type[Form]


SUBJECTS = {
    "name": Subject(_("Name and promise"), NameForm),
    "look": Subject(_("Colour and logo"), LookForm),
    "contact": Subject(_("Contact person"), ContactForm),
    "place": Subject(_("Place and paper"), PlaceForm),
    "doors": Subject(_("Doors and season"), DoorsForm),
    "entry": Subject(_("How people get in"), EntryForm),
    "doing": Subject(_("How work is done"), DoingForm),
}
UPLOADS: dict[str, tuple[Recognise, str]] = {
    "logo": (pictures.logo, "no_logo"),
    "contact_photo": (pictures.photo, "no_photo"),
}


@bp.get("", endpoint="page")
@may(May.PROGRAM)
def overview() -> ResponseReturnValue:
    """Show every subject and what it is set to."""
    return page("admin/program/page.html", subjects=SUBJECTS, today=programs.day_of(clock.now()))


@bp.get("/<subject>")
@may(May.PROGRAM)
def form(subject: str) -> ResponseReturnValue:
    """Show the form of one subject."""
    known = SUBJECTS.get(subject) or abort(404)
    return _shown(subject, known.form(obj=the_program()))


@bp.post("/<subject>")
@may(May.PROGRAM)
def update(subject: str) -> ResponseReturnValue:
    """Keep one subject."""
    known = SUBJECTS.get(subject) or abort(404)
    typed = known.form()
    if typed.validate_on_submit():
        with landing_on(typed):
            told = _keep(typed)
            kept = gettext("%(subject)s: saved.", subject=str(known.title))
            return onward(url_for(".form", subject=subject), notice=f"{kept} {told}".strip())
    return _shown(subject, typed)


def _shown(subject: str, typed: Form) -> ResponseReturnValue:
    colour = request.args.get("colour", "").lower() or the_program().brand_colour
    if subject == "look" and not typed.is_submitted():
        typed.brand_colour.data = colour
    return page(
        f"admin/program/{subject}.html",
        form=typed,
        subject=subject,
        subjects=SUBJECTS,
        shades=shades(colour) if subject == "look" else None,
        waiting=len(openings.waiting()) if subject == "doors" else 0,
        shut=doors.shut(the_program(), on=programs.day_of(clock.now())),
    )


def _keep(typed: Form) -> str:
    """Change the program as typed; return what else happened, in a sentence."""
    now = clock.now()
    changes = {field.name: field.data for field in typed if field.name in Program.__table__.columns}
    for name, (recognise, none) in UPLOADS.items():
        if name in typed:
            changes |= brought(typed, name, recognise, none=none)
    programs.change(changes, by=me(), at=now)
    count = tell(by=me(), at=now) if "doors" in changes else 0
    if not count:
        return ""
    return str(ngettext("One person who waited is told.", "%(num)d people who waited are told.", count))
