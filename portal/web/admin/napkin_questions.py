"""Asking three ambassadors about the rules, and marking what they answered."""

from collections.abc import Sequence

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import clock
from portal.db import db
from portal.domain.joining import ambassadors
from portal.domain.program import napkin_candidates, napkin_questions, revisions
from portal.models.joining.membership import Membership
from portal.models.paper.napkin_answer import NapkinAnswer
from portal.web.access import May, may, me
from portal.web.forms.base import Form, landing_on
from portal.web.htmx import onward, swap
from portal.web.numbers import whole
from portal.web.pages import page

bp = Blueprint("napkin_questions", __name__, url_prefix="/program/napkin/questions")
MARKS = {"yes": True, "no": False}


@bp.get("", endpoint="page")
@may(May.RULES)
def show() -> ResponseReturnValue:
    """Show whom to ask, what was answered, and how many knew."""
    return _page(Form())


@bp.post("")
@may(May.RULES)
def ask() -> ResponseReturnValue:
    """Ask those who were chosen."""
    form, chosen = Form(), request.form.getlist("id", type=whole)[: napkin_candidates.AT_ONCE + 1]
    if form.validate_on_submit():
        with landing_on(form):
            asked = napkin_questions.put(revisions.current(), _of(chosen), by=me(), at=clock.now())
            notice = ngettext(
                "Asked. It stands on their page.", "%(num)d asked. It stands on their pages.", len(asked)
            )
            return onward(url_for(".page"), notice=notice)
    return _page(form, chosen)


@bp.post("/<int:id>/mark")
@may(May.RULES)
def mark(id: int) -> ResponseReturnValue:
    """Say whether somebody knew."""
    asked = db.session.get(NapkinAnswer, id) or abort(404)
    knew = MARKS.get(request.form.get("knew", ""))
    if knew is None:
        abort(400)
    napkin_questions.mark(asked, knew=knew, by=me(), at=clock.now())
    return swap(
        "admin/napkin_questions/_round.html",
        otherwise=url_for(".page"),
        notice=_("Marked."),
        round=napkin_questions.round_of(asked.revision),
    )


def _of(ids: Sequence[int]) -> list[Membership]:
    """Return those who were chosen, each as often as chosen, without those that there are not."""
    found = db.session.scalars(ambassadors.chosen().where(Membership.id.in_(ids)))
    known = {each.id: each for each in found}
    return [known[each] for each in ids if each in known]


def _page(form: Form, chosen: Sequence[int] | None = None) -> ResponseReturnValue:
    revision, now = revisions.current(), clock.now()
    free = napkin_candidates.free(revision, at=now) if revision else []
    if chosen is None:
        chosen = [each.id for each in napkin_candidates.draw(free, revision)] if revision else []
    return page(
        "admin/napkin_questions/page.html",
        form=form,
        revision=revision,
        free=free,
        chosen=chosen,
        rounds=napkin_questions.rounds(),
    )
