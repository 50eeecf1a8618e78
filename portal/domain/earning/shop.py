"""The shop window of one person: what they can have now, next and later, and what is on its way."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import db
from portal.domain.earning import forecasts, milestones, offers
from portal.domain.refusal import Refused
from portal.models.earning.entry import Balance
from portal.models.earning.redemption import Redemption, RedemptionState, RedemptionStep
from portal.models.earning.reward import Milestone, Reward
from portal.models.joining.membership import Membership
from portal.models.person import Person

CLOSED = (RedemptionState.RECEIVED, RedemptionState.CANCELLED)
HAD = 6


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A reward for credits, and every reason why it cannot be had."""

    reward: Reward
    reasons: list[Refused]
    balance: Balance

    @property
    def missing(self) -> int:
        """Return how many credits it takes still."""
        return max(0, (self.reward.cost or 0) - self.balance.credits)

    @property
    def hindrances(self) -> list[Refused]:
        """Return the reasons that more credits do not take away."""
        return [why for why in self.reasons if why.field != "credits"]


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A reward on a milestone: the latest grant of it, or how near it is.

    `missing` is what standing lacks; `due` says that it is reached, and comes when there is stock;
    `by` is the day of the next renewal.
    """

    reward: Reward
    granted: Redemption | None
    missing: int = 0
    due: bool = False
    by: date | None = None


@dataclass(frozen=True, kw_only=True)
class Shop:
    """All of it, in the order of the page."""

    balance: Balance
    now: list[Offer] = field(default_factory=list)
    next: Offer | None = None
    later: list[Offer] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    away: list[Redemption] = field(default_factory=list)
    had: list[Redemption] = field(default_factory=list)


def window(membership: Membership, *, on: date) -> Shop:
    """Return the shop as a person sees it on a day, in as many statements however much there is."""
    person = membership.person
    worked = milestones.has_approved_work(person)
    balance, has_worked = db.session.execute(
        select(Balance, worked).where(Balance.person_id == person.id)
    ).one()
    mine = _mine(person)
    rows = db.session.execute(_shown(person, on)).all()
    offered = [
        _offer(reward, membership, balance=balance, had=had, on=on) for reward, had in rows if reward.cost
    ]
    grants = {each.reward_id: each for each in reversed(mine) if _stands(each)}
    renewal = forecasts.next_renewal(membership, on=on)
    goals = [
        _goal(reward, grants.get(reward.id), balance=balance, has_worked=has_worked, by=renewal)
        for reward, _had in rows
        if reward.milestone
    ]
    now = [offer for offer in offered if not offer.reasons]
    near = [offer for offer in offered if offer.missing and not offer.hindrances]
    return Shop(
        balance=balance,
        now=now,
        next=near[0] if near else None,
        later=[offer for offer in offered if offer.reasons and offer not in near[:1]],
        goals=goals,
        away=[each for each in mine if each.state not in CLOSED],
        had=[each for each in mine if each.state is RedemptionState.RECEIVED][:HAD],
    )


def offer(reward: Reward, membership: Membership, *, on: date) -> Offer:
    """Return one reward, and every reason why the person cannot have it on a day."""
    balance = db.session.get_one(Balance, membership.person_id)
    had = offers.had(reward, membership)
    return _offer(reward, membership, balance=balance, had=had, on=on)


def one_of(person: Person, id: int) -> Redemption | None:
    """Return one redemption of a person's own, with its steps, or None."""
    return db.session.scalar(_whole(person).where(Redemption.id == id))


def last_address(person: Person) -> str:
    """Return the address that the person gave last and that is still kept, or nothing."""
    chosen = select(Redemption.address).where(Redemption.person_id == person.id, Redemption.address != "")
    return db.session.scalar(chosen.order_by(Redemption.id.desc()).limit(1)) or ""


def _shown(person: Person, on: date) -> Select[Reward, int]:
    return (
        select(Reward, offers.times_had(person.id, Reward.id))
        .where(Reward.retired_at.is_(None), func.coalesce(Reward.until_on, on) >= on)
        .order_by(Reward.cost, Reward.standing, Reward.position, Reward.id)
    )


def _mine(person: Person) -> list[Redemption]:
    return list(db.session.scalars(_whole(person).order_by(Redemption.id.desc())))


def _whole(person: Person) -> Select[Redemption]:
    return (
        select(Redemption)
        .where(Redemption.person_id == person.id)
        .options(joinedload(Redemption.reward), selectinload(Redemption.steps).joinedload(RedemptionStep.by))
    )


def _stands(redemption: Redemption) -> bool:
    return bool(redemption.milestone) and redemption.state is not RedemptionState.CANCELLED


def _offer(reward: Reward, membership: Membership, *, balance: Balance, had: int, on: date) -> Offer:
    reasons = offers.can_have(reward, membership, credits=balance.credits, had=had, on=on)
    return Offer(reward=reward, reasons=reasons, balance=balance)


def _goal(
    reward: Reward, granted: Redemption | None, *, balance: Balance, has_worked: bool, by: date
) -> Goal:
    if reward.milestone is Milestone.RENEWED:
        return Goal(reward=reward, granted=granted, by=by)
    missing = max(0, (reward.standing or 0) - balance.standing)
    reached = has_worked if reward.milestone is Milestone.FIRST_ACTION else not missing
    return Goal(reward=reward, granted=granted, missing=missing, due=reached and granted is None)
