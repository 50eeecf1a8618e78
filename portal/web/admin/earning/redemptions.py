"""The queue of redemptions: what was asked for, what is to be packed, what is on its way."""

from typing import Any

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from portal import clock
from portal.db import db
from portal.domain import audit
from portal.domain.earning import redemption_desk, redemptions
from portal.domain.listing import page_of
from portal.domain.programs import day_of
from portal.models.earning.redemption import Redemption, RedemptionState
from portal.models.earning.reward import Reward
from portal.models.person import Person
from portal.web.access import May, may, me
from portal.web.csv import csv_answer
from portal.web.forms.earning.rewards import StepForm
from portal.web.listing import Listing
from portal.web.pages import page

bp = Blueprint("redemptions", __name__, url_prefix="/redemptions")
HEADER = (
    *("number", "reward", "name", "mail", "state", "asked", "changed"),
    *("credits", "milestone", "address", "tracking"),
)


def one(id: int) -> Redemption:
    """Return the redemption with `id`, or answer that there is none."""
    return redemption_desk.one(id) or abort(404)


@bp.get("", endpoint="list")
@may(May.REWARDS)
def index() -> ResponseReturnValue:
    """List what waits, the oldest first; other piles by their word."""
    listing = _asked()
    return page(
        "admin/redemptions/list.html",
        listing=listing,
        page=page_of(_chosen(listing), number=listing.number),
        counts=redemption_desk.counts(),
        rewards=redemption_desk.asked_for(),
        number_of=redemption_desk.number_of,
    )


@bp.get("/list.csv", endpoint="csv")
@may(May.REWARDS, writes=True)
def as_csv() -> ResponseReturnValue:
    """Hand over the list as CSV."""
    found = db.session.scalars(_chosen(_asked()))
    rows = audit.export(found, of="redemptions", by=me(), at=clock.now())
    return csv_answer("redemptions.csv", HEADER, map(_row, rows))


@bp.get("/<int:id>", endpoint="page")
@may(May.REWARDS)
def show(id: int) -> ResponseReturnValue:
    """Show one redemption: its steps, where it goes, what is next."""
    redemption = one(id)
    nexts = [state for state in redemption_desk.STEPS if redemptions.may(redemption, state)]
    return page(
        "admin/redemptions/page.html",
        redemption=redemption,
        number=redemption_desk.number_of(redemption),
        form=StepForm(tracking=redemption.tracking),
        nexts=nexts,
        cancels=redemptions.may(redemption, RedemptionState.CANCELLED),
    )


def _asked() -> Listing:
    sorts: dict[str, list[Any]] = {
        "asked": [Redemption.asked_at, Redemption.id],
        "name": [Person.name, Redemption.id],
        "reward": [Reward.name, Redemption.id],
        "changed": [Redemption.changed_at, Redemption.id],
    }
    return Listing(sorts=sorts, filters=["state", "reward"])


def _chosen(listing: Listing) -> Select[Redemption]:
    return listing.sorted(redemption_desk.chosen(words=listing.words, **listing.filters))


def _row(redemption: Redemption) -> tuple[object, ...]:
    return (
        redemption_desk.number_of(redemption),
        redemption.reward.name,
        redemption.person.name,
        redemption.person.email,
        redemption.state.value,
        day_of(redemption.asked_at),
        day_of(redemption.changed_at),
        redemption.credits,
        redemption.milestone,
        redemption.address,
        redemption.tracking,
    )
