"""Deciding: one at a time or several quietly, taking it back, and sending what was held."""

from datetime import date

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from portal import clock
from portal.domain import charts
from portal.domain.joining import decisions, desk, held_letters, rubric
from portal.domain.joining.decisions import STAND_IN, Verdict
from portal.domain.joining.narrowing import Narrowing
from portal.domain.post import letters
from portal.domain.post.letter_templates import Words
from portal.models.joining.application import Application, ApplicationState
from portal.models.joining.decision import Outcome
from portal.web.access import May, may, me
from portal.web.addresses import absolute
from portal.web.admin.joining import wording
from portal.web.admin.joining.lists import chosen
from portal.web.forms.base import Form, landing_on
from portal.web.forms.joining.deciding import DecisionForm, TogetherForm
from portal.web.htmx import elsewhere, onward
from portal.web.numbers import whole
from portal.web.pages import page

bp = Blueprint("decisions", __name__, url_prefix="/applications")
LINKS = {
    Outcome.APPROVED: "public.welcome.form",
    Outcome.WAITLISTED: "public.applications.show",
    Outcome.DECLINED: "public.applications.show",
}


@bp.get("/deciding")
@may(May.DECIDE)
def first() -> ResponseReturnValue:
    """Lead to the first application that waits for a decision."""
    return elsewhere(_next())


@bp.get("/<int:id>/decision")
@may(May.DECIDE)
def form(id: int) -> ResponseReturnValue:
    """Show the scores, and the letter of the outcome and reason in the address."""
    application = desk.one(id, seen_by=me()) or abort(404)
    outcome, reason = _asked()
    after = str(application.decision.id) if application.decision else ""
    typed = {"after": after, **vars(_letter(application, outcome, reason))}
    return _page(application, DecisionForm(data=typed))


@bp.post("/<int:id>/decision")
@may(May.DECIDE)
def create(id: int) -> ResponseReturnValue:
    """Decide, and send the letter or hold it."""
    application, form = desk.one(id, seen_by=me()) or abort(404), DecisionForm()
    if "rewrite" in request.form:
        outcome, reason = _asked()
        return elsewhere(url_for(".form", id=id, outcome=outcome.value, reason=reason))
    if form.validate_on_submit():
        with landing_on(form):
            made = decisions.decide(application, _verdict(form), by=me(), at=clock.now())
            notice = _("%(done)s: %(name)s.", done=wording.DONE[made.outcome], name=application.name)
            return onward(_next(), notice=notice, undo=url_for(".delete", id=id))
    return _page(application, form)


@bp.post("/<int:id>/decision/reversal", endpoint="delete")
@may(May.DECIDE)
def reverse(id: int) -> ResponseReturnValue:
    """Take the last decision back."""
    application = desk.one(id, seen_by=me()) or abort(404)
    decisions.undo(application, by=me(), at=clock.now())
    notice = _("Undone. No letter leaves for %(name)s.", name=application.name)
    return onward(url_for(".form", id=id), notice=notice)


@bp.get("/decisions")
@may(May.DECIDE)
def together() -> ResponseReturnValue:
    """Say what will happen when several are decided at once."""
    return _together(TogetherForm(), chosen())


@bp.post("/decisions")
@may(May.DECIDE)
def create_together() -> ResponseReturnValue:
    """Decide several, and hold their letters."""
    form, ticked = TogetherForm(), chosen()
    form.verdict.choices = _verdicts()
    if form.validate_on_submit():
        with landing_on(form):
            outcome, _colon, reason = form.verdict.data.partition(":")
            for application in ticked:
                verdict = _quiet(application, Outcome(outcome), reason)
                decisions.decide(application, verdict, by=me(), at=clock.now())
            return onward(url_for(".held"), notice=_held_back(len(ticked)))
    return _together(form, ticked)


