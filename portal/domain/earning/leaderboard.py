"""The leaderboard of a quarter: of those who wish to stand on it, and of points earned in it alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Integer, Row, Select, bindparam, func, literal_column, select, text, update

from portal.db import db, locked, rows
from portal.domain import audit
from portal.models.earning.entry import Balance
from portal.models.joining.membership import Membership
from portal.models.person import Person

TOP = 50
COUNTED = 1_000
# As the index says it: SQLite takes a partial index for no other words.
RANKED = text("balances.ranked")


@dataclass(frozen=True, kw_only=True)
class Place:
    """One line: equal points share a rank."""

    rank: int
    person_id: int
    name: str
    points: int


@dataclass(frozen=True, kw_only=True)
class Own:
    """Where one person stands; `rank` is None beyond the first thousand."""

    points: int
    rank: int | None


def top(quarter: str) -> list[Place]:
    """Return the first fifty of a quarter, in one statement that reads no further."""
    return _ranked(rows(_top(), {"quarter": quarter, "above": 0}).all())


def own(balance: Balance, quarter: str) -> Own | None:
    """Return where a person stands, or None for whoever does not.

    No more than a thousand are counted: a page costs the same however many stand on the board.
    """
    points = balance.quarter_points
    if not balance.ranked or balance.quarter != quarter or points <= 0:
        return None
    many = rows(_ahead(), {"quarter": quarter, "above": points, "most": COUNTED}).scalar_one()
    return Own(points=points, rank=many + 1 if many < COUNTED else None)


def stand(person: Person, *, ranked: bool, at: datetime) -> None:
    """Keep whether a person wishes to stand on the leaderboard."""
    balance = locked(Balance, person.id)
    if balance.ranked != ranked:
        balance.ranked = ranked
        db.session.flush()
        audit.write("joined the leaderboard" if ranked else "left the leaderboard", person, by=person, at=at)


def take_off(person_id: int) -> None:
    """Take whoever leaves or is shut out off the leaderboard; coming back, they choose anew."""
    db.session.execute(update(Balance).where(Balance.person_id == person_id).values(ranked=False))


# Both selects are built once: building one takes longer than sending it.


@cache
def _top() -> Select[int, str, int]:
    ordered = _standing().order_by(Balance.quarter_points.desc(), Balance.person_id.desc())
    # Written out: for an unknown number PostgreSQL keeps no plan, but makes one for each call.
    first = ordered.limit(literal_column(str(TOP), Integer)).subquery()
    return (
        select(first.c.person_id, Person.name, first.c.quarter_points)
        .join(Person, Person.id == first.c.person_id)
        .join(Membership, Membership.person_id == first.c.person_id)
        .where(Person.suspended_at.is_(None), Membership.ended_on.is_(None))
        .order_by(first.c.quarter_points.desc(), Person.name)
    )


@cache
def _ahead() -> Select[int]:
    some = _standing().limit(bindparam("most", type_=Integer))
    return select(func.count()).select_from(some.subquery())


def _standing() -> Select[int, int]:
    """Select who stands on the board of `:quarter` with more points than `:above`, along its index."""
    more = Balance.quarter_points > bindparam("above")
    mine = Balance.quarter == bindparam("quarter")
    return select(Balance.person_id, Balance.quarter_points).where(RANKED, mine, more)


def _ranked(found: Sequence[Row[int, str, int]]) -> list[Place]:
    places: list[Place] = []
    for number, (person_id, name, points) in enumerate(found, start=1):
        rank = places[-1].rank if places and places[-1].points == points else number
        places.append(Place(rank=rank, person_id=person_id, name=name, points=points))
    return places
