"""The short ways in: one link from where it is asked for, several links at once."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import clock
from portal.domain.working import activity_types, own_work, pasted, submissions
from portal.domain.working.pasted import Outcome
from portal.web.access import May, may, me
from portal.web.ambassador.mine import mine
from portal.web.ambassador.working.sending import action_of, begun, brought, form_page, wording
from portal.web.errors import told
from portal.web.forms.base import landing_on
from portal.web.forms.working.submissions import LinksForm
from portal.web.htmx import asked_by_htmx, onward, swap
from portal.web.limits import sends, too_often
from portal.web.numbers import whole
from portal.web.pages import page

bp = Blueprint("links", __name__)
QUICK = "ambassador/submissions/_quick.html"


@bp.post("/actions/<int:id>/link")
@may(May.AMBASSADOR)
@sends()
def create(id: int) -> ResponseReturnValue:
    """Send in the link that the next thing asks for; in place, or as a page of its own."""
    form = brought()
    action = action_of(id)
    if form.fit(action).offer(None).validate_on_submit():
        with landing_on(form):
            sent = begun(form, action=action)
            if sent.is_editable:
                submissions.send(sent, at=clock.now())
            notice = _("Sent in: %(title)s.", title=sent.title)
            home = url_for("ambassador.home.page")
            return swap(QUICK, otherwise=home, notice=notice, action=action, sent=sent)
    if asked_by_htmx():
        return page(QUICK, form=form, action=action, quick=form, wording=wording())
    return form_page(form, action=action)


@bp.get("/links", endpoint="form")
@may(May.AMBASSADOR)
def ask() -> ResponseReturnValue:
    """Show the form for several links at once."""
    return _page(LinksForm(about=request.args.get("about", "")).offer(_abouts()))


@bp.post("/links")
@may(May.AMBASSADOR)
@sends()
def several() -> ResponseReturnValue:
    """Make a draft of each link; those that cannot be taken stay in the form, each with why."""
    form = LinksForm().offer(_abouts())
    if form.validate_on_submit():
        with landing_on(form):
            if why := too_often():
                raise why
            outcome = _drafted(form)
            if outcome.refused:
                form.links.data = [line for line, _why in outcome.refused]
                return _page(form, outcome)
            said = ngettext("One draft is made.", "%(num)d drafts are made.", len(outcome.done))
            return onward(url_for("ambassador.submissions.list", state="draft"), notice=said)
    return _page(form)


@bp.post("/sendings")
@may(May.AMBASSADOR)
@sends(lambda: len(request.form.getlist("id")[: pasted.MOST]))
def send() -> ResponseReturnValue:
    """Send the ticked drafts in, as far as they are ready."""
    if why := too_often():
        raise why
    ids = request.form.getlist("id", type=whole)[: pasted.MOST]
    outcome = pasted.send_each(own_work.drafts(me(), ids), at=clock.now())
    said = [ngettext("One piece is sent in.", "%(num)d pieces are sent in.", len(outcome.done))]
    said += [f"{title}: {told(why)}" for title, why in outcome.refused]
    return onward(url_for("ambassador.submissions.list", state="draft"), notice=" ".join(said))


def _drafted(form: LinksForm) -> Outcome:
    way, _dash, number = form.about.data.partition("-")
    kind = next((each for each in activity_types.in_use() if f"type-{each.id}" == form.about.data), None)
    return pasted.draft_each(
        mine(),
        form.links.data,
        action=action_of(int(number)) if way == "action" else None,
        kind=kind,
        at=clock.now(),
        minutes=form.minutes.data or 0,
        disclosed=form.disclosed.data,
        licensed=form.licensed.data,
    )


def _abouts() -> list[tuple[str, str]]:
    """What several links can be for: types, and actions that can be done more than once."""
    often = pasted.answerable(mine(), at=clock.now())
    kinds = [(f"type-{kind.id}", kind.name) for kind in activity_types.in_use()]
    return kinds + [(f"action-{action.id}", action.title) for action in often]


def _page(form: LinksForm, outcome: Outcome | None = None) -> ResponseReturnValue:
    return page(
        "ambassador/submissions/links.html", form=form, outcome=outcome, most=pasted.MOST, wording=wording()
    )