@bp.get("/letters")
@may(May.DECIDE)
def held() -> ResponseReturnValue:
    """Show the letters that were held."""
    return page("admin/decisions/held.html", form=Form(), decisions=held_letters.all_held())


@bp.post("/letters")
@may(May.DECIDE)
def send() -> ResponseReturnValue:
    """Send the held letters that were ticked."""
    ticked = set(request.form.getlist("id", type=whole))
    going = [each for each in held_letters.all_held() if each.id in ticked]
    held_letters.send(going, by=me(), at=clock.now())
    notice = ngettext("One letter is on its way.", "%(num)d letters are on their way.", len(going))
    return onward(url_for("admin.applications.list"), notice=notice)


def _held_back(count: int) -> str:
    return str(ngettext("Decided; its letter waits here.", "Decided; %(num)d letters wait here.", count))


def _asked() -> tuple[Outcome, str]:
    try:
        outcome = Outcome(request.args.get("outcome", Outcome.APPROVED))
    except ValueError:
        abort(404)
    reason = request.form.get("reason") or request.args.get("reason", "")
    return outcome, reason if reason in decisions.REASONS[outcome] else ""


def _verdict(form: DecisionForm) -> Verdict:
    outcome, reason = _asked()
    return Verdict(
        outcome=outcome,
        reason=reason,
        subject=form.subject.data,
        body=form.body.data,
        note=form.note.data or "",
        quiet=form.quietly.data,
        after=request.form.get("after", type=whole),
    )


def _quiet(application: Application, outcome: Outcome, reason: str) -> Verdict:
    return Verdict(
        outcome=outcome,
        reason=reason,
        quiet=True,
        after=request.form.get(f"after-{application.id}", type=whole),
        **vars(_letter(application, outcome, reason)),
    )


def _letter(application: Application, outcome: Outcome, reason: str) -> Words:
    """Return the letter as it will be sent, with a stand-in for the link that does not exist yet."""
    day: date | None = decisions.reapply_on(outcome, at=clock.now())
    values = {
        "name": application.name,
        "number": application.number,
        "reason": wording.TOLD[outcome].get(reason, ""),
        "note": "",
        "reapply_on": format_date(day, "d MMMM y") if day else "",
        "link": absolute(LINKS[outcome], token=STAND_IN),
    }
    if outcome is Outcome.APPROVED:
        values["again"] = absolute("public.passwords.form")
    return letters.compose(outcome.value, **values)


def _page(application: Application, form: DecisionForm) -> ResponseReturnValue:
    outcome, reason = _asked()
    waiting = _waiting()
    return page(
        "admin/decisions/form.html",
        form=form,
        application=application,
        outcome=outcome,
        reason=reason,
        wording=wording,
        waiting=waiting,
        lines=rubric.lines(),
        spread=charts.spread,
        earlier=decisions.earlier(application),
        hindrance=decisions.hindrance(application, by=me()),
        held=len(held_letters.all_held()),
    )


def _together(form: TogetherForm, ticked: list[Application]) -> ResponseReturnValue:
    form.verdict.choices = _verdicts()
    reasons = {each.id: decisions.hindrance(each, by=me()) for each in ticked}
    return page(
        "admin/decisions/together.html",
        form=form,
        applications=ticked,
        hindrances=reasons,
        free=[each for each, why in reasons.items() if why is None],
    )


def _verdicts() -> list[tuple[str, str]]:
    each = [
        (f"{outcome}:{code}", f"{wording.VERBS[outcome]}: {words}")
        for outcome, reasons in wording.REASONS.items()
        for code, words in reasons.items()
    ]
    return [("", _("Choose what is decided, and why")), *each]


def _waiting() -> list[Application]:
    to = Narrowing(state=ApplicationState.TO_DECIDE)
    return list(desk.every(me(), to, order=desk.sorts(me())["due"]))


def _next() -> str:
    waiting = _waiting()
    return url_for(".form", id=waiting[0].id) if waiting else url_for("admin.applications.list")
