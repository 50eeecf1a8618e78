"""Redemptions against what they took and gave back: credits, stock and codes."""

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from portal.domain.earning.checks import CREDITS, Check, summed
from portal.models.earning.entry import Entry, EntryKind
from portal.models.earning.redemption import Redemption, RedemptionState
from portal.models.earning.reward import Reward, RewardCode, StockMove

OF_A_REDEMPTION = Entry.kind.in_([EntryKind.SPENT, EntryKind.RETURNED])
CANCELLED = Redemption.state == RedemptionState.CANCELLED


def checks() -> list[Check]:
    """Return what must hold of redemptions, stock and codes."""
    return [
        _false_credits(),
        _credits_of_nothing(),
        _false_stock(),
        _false_moves(),
        _false_codes(),
        _repeated(),
    ]


def _false_credits() -> Check:
    """A redemption took its credits, and gave them back if, and only if, it is cancelled."""
    back = case((CANCELLED, Redemption.credits), else_=0)
    spent = summed(Entry.kind == EntryKind.SPENT)
    returned = summed(Entry.kind == EntryKind.RETURNED)
    return Check(
        says="Redemption %(id)s of person %(person_id)s is %(state)s, took %(spent)s credits and gave "
        "%(returned)s back; it should be %(due)s and %(back)s.",
        wrong=select(
            Redemption.id,
            Redemption.person_id,
            Redemption.state,
            spent.label("spent"),
            returned.label("returned"),
            (-Redemption.credits).label("due"),
            back.label("back"),
        )
        .outerjoin(
            Entry,
            and_(
                Entry.redemption_id == Redemption.id,
                Entry.person_id == Redemption.person_id,
                CREDITS,
                OF_A_REDEMPTION,
            ),
        )
        .group_by(Redemption.id)
        .having(or_(spent != -Redemption.credits, returned != back)),
    )


def _credits_of_nothing() -> Check:
    own = and_(Redemption.id == Entry.redemption_id, Redemption.person_id == Entry.person_id, CREDITS)
    return Check(
        says="Entry %(id)s of person %(person_id)s moves %(amount)s for %(source)s; no redemption of theirs "
        "says so, so that it should be 0.",
        wrong=select(Entry.id, Entry.person_id, Entry.amount, Entry.source)
        .outerjoin(Redemption, own)
        .where(OF_A_REDEMPTION, Redemption.id.is_(None)),
    )


def _false_stock() -> Check:
    moved = func.coalesce(func.sum(StockMove.amount), 0)
    return Check(
        says="Reward %(id)s has a stock of %(stock)s; by its moves it should be %(moved)s, and never below "
        "0.",
        wrong=select(Reward.id, Reward.stock, moved.label("moved"))
        .outerjoin(StockMove, StockMove.reward_id == Reward.id)
        .where(Reward.stock.is_not(None))
        .group_by(Reward.id)
        .having(or_(Reward.stock != moved, Reward.stock < 0)),
    )


def _false_moves() -> Check:
    """A redemption takes one, since stock is kept, and gives it back if, and only if, it is cancelled."""
    taken, back = (
        func.coalesce(func.sum(StockMove.amount).filter(which), 0)
        for which in (StockMove.amount < 0, StockMove.amount > 0)
    )
    first = aliased(StockMove)
    since = select(func.min(first.at)).where(first.reward_id == Redemption.reward_id).scalar_subquery()
    due = case((and_(Reward.stock.is_not(None), Redemption.asked_at > since), -1), else_=taken)
    due_back = case((CANCELLED, -taken), else_=0)
    return Check(
        says="Redemption %(id)s is %(state)s, took %(taken)s from the stock of reward %(reward_id)s and gave "
        "%(given)s back; it should be %(due)s and %(back)s.",
        wrong=select(
            Redemption.id,
            Redemption.reward_id,
            Redemption.state,
            taken.label("taken"),
            back.label("given"),
            due.label("due"),
            due_back.label("back"),
        )
        .join(Reward, Reward.id == Redemption.reward_id)
        .outerjoin(
            StockMove,
            and_(StockMove.redemption_id == Redemption.id, StockMove.reward_id == Redemption.reward_id),
        )
        .group_by(Redemption.id, Reward.id)
        .having(or_(taken != due, taken < -1, back != due_back)),
    )


def _false_codes() -> Check:
    return Check(
        says="Code %(id)s of reward %(reward_id)s went to redemption %(redemption_id)s, which is for reward "
        "%(asked)s; it should be the same.",
        wrong=select(
            RewardCode.id, RewardCode.reward_id, RewardCode.redemption_id, Redemption.reward_id.label("asked")
        )
        .join(Redemption, Redemption.id == RewardCode.redemption_id)
        .where(Redemption.reward_id != RewardCode.reward_id),
    )


def _repeated() -> Check:
    """A code is handed out once, and a redemption has one."""
    return Check(
        says="Redemption %(redemption_id)s has %(found)s codes; there should be 1 at most.",
        wrong=select(RewardCode.redemption_id, func.count().label("found"))
        .where(RewardCode.redemption_id.is_not(None))
        .group_by(RewardCode.redemption_id)
        .having(func.count() > 1),
    )
