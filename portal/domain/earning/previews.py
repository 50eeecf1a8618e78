"""What a quarter's close would do, counted, on any terms; nothing is written."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, and_, case, func, select
from sqlalchemy.orm import Bundle

from portal.db import db
from portal.domain import quarters
from portal.domain.earning.prospects import BELOW, Terms, prospects
from portal.domain.listing import matching
from portal.models.earning.quarter_close import QuarterClose, Renewal, Standing
from portal.models.joining.membership import Membership
from portal.models.person import Person

ORDER = (Standing.PROPOSED, Standing.AT_RISK, Standing.RENEWED, Standing.PROVISIONAL, Standing.ON_LEAVE)


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
    return _counted(select(found.c.outcome, func.count()).group_by(found.c.outcome))


def counted(counts: Counter[Standing]) -> Preview:
    """Return the counts by outcome as a preview."""
    return Preview(
        renewed=counts[Standing.RENEWED],
        at_risk=counts[Standing.AT_RISK],
        proposed=counts[Standing.PROPOSED],
        provisional=counts[Standing.PROVISIONAL],
        on_leave=counts[Standing.ON_LEAVE],
    )


def _counted(chosen: Select[Any]) -> Preview:
    return counted(Counter({Standing(outcome): count for outcome, count in db.session.execute(chosen)}))


def afresh(terms: Terms) -> Preview:
    """Count a quarter as if the one before had been closed on the same terms, whatever it was closed on."""
    now = prospects(terms).subquery("now")
    earlier = prospects(replace(terms, quarter=quarters.before(terms.quarter))).subquery("earlier")
    twice = and_(now.c.outcome.in_(BELOW), func.coalesce(earlier.c.outcome, "").in_(BELOW))
    below = now.c.outcome.in_(BELOW)
    outcome = case((twice, Standing.PROPOSED.value), (below, Standing.AT_RISK.value), else_=now.c.outcome)
    said = (
        select(outcome.label("outcome"))
        .select_from(now)
        .outerjoin(earlier, earlier.c.membership_id == now.c.membership_id)
        .subquery()
    )
    return _counted(select(said.c.outcome, func.count()).group_by(said.c.outcome))


def year(terms: Terms, *, before: str) -> list[tuple[str, Preview]]:
    """Count the four quarters before one on the same terms, the latest first, from the first with anybody.

    Standing is what people really had at each quarter's end, before its own fade.
    """
    first: date | None = db.session.scalar(select(func.min(Membership.joined_on)))
    codes = [quarters.before(before, count) for count in range(1, 5)]
    return [
        (code, afresh(replace(terms, quarter=code)))
        for code in codes
        if first is not None and code >= quarters.of(first)
    ]


def lines(terms: Terms, *, words: str = "", outcome: str = "") -> tuple[Select[Any], Mapping[str, list[Any]]]:
    """Select what a close does to each person, a bundle a row, and the ways in which it can be sorted."""
    found, earlier = prospects(terms).subquery("found"), _earlier(terms)
    known = found.c
    line: Bundle[Any] = Bundle(
        "line", known.membership_id, Person.name, Membership.joined_on, known.standing, known.fade,
        known.after, known.outcome, earlier.c.outcome.label("earlier"),
    )  # fmt: skip
    chosen = (
        select(line)
        .select_from(found)
        .join(Membership, Membership.id == known.membership_id)
        .join(Person, Person.id == known.person_id)
        .outerjoin(earlier, earlier.c.membership_id == known.membership_id)
        .where(matching(words, Person.name, Person.email))
    )
    ranks = {each.value: rank for rank, each in enumerate(ORDER)}
    rank = case(ranks, value=known.outcome)
    sorts: dict[str, list[Any]] = {
        "outcome": [rank, -known.after, known.membership_id],
        "name": [Person.name, known.membership_id],
        "standing": [known.standing, known.membership_id],
        "after": [known.after, known.membership_id],
    }
    return (chosen.where(known.outcome == outcome) if outcome in ranks else chosen), sorts


def _earlier(terms: Terms) -> Subquery:
    """What the close of the quarter before said."""
    return (
        select(Renewal.membership_id, Renewal.outcome)
        .join(QuarterClose, QuarterClose.id == Renewal.close_id)
        .where(QuarterClose.quarter == quarters.before(terms.quarter))
        .subquery("earlier")
    )
