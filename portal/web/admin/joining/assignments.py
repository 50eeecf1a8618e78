"""Giving applications to readers."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from portal import clock
from portal.domain.joining import assignments, desk
from portal.domain.joining.desk import Reader
from portal.domain.joining.narrowing import Narrowing
from portal.models.joining.application import Application
from portal.web.access import May, may, me
from portal.web.admin.joining.lists import chosen
from portal.web.forms.base import Form, landing_on
from portal.web.htmx import onward
from portal.web.numbers import whole
from portal.web.pages import page, the_program

bp = Blueprint("assignments", __name__, url_prefix="/applications/readers")


@bp.get("")
@may(May.PEOPLE)
def form() -> ResponseReturnValue:
    """Show who would read what; each choice can be changed."""
    readers = desk.surroundings(me(), Narrowing()).readers
    ticked = chosen()
    plan = assignments.suggest(ticked, readers=readers, needed=the_program().reviews_needed)
    return _page(Form(), ticked, readers, plan)


@bp.post("")
@may(May.PEOPLE)
def create() -> ResponseReturnValue:
    """Give the applications to the readers that were chosen."""
    form, ticked = Form(), chosen()
    plan = {each.id: request.form.getlist(f"reader-{each.id}", type=whole) for each in ticked}
    if form.validate_on_submit():
        with landing_on(form):
            assignments.assign(ticked, readers=plan, by=me(), at=clock.now())
            notice = ngettext(
                "One application has its readers.", "%(num)d applications have their readers.", len(ticked)
            )
            return onward(url_for("admin.applications.list"), notice=notice)
    return _page(form, ticked, desk.surroundings(me(), Narrowing()).readers, plan)


def _page(
    form: Form, ticked: list[Application], readers: list[Reader], plan: dict[int, list[int]]
) -> ResponseReturnValue:
    return page(
        "admin/assignments/form.html",
        form=form,
        applications=ticked,
        readers=readers,
        plan=plan,
        shut_out={each.id: assignments.shut_out(each) for each in ticked},
    )
