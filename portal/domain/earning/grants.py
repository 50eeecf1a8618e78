"""Grants to many at once: what renewals bring, and what is owed, in a few statements for each reward."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, String, exists, func, insert, literal, select
from sqlalchemy.orm import contains_eager

from portal.db import Moment, db, locked
from portal.domain import audit
from portal.domain.earning import milestones, offers, redemptions
from portal.domain.listing import matching
from portal.models.earning.entry import Balance
from portal.models.earning.quarter_close import QuarterClose, Renewal, Standing
from portal.models.earning.redemption import Redemption, RedemptionStep
from portal.models.earning.reward import Milestone, Reward, StockMove
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.models.working.submission import Submission, SubmissionState


def after_close(*, at: datetime) -> None:
    """Grant what the latest close renewed people for."""
    for reward in milestones.given_on(Milestone.RENEWED, at=at):
        settle(reward, by=None, at=at)


def owed(reward: Reward) -> Select[Membership]:
    """Select who reached the milestone of a reward and was not granted it; a renewal is the latest one."""
    milestone = milestones.name_of(reward, quarter=_latest_quarter())
    chosen = select(Membership).where(
        Membership.ended_on.is_(None),
        Membership.complete_at.is_not(None),
        _has_reached(reward),
        ~exists().where(
            Redemption.person_id == Membership.person_id,
            Redemption.reward_id == reward.id,
            Redemption.milestone == milestone,
        ),
    )
    if reward.per_person is not None:
        chosen = chosen.where(offers.times_had(Membership.person_id, reward.id) < reward.per_person)
    return chosen.order_by(Membership.id)


def listed(reward: Reward, *, words: str = "") -> Select[Membership]:
    """Select the same with their people, narrowed by words, in no order yet."""
    named = owed(reward).order_by(None).join(Membership.person).options(contains_eager(Membership.person))
    return named.where(matching(words, Person.name, Person.email))


def settle(reward: Reward, *, by: Person | None, at: datetime) -> int:
    """Grant a reward to all whom it is owed, as far as its stock goes; return to how many."""
    reward = locked(Reward, reward.id)
    milestone = milestones.name_of(reward, quarter=_latest_quarter())
    granted = _insert(reward, milestone, at=at)
    if granted:
        _take_stock(reward, milestone, granted, by=by, at=at)
        _add_steps(reward, milestone, by=by, at=at)
        after = {"people": granted, "milestone": milestone}
        audit.write("granted", reward, by=by, at=at, after=after, label=reward.name)
    return granted


def _insert(reward: Reward, milestone: str, *, at: datetime) -> int:
    state = redemptions.first_state(reward, granted=True)
    due = owed(reward).with_only_columns(
        Membership.person_id, Membership.id, literal(reward.id), literal(0), literal(milestone, String),
        literal(state.value, String), literal("", String), literal("", String),
        literal(at, Moment), literal(at, Moment),
    )  # fmt: skip
    columns = ["person_id", "membership_id", "reward_id", "credits", "milestone", "state", "address"]
    columns += ["tracking", "asked_at", "changed_at"]
    limited = due if reward.stock is None else due.limit(reward.stock)
    added = insert(Redemption).from_select(columns, limited).returning(Redemption.id)
    return len(db.session.scalars(added).all())


def _take_stock(reward: Reward, milestone: str, count: int, *, by: Person | None, at: datetime) -> None:
    if reward.stock is None:
        return
    columns = ["reward_id", "redemption_id", "amount", "reason", "by_id", "at"]
    bare = ~exists().where(StockMove.redemption_id == Redemption.id)
    taken = _granted(reward, milestone).where(bare).with_only_columns(
        Redemption.reward_id, Redemption.id, literal(-1), literal(milestone, String),
        literal(by and by.id, StockMove.by_id.type), literal(at, Moment),
    )  # fmt: skip
    db.session.execute(insert(StockMove).from_select(columns, taken))
    reward.stock -= count
    db.session.flush()


def _add_steps(reward: Reward, milestone: str, *, by: Person | None, at: datetime) -> None:
    columns = ["redemption_id", "state", "note", "by_id", "at"]
    bare = ~exists().where(RedemptionStep.redemption_id == Redemption.id)
    first = _granted(reward, milestone).where(bare).with_only_columns(
        Redemption.id, Redemption.state, literal("", String),
        literal(by and by.id, RedemptionStep.by_id.type), literal(at, Moment),
    )  # fmt: skip
    db.session.execute(insert(RedemptionStep).from_select(columns, first))


def _granted(reward: Reward, milestone: str) -> Select[Redemption]:
    return select(Redemption).where(Redemption.reward_id == reward.id, Redemption.milestone == milestone)


def _has_reached(reward: Reward) -> ColumnElement[bool]:
    own = Balance.person_id == Membership.person_id
    renewed = (Renewal.membership_id == Membership.id, Renewal.outcome == Standing.RENEWED)
    latest = select(QuarterClose.id).order_by(QuarterClose.quarter.desc()).limit(1).scalar_subquery()
    approved = Submission.state == SubmissionState.APPROVED
    return {
        Milestone.FIRST_ACTION: exists().where(Submission.person_id == Membership.person_id, approved),
        Milestone.STANDING: exists().where(own, Balance.standing >= (reward.standing or 0)),
        Milestone.RENEWED: exists().where(*renewed, Renewal.close_id == latest),
        None: literal(False),
    }[reward.milestone]


def _latest_quarter() -> str:
    return db.session.scalar(select(func.max(QuarterClose.quarter))) or ""
