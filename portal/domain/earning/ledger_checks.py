"""Proof that the ledger is true: sums, awards, fades, rewards; set by set, never row by row."""

from dataclasses import dataclass

from sqlalchemy import func, select

from portal.db import Base, db
from portal.domain.earning import award_checks, balance_checks, reward_checks
from portal.models.earning.entry import Balance, Entry
from portal.models.earning.quarter_close import QuarterClose, Renewal
from portal.models.earning.redemption import Redemption
from portal.models.earning.reward import Reward, RewardCode, StockMove
from portal.models.working.verdict import Verdict

COUNTED: dict[str, type[Base]] = {
    "entries": Entry,
    "balances": Balance,
    "verdicts": Verdict,
    "closes": QuarterClose,
    "renewals": Renewal,
    "rewards": Reward,
    "stock moves": StockMove,
    "redemptions": Redemption,
    "codes": RewardCode,
}


@dataclass(frozen=True)
class Proof:
    """What was counted, table by table, and the first thing that is not as it should be."""

    counted: dict[str, int]
    wrong: str | None


def prove() -> Proof:
    """Check all that the ledger promises; each check is one statement, so that work may go on meanwhile."""
    counted = {
        name: db.session.scalar(select(func.count()).select_from(kind)) or 0 for name, kind in COUNTED.items()
    }
    every = [*balance_checks.checks(), *award_checks.checks(), *reward_checks.checks()]
    found = (check.first() for check in every)
    return Proof(counted, next((wrong for wrong in found if wrong), None))
