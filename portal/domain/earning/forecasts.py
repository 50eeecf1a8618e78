"""Forecasts: what the next closes do to one person who does nothing, and what would keep them in."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select

from portal.db import rows
from portal.domain import quarters
from portal.domain.earning import away, closing, terms
from portal.domain.earning.prospects import Terms, fading, of_one
from portal.domain.programs import day_of
from portal.domain.refusal import Refused
from portal.models.earning.quarter_close import Standing
from portal.models.joining.membership import Membership

AHEAD = 3
NOT_UP = (Standing.PROVISIONAL, Standing.ON_LEAVE)


@dataclass(frozen=True, kw_only=True)
class Close:
    """What one close leaves: `had` before it, `fades` at it."""

    on: date
    had: int
    fades: int

    @property
    def left(self) -> int:
        """Return what there is on the day after."""
        return self.had - self.fades


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What the close of the present quarter will do; `ahead` begins with it and goes on doing nothing.

    `first_renewal` is the day of the first close at which the membership is up, if none was due before.
    """

    terms: Terms
    outcome: Standing
    ahead: tuple[Close, ...]
    first_renewal: date

    @property
    def this(self) -> Close:
        """Return what the close of the present quarter leaves."""
        return self.ahead[0]

    @property
    def is_up(self) -> bool:
        """Whether a renewal is due at the close."""
        return self.outcome not in NOT_UP

    @property
    def missing(self) -> int | None:
        """Return how many more points keep the place; None where no number would."""
        return missing(self.this.had, self.terms) if self.is_up else 0

    @property
    def spare(self) -> int:
        """Return how far what is left lies above what a place takes, below it if less than 0."""
        return self.this.left - self.terms.threshold


def of(membership: Membership, *, at: datetime, extra: int = 0) -> Forecast | None:
    """Return what becomes of a membership that earns `extra` points more this quarter, and then nothing.

    None before the first rules, and where it is over by the quarter's end. What the close will do is read
    from the select that the close itself uses (PRODUCT.md, How points behave, 5).
    """
    begun = rows(_ground(), {"membership": membership.id}).first()
    if begun is None:
        return None
    rate, threshold, provisional, closed, joined, away_told = begun
    quarter = quarters.of(day_of(at))
    known = Terms(quarter=quarter, rate=rate, threshold=threshold, provisional=provisional)
    extra -= _overdue(membership, known, closing.next_after(closed, joined))
    found = rows(of_one(known), {"extra": extra, "person": membership.person_id})
    row = next((each for each in found if each.membership_id == membership.id), None)
    if row is None:
        return None
    return Forecast(
        terms=known,
        outcome=Standing(row.outcome),
        ahead=ahead(row.standing, row.fade, known, away=away.read(away_told)),
        first_renewal=quarters.last_day(_first_up(membership, known)),
    )


def next_renewal(membership: Membership, *, on: date) -> date:
    """Return the day of the close at which the membership is up next, as the rules stand on a day."""
    this = quarters.of(on)
    try:
        return quarters.last_day(max(this, _first_up(membership, terms.of(this))))
    except Refused:
        return quarters.last_day(this)


def _first_up(membership: Membership, known: Terms) -> str:
    return quarters.after(quarters.of(membership.joined_on), max(0, known.provisional))


def ahead(standing: int, fade: int, terms: Terms, *, away: Collection[str] = ()) -> tuple[Close, ...]:
    """Return three closes, the first of which takes `fade`; the quarters in `away` take nothing."""
    found = [Close(on=quarters.last_day(terms.quarter), had=standing, fades=fade)]
    for count in range(1, AHEAD):
        quarter, held = quarters.after(terms.quarter, count), found[-1].left
        fades = 0 if quarter in away else fading(held, rate=terms.rate)
        found.append(Close(on=quarters.last_day(quarter), had=held, fades=fades))
    return tuple(found)


def needed(terms: Terms) -> int | None:
    """Return the least standing of which the threshold is left after the fade; None where none would do."""
    kept = 100 - terms.rate
    if terms.threshold <= 0:
        return 0
    return None if kept <= 0 else 100 * (terms.threshold - 1) // kept + 1


def missing(standing: int, terms: Terms) -> int | None:
    """Return the smallest x with (s + x) − floor((s + x) · rate) at or above the threshold."""
    least = needed(terms)
    return None if least is None else max(0, least - standing)


def holding(terms: Terms) -> int | None:
    """Return what a quarter must bring so that the place is kept at every close.

    That is what fades of the standing that a close must find: holding T takes T × rate.
    """
    least = needed(terms)
    return None if least is None else fading(least, rate=terms.rate)


@cache
def _ground() -> Select[*tuple[Any, ...]]:
    """The rules in force, what is closed, and the leave of `:membership`: all that comes before its fate."""
    return terms.IN_FORCE.add_columns(*closing.CLOSED_AND_JOINED, away.told())


def _overdue(membership: Membership, known: Terms, quarter: str | None) -> int:
    """What closes from `quarter` on will take first; nothing while every quarter is closed in time."""
    lost = 0
    while quarter is not None and quarter < known.quarter:
        before = replace(known, quarter=quarter)
        found = rows(of_one(before), {"extra": -lost, "person": membership.person_id})
        lost += sum(row.fade for row in found if row.membership_id == membership.id)
        quarter = quarters.after(quarter)
    return lost
