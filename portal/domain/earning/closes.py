"""The quarters that were closed, each with its renewal rate and how sure that is."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.earning import previews, rates
from portal.domain.earning.previews import Preview
from portal.domain.earning.rates import Place, Share
from portal.models.earning.quarter_close import QuarterClose, Renewal, Standing

SHOWN = 8


@dataclass(frozen=True, kw_only=True)
class Closed:
    """One close: what it said in numbers, and the share that was renewed of those who were up."""

    close: QuarterClose
    counts: Preview

    @property
    def rate(self) -> Share:
        """Return the renewal rate with its interval."""
        return rates.share(self.counts.renewed, self.counts.up)

    @property
    def place(self) -> Place:
        """Return where the rate lies against its healthy band."""
        return self.rate.against(rates.RENEWAL)


def latest(*, until: str = "", most: int = SHOWN) -> list[Closed]:
    """Return the closes of the last two years, or `most`, the latest first, in two statements.

    With `until`, those of that quarter and of the ones before it.
    """
    order = QuarterClose.quarter.desc()
    chosen = select(QuarterClose).options(joinedload(QuarterClose.by)).order_by(order).limit(most)
    if until:
        chosen = chosen.where(QuarterClose.quarter <= until)
    closes = db.session.scalars(chosen).all()
    counts: defaultdict[int, Counter[Standing]] = defaultdict(Counter)
    found = select(Renewal.close_id, Renewal.outcome, func.count()).where(
        Renewal.close_id.in_([close.id for close in closes])
    )
    for close_id, outcome, count in db.session.execute(found.group_by(Renewal.close_id, Renewal.outcome)):
        counts[close_id][outcome] = count
    return [Closed(close=close, counts=previews.counted(counts[close.id])) for close in closes]
