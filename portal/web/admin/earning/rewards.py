"""Rewards: what there is to have, and what it costs."""

from datetime import date
from typing import Any, cast

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select

from portal import clock
from portal.db import db
from portal.domain import audit
from portal.domain.earning import rewards
from portal.domain.earning.rewards import Matter
from portal.domain.listing import page_of
from portal.domain.program import pictures
from portal.domain.programs import day_of
from portal.models.earning.reward import Reward
from portal.web.access import May, may, me
from portal.web.csv import csv_answer
from portal.web.forms.base import landing_on
from portal.web.forms.earning.rewards import NewRewardForm, RewardForm
from portal.web.htmx import onward
from portal.web.listing import Listing
from portal.web.napkins import judged, with_verdict
from portal.web.pages import page
from portal.web.pictures import brought

bp = Blueprint("rewards", __name__, url_prefix="/rewards")
HEADER = (
    *("name", "kind", "credits", "milestone", "standing", "stock", "per person"),
    *("price", "minutes", "from", "until", "retired"),
)


def one(id: int) -> Reward:
    """Return the reward with `id`, or answer that there is none."""
    return db.session.get(Reward, id) or abort(404)


@bp.get("", endpoint="list")
@may(May.REWARDS)
def index() -> ResponseReturnValue:
    """List the rewards in their order."""
    listing = _asked()
    found = page_of(_chosen(listing), number=listing.number)
    return page("admin/rewards/list.html", listing=listing, page=found, today=_today(), verdict=judged())


@bp.get("/list.csv", endpoint="csv")
@may(May.REWARDS, writes=True)
def as_csv() -> ResponseReturnValue:
    """Hand over the list as CSV; money in the program's currency."""
    rows = audit.export(db.session.scalars(_chosen(_asked())), of="rewards", by=me(), at=clock.now())
    return csv_answer("rewards.csv", HEADER, map(_row, rows))


@bp.get("/new")
@may(May.REWARDS)
def new() -> ResponseReturnValue:
    """Show the form of a further reward."""
    return page("admin/rewards/form.html", form=NewRewardForm(), reward=None)


@bp.post("")
@may(May.REWARDS)
def create() -> ResponseReturnValue:
    """Offer a further reward."""
    form = NewRewardForm()
    if form.validate_on_submit():
        with landing_on(form):
            first, codes = form.first.data, form.has_codes.data
            made = rewards.offer(**_matter(form), first=first, has_codes=codes, by=me(), at=clock.now())
            onto = url_for("admin.codes.page", id=made.id) if codes else url_for(".list")
            return onward(onto, notice=with_verdict(_("%(name)s is offered.", name=made.name)))
    return page("admin/rewards/form.html", form=form, reward=None)


@bp.get("/<int:id>")
@may(May.REWARDS)
def edit(id: int) -> ResponseReturnValue:
    """Show the form that changes a reward."""
    reward = one(id)
    return page("admin/rewards/form.html", form=RewardForm(obj=reward).show(reward), reward=reward)


@bp.post("/<int:id>")
@may(May.REWARDS)
def update(id: int) -> ResponseReturnValue:
    """Change a reward."""
    reward, form = one(id), RewardForm()
    if form.validate_on_submit():
        with landing_on(form):
            rewards.change(reward, **_matter(form), by=me(), at=clock.now())
            return onward(url_for(".list"), notice=with_verdict(_("%(name)s is saved.", name=reward.name)))
    return page("admin/rewards/form.html", form=form, reward=reward)


@bp.post("/<int:id>/retirement")
@may(May.REWARDS)
def retire(id: int) -> ResponseReturnValue:
    """Offer a reward no more."""
    reward = one(id)
    rewards.retire(reward, by=me(), at=clock.now())
    undo = url_for(".bring_back", id=id)
    return onward(
        url_for(".list"), notice=with_verdict(_("%(name)s is retired.", name=reward.name)), undo=undo
    )


@bp.post("/<int:id>/return")
@may(May.REWARDS)
def bring_back(id: int) -> ResponseReturnValue:
    """Offer a retired reward again."""
    reward = one(id)
    rewards.bring_back(reward, by=me(), at=clock.now())
    return onward(url_for(".list"), notice=with_verdict(_("%(name)s is offered again.", name=reward.name)))


def _matter(form: RewardForm) -> Matter:
    kept = brought(form, "picture", pictures.of_a_thing, none="no_picture")
    return cast(Matter, form.matter() | kept)


def _asked() -> Listing:
    sorts: dict[str, list[Any]] = {
        "place": [Reward.retired_at.is_not(None), Reward.position, Reward.id],
        "name": [Reward.name, Reward.id],
        "cost": [Reward.cost, Reward.id],
        "stock": [Reward.stock, Reward.id],
    }
    return Listing(sorts=sorts, filters=["kind", "state"])


def _chosen(listing: Listing) -> Select[Reward]:
    chosen = rewards.chosen(words=listing.words, on=_today(), **listing.filters)
    return listing.sorted(chosen)


def _row(reward: Reward) -> tuple[object, ...]:
    return (
        reward.name, reward.kind.value, reward.cost, reward.milestone and reward.milestone.value,
        reward.standing, reward.stock, reward.per_person, f"{reward.price / 100:.2f}", reward.handling,
        reward.from_on, reward.until_on, reward.retired_at and day_of(reward.retired_at),
    )  # fmt: skip


def _today() -> date:
    return day_of(clock.now())
