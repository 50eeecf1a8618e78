"""What a quarter's close would do, counted, on any terms; nothing is written."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.db import db
from portal.domain.earning.prospects import Terms, prospects
from portal.models.earning.quarter_close import Standing


@dataclass(frozen=True, kw_only=True)
class Preview:
    """How many memberships a close renews, puts at risk, proposes as lapsed; and how many are not up."""

    renewed: int = 0
    at_risk: int = 0
    proposed: int = 0
    provisional: int = 0
    on_leave: int = 0

    @property
    def up(self) -> int:
        """Return how many are up for renewal."""
        return self.renewed + self.at_risk + self.proposed

    @property
    def not_up(self) -> int:
        """Return how many are not up, still provisional or on leave."""
        return self.provisional + self.on_leave


def of(terms: Terms) -> Preview:
    """Count what the close of a quarter would do on these terms, in one statement."""
    found = prospects(terms).subquery()
    counts = Counter[Standing]()
    for outcome, count in db.session.execute(select(found.c.outcome, func.count()).group_by(found.c.outcome)):
        counts[Standing(outcome)] = count
    return counted(counts)


def counted(counts: Counter[Standing]) -> Preview:
    """Return the counts by outcome as a preview."""
    return Preview(
        renewed=counts[Standing.RENEWED],
        at_risk=counts[Standing.AT_RISK],
        proposed=counts[Standing.PROPOSED],
        provisional=counts[Standing.PROVISIONAL],
        on_leave=counts[Standing.ON_LEAVE],
    )
