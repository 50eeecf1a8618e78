"""Leave: a quarter that an ambassador sits out, asked for and confirmed; nobody is asked why."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager

from portal.db import db, locked
from portal.domain import audit, quarters
from portal.domain.earning import closing
from portal.domain.listing import matching
from portal.domain.post import letters
from portal.domain.programs import day_of
from portal.domain.refusal import Refused
from portal.models.earning.entry import Balance
from portal.models.earning.leave import Leave
from portal.models.joining.membership import Membership
from portal.models.person import Person

A_YEAR = 2
DECIDED = ("confirmed", "declined")
_STANDS = or_(Leave.confirmed.is_(None), Leave.confirmed.is_(True))


def within_reach(*, at: datetime) -> tuple[str, str]:
    """Return the quarters for which leave can be asked: this one and the next."""
    this = quarters.of(day_of(at))
    return this, quarters.after(this)


def why_not(membership: Membership, quarter: str, *, at: datetime) -> Refused | None:
    """Return why leave cannot be asked for a quarter, or None where it can."""
    quarters.first_day(quarter)
    if not membership.is_open:
        return Refused("You are no ambassador any more.")
    if quarter not in within_reach(at=at):
        return Refused("Leave is for this quarter or the next.", "quarter")
    if closing.of(quarter) is not None:
        return Refused("%(quarter)s is closed already.", "quarter", quarter=quarter)
    if _of(membership, quarter) is not None:
        return Refused("You have asked for this quarter already.", "quarter")
    taken = _taken(membership, quarter[:4])
    if taken >= A_YEAR:
        return Refused("Two quarters of leave in %(year)s are the most.", "quarter", year=quarter[:4])
    return None


def ask(membership: Membership, quarter: str, *, at: datetime) -> Leave:
    """Ask for a quarter of leave. Raises `Refused` with the reason that `why_not` knows."""
    locked(Membership, membership.id)
    if why := why_not(membership, quarter, at=at):
        raise why
    leave = Leave(membership_id=membership.id, quarter=quarter, asked_at=at)
    db.session.add(leave)
    db.session.flush()
    return leave


def withdraw(leave: Leave) -> None:
    """Take back what was asked, as if it never was. Raises `Refused` once it is decided."""
    leave = locked(Leave, leave.id)
    if leave.confirmed is not None:
        raise Refused("This is decided already. Write to us if it does not fit any more.")
    db.session.delete(leave)
    db.session.flush()


def confirm(leave: Leave, *, named: str, link: str, by: Person, at: datetime) -> None:
    """Confirm a quarter of leave: nothing fades for it, and nobody nudges.

    `named` is the quarter in words, `link` where one reads one's points. Waits for a close that runs.
    Raises `Refused` for a quarter that is closed, where it is decided, and for one's own.
    """
    leave = _take_up(leave, by=by)
    if closing.of(leave.quarter) is not None:
        raise Refused("%(quarter)s is closed already.", quarter=leave.quarter)
    _decide(leave, confirmed=True, by=by, at=at)
    _tell("leave_confirmed", leave, named=named, link=link, at=at)


def decline(leave: Leave, *, named: str, link: str, by: Person, at: datetime) -> None:
    """Decline a quarter of leave. Raises `Refused` where it is decided already, and for one's own."""
    leave = _take_up(leave, by=by)
    _decide(leave, confirmed=False, by=by, at=at)
    _tell("leave_declined", leave, named=named, link=link, at=at)


def of_membership(membership: Membership) -> list[Leave]:
    """Return the leaves of a membership, the latest quarter first."""
    chosen = select(Leave).where(Leave.membership_id == membership.id)
    return list(db.session.scalars(chosen.order_by(Leave.quarter.desc())))


def one_of(membership: Membership, id: int) -> Leave | None:
    """Return one leave of a membership, or None."""
    return db.session.scalar(select(Leave).where(Leave.id == id, Leave.membership_id == membership.id))


def chosen(*, words: str = "", state: str = "") -> Select[Leave]:
    """Select leaves with their people: "asked" and waiting, "confirmed", "declined", or all."""
    found = (
        select(Leave)
        .join(Leave.membership)
        .join(Membership.person)
        .options(contains_eager(Leave.membership).contains_eager(Membership.person))
        .where(matching(words, Person.name, Person.email, Leave.quarter))
    )
    if state == "asked":
        return found.where(waits())
    return found.where(Leave.confirmed.is_(state == "confirmed")) if state in DECIDED else found


def waits() -> ColumnElement[bool]:
    """Return a condition: the leave waits for an answer that somebody can still give."""
    return Leave.confirmed.is_(None) & Membership.ended_on.is_(None)


def _of(membership: Membership, quarter: str) -> Leave | None:
    return db.session.scalar(
        select(Leave).where(Leave.membership_id == membership.id, Leave.quarter == quarter)
    )


def _taken(membership: Membership, year: str) -> int:
    """How many quarters of a calendar year the person has, or asked for, in whatever membership."""
    own = select(func.count()).select_from(Leave).join(Leave.membership)
    counted = own.where(Membership.person_id == membership.person_id, Leave.quarter.startswith(year), _STANDS)
    return db.session.scalar(counted) or 0


def _take_up(leave: Leave, *, by: Person) -> Leave:
    """Lock what a close locks too, so that it either sees the leave or has happened."""
    person = leave.membership.person
    if person.id == by.id:
        raise Refused("This is your own leave; somebody else decides.")
    locked(Balance, person.id)
    leave = locked(Leave, leave.id)
    if leave.confirmed is not None:
        raise Refused(
            "%(who)s was faster: this is decided already.",
            who=leave.decided_by.name if leave.decided_by else "",
        )
    return leave


def _decide(leave: Leave, *, confirmed: bool, by: Person, at: datetime) -> None:
    leave.confirmed, leave.decided_by_id, leave.decided_at = confirmed, by.id, at
    db.session.flush()
    verb = "confirmed" if confirmed else "declined"
    audit.write(verb, leave, by=by, at=at, label=f"{leave.membership.person.name}, {leave.quarter}")


def _tell(kind: str, leave: Leave, *, named: str, link: str, at: datetime) -> None:
    person = leave.membership.person
    letters.post(kind, to=person.email, to_name=person.name, person=person, at=at, quarter=named, link=link)
