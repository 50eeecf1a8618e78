"""The rubric, as an admin words and weighs it."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.joining import rubric
from portal.domain.joining.rubric import Line
from portal.web.access import May, may, me
from portal.web.forms.base import landing_on
from portal.web.forms.joining.deciding import RubricForm
from portal.web.htmx import onward
from portal.web.pages import page

bp = Blueprint("rubric", __name__, url_prefix="/rubric")


@bp.get("")
@may(May.PROGRAM)
def form() -> ResponseReturnValue:
    """Show the rubric in its form."""
    lines = rubric.lines()
    return page("admin/rubric/form.html", form=RubricForm(data={"lines": lines}), lines=lines)


@bp.post("")
@may(May.PROGRAM)
def update() -> ResponseReturnValue:
    """Change words and weights."""
    form, lines = RubricForm(), rubric.lines()
    if len(form.lines) != len(lines):
        abort(400)
    if form.validate_on_submit():
        with landing_on(form):
            typed = zip(lines, form.lines, strict=True)
            changed = {line.id: Line(**entry.form.data) for line, entry in typed}
            rubric.revise(changed, reason=form.reason.data or "", by=me(), at=clock.now())
            return onward(url_for(".form"), notice=_("The rubric is saved."))
    return page("admin/rubric/form.html", form=form, lines=lines)
