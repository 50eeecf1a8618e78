"""Three questions about the rules, as one who was asked answers them."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.program import napkin_questions
from portal.web.access import May, may
from portal.web.ambassador.mine import mine
from portal.web.forms.base import landing_on
from portal.web.forms.paper.napkin_questions import NapkinQuestionsForm
from portal.web.htmx import onward
from portal.web.pages import page

bp = Blueprint("napkin_questions", __name__, url_prefix="/questions")


@bp.route("", methods=["GET", "POST"])
@may(May.AMBASSADOR)
def form() -> ResponseReturnValue:
    """Answer what I was asked, once; then thanks."""
    asked = napkin_questions.latest_of(mine()) or abort(404)
    form = NapkinQuestionsForm()
    if form.validate_on_submit():
        with landing_on(form):
            napkin_questions.answer(asked, **form.matter(), at=clock.now())
            return onward(url_for(".form"))
    why = napkin_questions.why_not(asked)
    return page("ambassador/napkin_questions/form.html", form=form, asked=asked, why=why)
