"""What a quarter's close does to each membership: one select for the close, its preview and the forecast."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Integer,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.visitors import cloned_traverse

from portal.domain import quarters
from portal.models.earning.entry import Balance, Entry, Ledger
from portal.models.earning.leave import Leave
from portal.models.earning.quarter_close import QuarterClose, Renewal, Standing
from portal.models.joining.membership import Membership, MembershipState

Number = int | BindParameter[int]
BELOW = (Standing.AT_RISK, Standing.PROPOSED)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """On which terms a quarter is closed: per cent that fade, what keeps a place, quarters of grace."""

    quarter: str
    rate: int
    threshold: int
    provisional: int = 1


def fading(standing: int, *, rate: int) -> int:
    """Return what fades of a standing: floor(standing × rate), with `rate` in per cent."""
    return standing * rate // 100


def prospects(
    terms: Terms,
    *,
    extra: Number = 0,
    person_id: Number | None = None,
) -> Select[int, int, int, int, int, Standing]:
    """Select what the close of a quarter does, a row for each membership that was open at its end.

    The columns are `membership_id`, `person_id`, `standing` (at the quarter's end, before the fade, with
    `extra` points more, never below 0), `fade` (what it loses), `after`, and `outcome` (a `Standing`). A
    quarter that was closed already is told as it was before its fade. The quarter of joining does not
    fade, nor does one on leave; whoever is still provisional or on leave is not up for renewal; below the
    threshold a first time is at risk, and a second time running proposed as lapsed (PRODUCT.md, How
    points behave, 3 and 4).
    With a `person_id` it reads, and tells, that person's rows alone.
    """
    facts = _facts(terms, extra=extra, person_id=person_id)
    known = facts.c
    fade = case((known.fades, _least(known.standing * terms.rate // 100, known.held)), else_=0)
    after = (known.standing - fade).label("after")
    outcome = case(
        (known.on_leave, literal(Standing.ON_LEAVE.value)),
        (~known.up, literal(Standing.PROVISIONAL.value)),
        (known.standing - fade >= terms.threshold, literal(Standing.RENEWED.value)),
        (known.warned, literal(Standing.PROPOSED.value)),
        else_=literal(Standing.AT_RISK.value),
    )
    return select(
        known.membership_id,
        known.person_id,
        known.standing,
        fade.label("fade"),
        after,
        outcome.label("outcome"),
    )


@lru_cache(maxsize=32)
def of_one(terms: Terms) -> Select[int, int, int, int, int, Standing]:
    """Select the same for one person, whose id is `:person`, with `:extra` points more.

    It is built once for each terms: building it takes longer than the database does. The terms are
    written out in it: PostgreSQL plans a prepared statement anew, ten times as long as it runs, while a
    plan for unknown values looks dearer than one for those at hand.
    """
    extra, person = bindparam("extra", type_=Integer), bindparam("person", type_=Integer)
    return cloned_traverse(prospects(terms, extra=extra, person_id=person), {}, {"bindparam": _write_out})


def _write_out(value: BindParameter[object]) -> None:
    value.literal_execute = value.key not in {"extra", "person"}


def _facts(terms: Terms, *, extra: Number, person_id: Number | None) -> Subquery:
    first, last = quarters.first_day(terms.quarter), quarters.last_day(terms.quarter)
    grace = quarters.first_day(quarters.before(terms.quarter, terms.provisional - 1))
    later, leave = _later(terms.quarter, person_id), _leave(terms.quarter, person_id)
    told, own = _told(quarters.before(terms.quarter), person_id), _told(terms.quarter, person_id)
    on_leave = leave.c.membership_id.is_not(None)
    held = Balance.standing + extra + func.coalesce(own.c.before - own.c.after, 0)
    standing = held - func.coalesce(later.c.amount, 0)
    return (
        select(
            Membership.id.label("membership_id"),
            Membership.person_id,
            case((standing < 0, 0), else_=standing).label("standing"),
            held.label("held"),
            on_leave.label("on_leave"),
            and_(Membership.joined_on < first, ~on_leave).label("fades"),
            (Membership.joined_on < grace).label("up"),
            _warned(told).label("warned"),
        )
        .join(Balance, Balance.person_id == Membership.person_id)
        .outerjoin(later, later.c.person_id == Membership.person_id)
        .outerjoin(leave, leave.c.membership_id == Membership.id)
        .outerjoin(told, told.c.membership_id == Membership.id)
        .outerjoin(own, own.c.membership_id == Membership.id)
        .where(
            Membership.joined_on <= literal(last, Date),
            _of(person_id, Membership.person_id),
            or_(Membership.ended_on.is_(None), Membership.ended_on > last),
        )
        .subquery("facts")
    )


def _of(person_id: Number | None, column: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    return true() if person_id is None else column == person_id


def _within(person_id: Number | None, column: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether a membership is of the one person who is asked about; the databases do not find that out."""
    own = select(Membership.id).where(Membership.person_id == person_id)
    return true() if person_id is None else column.in_(own)


def _later(quarter: str, person_id: Number | None) -> Subquery:
    """What standing changed by since the quarter's end, its own fade apart: a renewal says that."""
    return (
        select(Entry.person_id, func.sum(Entry.amount).label("amount"))
        .where(
            Entry.ledger == literal_column(f"'{Ledger.STANDING}'"),  # SQLite plans anew for a value
            Entry.quarter > quarter,
            _of(person_id, Entry.person_id),
        )
        .group_by(Entry.person_id)
        .subquery("later")
    )


def _leave(quarter: str, person_id: Number | None) -> Subquery:
    return (
        select(Leave.membership_id)
        .where(Leave.quarter == quarter, Leave.confirmed.is_(True), _within(person_id, Leave.membership_id))
        .subquery("leave")
    )


def _told(quarter: str, person_id: Number | None) -> Subquery:
    """What the close of a quarter said; no rows while it is open."""
    return (
        select(Renewal.membership_id, Renewal.outcome, Renewal.before, Renewal.after)
        .join(QuarterClose, QuarterClose.id == Renewal.close_id)
        .where(QuarterClose.quarter == quarter, _within(person_id, Renewal.membership_id))
        .subquery()
    )


def _warned(told: Subquery) -> ColumnElement[bool]:
    """Below the threshold in the quarter before; leave in between freezes that."""
    still = and_(told.c.outcome == Standing.ON_LEAVE, Membership.state == MembershipState.AT_RISK)
    return func.coalesce(or_(told.c.outcome.in_(BELOW), still), False)


def _least(one: ColumnElement[int], other: ColumnElement[int]) -> ColumnElement[int]:
    return case((one < other, one), else_=other)
