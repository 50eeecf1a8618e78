"""Milestones: rewards that come by themselves, granted once by the verb that reached them.

Where there is no stock at that moment nothing is granted; it is owed until somebody settles it.
"""

from datetime import datetime

from sqlalchemy import Exists, exists, select

from portal.db import db, locked
from portal.domain.earning import ledger, offers, redemptions, rewards
from portal.domain.programs import day_of
from portal.models.earning.redemption import WAITING, Redemption
from portal.models.earning.reward import Milestone, Reward
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.models.working.submission import Submission, SubmissionState

BY_WORK = (Milestone.FIRST_ACTION, Milestone.STANDING)


def name_of(reward: Reward, *, quarter: str = "") -> str:
    """Return how a redemption names the milestone of a reward; a renewal is that of one quarter."""
    ends = {Milestone.RENEWED: f":{quarter}", Milestone.STANDING: f":{reward.standing}"}
    return f"{reward.milestone}{ends.get(reward.milestone, '')}" if reward.milestone else ""


def given_on(*kinds: Milestone, at: datetime) -> list[Reward]:
    """Return the rewards that these milestones grant now, in the order in which they are locked."""
    chosen = select(Reward).where(Reward.milestone.in_(kinds), rewards.offered(day_of(at)))
    return list(db.session.scalars(chosen.order_by(Reward.id)))


def hold(*, at: datetime) -> None:
    """Lock what work may reach now; whoever moves points does so first, as rewards come before balances."""
    for reward in given_on(*BY_WORK, at=at):
        locked(Reward, reward.id)


def after_award(membership: Membership, *, at: datetime) -> None:
    """Grant what the person's work has reached: with the first approved piece, or by its standing."""
    if not membership.is_open:
        return
    offered = given_on(*BY_WORK, at=at)
    granted = _granted(membership.person) if offered else set()
    for reward in offered:
        if (reward.id, name_of(reward)) not in granted and is_reached(reward, membership.person):
            grant(reward, membership=membership, at=at)


def after_undone(submission: Submission, *, since: datetime, at: datetime) -> None:
    """Take back what was granted `since` for work that an undone verdict leaves unreached."""
    chosen = select(Redemption).where(
        Redemption.person_id == submission.person_id,
        Redemption.milestone != "",
        Redemption.asked_at >= since,
        Redemption.state.in_(WAITING),
    )
    for redemption in db.session.scalars(chosen.order_by(Redemption.reward_id)).all():
        reward = redemption.reward
        if reward.milestone in BY_WORK and not is_reached(reward, submission.person):
            redemptions.cancel(redemption, reason="The approval was undone.", by=None, at=at)
            redemption.milestone = f"undone:{redemption.id}"
    db.session.flush()


def is_reached(reward: Reward, person: Person) -> bool:
    """Whether a person's work has reached the milestone of a reward, now."""
    if reward.milestone is Milestone.STANDING:
        return ledger.balance_of(person).standing >= (reward.standing or 0)
    return bool(db.session.scalar(select(has_approved_work(person))))


def has_approved_work(person: Person) -> Exists:
    """Return the clause that asks whether anything of a person's was approved."""
    return exists().where(Submission.person_id == person.id, Submission.state == SubmissionState.APPROVED)


def grant(reward: Reward, *, membership: Membership, at: datetime) -> Redemption | None:
    """Grant a reward; None where that was done, where none is left, or it was had as often as may be."""
    reward = locked(Reward, reward.id)
    milestone, limit = name_of(reward), reward.per_person
    had = offers.had(reward, membership)
    if reward.stock == 0 or (limit and had >= limit):
        return None
    if (reward.id, milestone) in _granted(membership.person):
        return None
    return redemptions.begin(reward, membership=membership, milestone=milestone, at=at)


def _granted(person: Person) -> set[tuple[int, str]]:
    chosen = select(Redemption.reward_id, Redemption.milestone).where(
        Redemption.person_id == person.id, Redemption.milestone != ""
    )
    return {(reward, milestone) for reward, milestone in db.session.execute(chosen)}
