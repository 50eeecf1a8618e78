"""The napkin: the draft as the page that it would be, and the verdict on it, while it is written."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock, judging
from portal.domain.paper.napkin import Napkin
from portal.domain.paper.napkin_verdict import Verdict
from portal.domain.program import napkin_questions, revisions
from portal.outside.pdf import RenderFailed
from portal.press.napkins import napkin_page
from portal.web.access import May, may, me
from portal.web.forms.base import landing_on
from portal.web.forms.napkins import NapkinForm
from portal.web.htmx import onward
from portal.web.limits import LOOK
from portal.web.napkins import advice, headline, trouble, with_verdict
from portal.web.pages import page, the_press
from portal.web.proofs import addresses_of

bp = Blueprint("napkins", __name__, url_prefix="/program/napkin")
DOTS_AN_INCH, PICTURES = 110, 2


@bp.get("", endpoint="page")
@may(May.RULES)
def show() -> ResponseReturnValue:
    """Show the draft as a napkin, and the verdict on it."""
    return _page(NapkinForm(obj=revisions.draft()))


@bp.post("")
@may(May.RULES)
def update() -> ResponseReturnValue:
    """Keep the deal and the rules in the draft, without the one that was cut."""
    typed = NapkinForm()
    cut = request.form.get("cut", type=int)
    said = _("Draft saved.") if cut is None else _("Cut.")
    if typed.validate_on_submit():
        lines = [line for place, line in enumerate(typed.lines.data) if place != cut]
        with landing_on(typed):
            revisions.write({"deal": typed.deal.data, "lines": lines}, by=me(), at=clock.now())
            return onward(url_for(".page"), notice=with_verdict(said), undo=url_for(".restore"))
    return _page(typed)


@bp.post("/trial", endpoint="check")
@may(May.RULES, reads=True)
@LOOK
def judge() -> ResponseReturnValue:
    """Judge what was typed, and keep nothing of it."""
    typed = NapkinForm()
    typed.validate_on_submit()
    return _page(typed)


@bp.post("/restoration")
@may(May.RULES)
def restore() -> ResponseReturnValue:
    """Undo what one wrote last."""
    revisions.take_back(by=me(), at=clock.now())
    return onward(url_for(".page"), notice=with_verdict(_("The draft is as it was.")))


def _page(typed: NapkinForm) -> ResponseReturnValue:
    napkin, verdict, pictures = _judged(typed)
    current = revisions.current()
    return page(
        "admin/napkins/page.html",
        form=typed,
        napkin=napkin,
        verdict=verdict,
        pictures=pictures,
        current=current,
        share=napkin_questions.share(current) if current else None,
        says={"headline": headline, "trouble": trouble, "advice": advice},
    )


def _judged(typed: NapkinForm) -> tuple[Napkin | None, Verdict | None, list[str]]:
    """Return what was typed as a napkin, the verdict and the pictures; nothing while it is wrong."""
    if typed.errors:
        return None, None, []
    deal, lines = typed.deal.data or "", typed.lines.data
    try:
        napkin, verdict = judging.of_typed(the_press(), deal=deal, lines=lines, at=clock.now())
        return napkin, verdict, _pictures(napkin)
    except RenderFailed:
        return None, None, []


def _pictures(napkin: Napkin) -> list[str]:
    """Return its first page, and what runs over on to a second one, as pictures."""
    return addresses_of(napkin_page(the_press(), napkin), dots_an_inch=DOTS_AN_INCH, most=PICTURES)
