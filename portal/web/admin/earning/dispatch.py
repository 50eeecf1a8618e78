"""Bringing redemptions on: one or several at once, cancelling, tracking, packing slips, labels."""

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from portal import clock, packing
from portal.domain.earning import redemption_desk, redemptions
from portal.domain.earning.redemption_desk import Brought
from portal.domain.refusal import Refused
from portal.models.earning.redemption import Redemption, RedemptionState
from portal.web.access import May, may, me, way_back
from portal.web.admin.earning.redemptions import one
from portal.web.errors import told
from portal.web.forms.base import landing_on
from portal.web.forms.earning.rewards import CancelForm, StepForm
from portal.web.htmx import onward
from portal.web.numbers import whole
from portal.web.pages import file_answer, page, the_press

bp = Blueprint("dispatch", __name__, url_prefix="/redemptions")
DONE = {
    RedemptionState.APPROVED: lazy_gettext("Approved"),
    RedemptionState.SENT: lazy_gettext("Sent"),
    RedemptionState.HANDED_OVER: lazy_gettext("Handed over"),
    RedemptionState.RECEIVED: lazy_gettext("Received"),
}
SAID = 5


@bp.post("/steps")
@may(May.REWARDS)
def bring_on() -> ResponseReturnValue:
    """Bring all that were ticked to a state; say of each that cannot come there why."""
    to = _state()
    brought = redemption_desk.bring_on(_ticked(), to, by=me(), at=clock.now())
    return onward(_back(), notice=_said(brought, to))


@bp.post("/<int:id>/steps")
@may(May.REWARDS)
def step(id: int) -> ResponseReturnValue:
    """Bring one redemption to its next state."""
    redemption, to, form = one(id), _state(), StepForm()
    if not form.validate_on_submit():
        raise Refused("Keep the tracking number to 200 characters.")
    extra = {"tracking": form.tracking.data} if to is RedemptionState.SENT else {}
    redemption_desk.STEPS[to](redemption, **extra, by=me(), at=clock.now())
    said = _("%(done)s: %(reward)s.", done=DONE[to], reward=redemption.reward.name)
    return onward(url_for("admin.redemptions.page", id=id), notice=said)


@bp.post("/<int:id>/tracking")
@may(May.REWARDS)
def track(id: int) -> ResponseReturnValue:
    """Note the number by which a parcel can be followed."""
    form = StepForm()
    if not form.validate_on_submit():
        raise Refused("Keep the tracking number to 200 characters.")
    redemption_desk.track(one(id), tracking=form.tracking.data, by=me(), at=clock.now())
    return onward(url_for("admin.redemptions.page", id=id), notice=_("The tracking number is saved."))


@bp.get("/<int:id>/cancellation")
@may(May.REWARDS)
def cancellation(id: int) -> ResponseReturnValue:
    """Say what cancelling does, and ask why."""
    return _confirm(one(id), CancelForm())


@bp.post("/<int:id>/cancellation")
@may(May.REWARDS)
def cancel(id: int) -> ResponseReturnValue:
    """Cancel a redemption; its credits and its stock are back."""
    redemption, form = one(id), CancelForm()
    if form.validate_on_submit():
        with landing_on(form):
            redemptions.cancel(redemption, reason=form.reason.data, by=me(), at=clock.now())
            return onward(url_for("admin.redemptions.page", id=id), notice=_("Cancelled."))
    return _confirm(redemption, form)


@bp.post("/slips")
@may(May.REWARDS)
def slips() -> ResponseReturnValue:
    """Hand over the packing slips of all that were ticked, as one PDF; say what cannot be packed."""
    ticked = _ticked()
    if left := _not_packed(ticked):
        return onward(_back(), notice=left)
    body = packing.slips(ticked, machine=the_press(), by=me(), at=clock.now())
    return file_answer(body, media_type="application/pdf", name="packing-slips.pdf")


@bp.post("/labels")
@may(May.REWARDS)
def labels() -> ResponseReturnValue:
    """Hand over address labels for all that were ticked, as one PDF; say what cannot be packed."""
    ticked = _ticked()
    if left := _not_packed(ticked):
        return onward(_back(), notice=left)
    start = request.form.get("start", type=whole) or 1
    body = packing.labels(ticked, start=start, machine=the_press(), by=me(), at=clock.now())
    return file_answer(body, media_type="application/pdf", name="address-labels.pdf")


def _not_packed(ticked: list[Redemption]) -> str:
    """Return what of the ticked cannot be packed and why, in words; nothing where all can."""
    left = [(each, why) for each in ticked if (why := packing.hindrance(each))]
    return _("Not packed. %(why)s", why=_each(left)) if left else ""


def _ticked() -> list[Redemption]:
    found = list(redemption_desk.several(request.form.getlist("id", type=whole)))
    if not found:
        raise Refused("Tick at least one.")
    if len(found) > packing.MOST:
        raise Refused("That is too many at once: %(most)s at most.", most=packing.MOST)
    return found


def _state() -> RedemptionState:
    wanted = {state.value: state for state in redemption_desk.STEPS}
    return wanted.get(request.form.get("to", "")) or abort(400)


def _back() -> str:
    return way_back(request.form.get("back")) or url_for("admin.redemptions.list")


def _said(brought: Brought, to: RedemptionState) -> str:
    done = ngettext("%(done)s: one.", "%(done)s: %(num)d.", len(brought.done), done=DONE[to])
    said = [str(done)] if brought.done else []
    if brought.refused:
        said.append(_("Not so: %(why)s", why=_each(brought.refused)))
    return " ".join(said)


def _each(refused: list[tuple[Redemption, Refused]]) -> str:
    """Return who could not be brought on and why, some of them in words, the others as a number."""
    said = " ".join(f"{each.reward.name}, {each.person.name}: {told(why)}" for each, why in refused[:SAID])
    more = len(refused) - SAID
    return f"{said} (+{more})" if more > 0 else said


def _confirm(redemption: Redemption, form: CancelForm) -> ResponseReturnValue:
    name, reward, taken = redemption.person.name, redemption.reward.name, redemption.credits
    back = [_("%(num)s credits go back to %(name)s.", num=taken, name=name)] if taken else []
    return page(
        "parts/confirm.html",
        form=form,
        title=_("Cancel %(reward)s for %(name)s?", reward=reward, name=name),
        text=[*back, _("It goes back into stock. %(name)s reads why in a letter.", name=name)],
        verb=_("Cancel it"),
        back=url_for("admin.redemptions.page", id=redemption.id),
    )
