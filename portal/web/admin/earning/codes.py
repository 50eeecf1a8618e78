"""The codes of one reward: pasted, kept sealed, handed out once each; staff see how each ends."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import clock
from portal.domain.earning import codes
from portal.domain.earning.codes import Pasted
from portal.domain.listing import page_of
from portal.models.earning.reward import Reward, RewardCode
from portal.web.access import May, may, me
from portal.web.admin.earning.rewards import one
from portal.web.forms.base import Form, landing_on
from portal.web.forms.earning.rewards import CodesForm
from portal.web.htmx import onward
from portal.web.listing import Listing
from portal.web.pages import page, the_seal

bp = Blueprint("codes", __name__, url_prefix="/rewards/<int:id>/codes")
SHOWN = 5


@bp.get("", endpoint="page")
@may(May.REWARDS)
def show(id: int) -> ResponseReturnValue:
    """Show the codes of a reward, those to hand out first, and take more."""
    return _page(one(id), CodesForm())


@bp.post("")
@may(May.REWARDS)
def create(id: int) -> ResponseReturnValue:
    """Keep the codes that were pasted."""
    reward, form = one(id), CodesForm()
    if form.validate_on_submit():
        with landing_on(form):
            pasted = codes.add(reward, form.codes.data, seal=the_seal(), by=me(), at=clock.now())
            return onward(url_for(".page", id=id), notice=_told(pasted))
    return _page(reward, form)


@bp.get("/<int:code_id>/withdrawal")
@may(May.REWARDS)
def withdrawal(id: int, code_id: int) -> ResponseReturnValue:
    """Say what withdrawing a code does."""
    return _confirm(_free(id, code_id), Form())


@bp.post("/<int:code_id>/withdrawal")
@may(May.REWARDS)
def withdraw(id: int, code_id: int) -> ResponseReturnValue:
    """Throw a code away that nobody has."""
    code, form = _free(id, code_id), Form()
    if form.validate_on_submit():
        with landing_on(form):
            codes.withdraw(code, by=me(), at=clock.now())
            return onward(url_for(".page", id=id), notice=_("The code is withdrawn."))
    return _confirm(code, form)


def _free(id: int, code_id: int) -> RewardCode:
    return codes.free(one(id), code_id) or abort(404)


def _confirm(code: RewardCode, form: Form) -> ResponseReturnValue:
    ending = codes.ending(code, seal=the_seal())
    ended = (
        _("the code that ends in …%(ending)s", ending=ending) if ending else _("a code that cannot be opened")
    )
    return page(
        "parts/confirm.html",
        form=form,
        title=_("Withdraw %(code)s?", code=ended),
        text=[
            _("Nobody gets it any more, and there is one less to hand out."),
            _("It is thrown away here only: where it is redeemed, it works as before."),
        ],
        verb=_("Withdraw it"),
        back=url_for(".page", id=code.reward_id),
    )


def _page(reward: Reward, form: CodesForm) -> ResponseReturnValue:
    sorts: dict[str, list[Any]] = {
        "order": [RewardCode.redemption_id.is_not(None), RewardCode.id],
        "added": [RewardCode.id],
    }
    listing = Listing(sorts=sorts, filters=["state"])
    chosen = codes.of(reward, words=listing.words, **listing.filters)
    found = page_of(listing.sorted(chosen), number=listing.number)
    seal = the_seal()
    return page(
        "admin/codes/page.html",
        form=form,
        reward=reward,
        asked=codes.asked_for(reward),
        listing=listing,
        page=found,
        endings={code.id: codes.ending(code, seal=seal) for code in found.rows},
        owners=codes.owners(found.rows),
    )


def _told(pasted: Pasted) -> str:
    added = ngettext("One code is added.", "%(num)d codes are added.", pasted.added)
    said = [str(added) if pasted.added else str(_("No code is added."))]
    if pasted.known:
        said.append(_("Known already: %(codes)s.", codes=_some(pasted.known)))
    if pasted.twice:
        said.append(_("More than once in the list, kept once: %(codes)s.", codes=_some(pasted.twice)))
    return " ".join(said)


def _some(lines: Sequence[str]) -> str:
    """Return some of the lines by how they end, and how many more there are."""
    ends = ", ".join(f"…{codes.end_of(line)}" for line in lines[:SHOWN])
    more = len(lines) - SHOWN
    return f"{ends} (+{more})" if more > 0 else ends
