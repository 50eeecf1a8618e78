"""The desk: the applications that a member of staff sees, narrowed, counted and ordered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import joinedload, selectinload

from portal.db import db
from portal.domain.joining import narrowing
from portal.domain.joining.narrowing import Narrowing
from portal.domain.listing import Page
from portal.models.joining.application import Application, ApplicationState
from portal.models.joining.decision import Decision
from portal.models.joining.invitation import Invitation
from portal.models.joining.review import TOP, Review, RubricLine
from portal.models.letter import Letter
from portal.models.person import Person, Role

READING = (Role.ADMIN, Role.MANAGER, Role.REVIEWER)
UNDER_REVIEW = (ApplicationState.NEW, ApplicationState.IN_REVIEW, ApplicationState.TO_DECIDE)
FAR = date(9999, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Somebody who may review, with how many applications wait for their scores.

    Whoever decides is asked to read only when chosen by hand.
    """

    id: int
    name: str
    waiting: int
    decides: bool = False

    @property
    def pair(self) -> tuple[int, str]:
        """Return the reader as a choice of a list."""
        return self.id, self.name


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What stands around a list: how many are in each state, who may read, the highest sum."""

    states: dict[str, int]
    readers: list[Reader]
    most: int


def seen_by(person: Person) -> Select[Application]:
    """Select what `person` may see: nothing with a tie, of their own or referred by them; and for a
    reviewer only what was given to them."""
    return select(Application).where(*visible_to(person))


def one(id: int, *, seen_by: Person) -> Application | None:
    """Return the application with `id`, with its reviews and decisions, if the person may see it."""
    chosen = select(Application).where(Application.id == id, *visible_to(seen_by))
    return db.session.scalar(
        chosen.options(
            joinedload(Application.invitation).joinedload(Invitation.referrer),
            selectinload(Application.reviews).options(
                joinedload(Review.reviewer), selectinload(Review.scores)
            ),
            selectinload(Application.decisions).joinedload(Decision.letter),
            selectinload(Application.decisions).joinedload(Decision.by),
        )
    )


def several(ids: Sequence[int], *, seen_by: Person) -> Sequence[Application]:
    """Return the applications with `ids` that the person may see, in the order they came."""
    chosen = _whole(select(Application).where(Application.id.in_(ids), *visible_to(seen_by)))
    return db.session.scalars(chosen.order_by(Application.submitted_at, Application.id)).unique().all()


def surroundings(person: Person, to: Narrowing) -> Surroundings:
    """Count what `person` sees by state, narrowed but for the state; one statement with the readers."""
    wanted = [*visible_to(person), *narrowing.conditions(person, to)]
    counted = (
        select(
            literal("state").label("kind"),
            cast(Application.state, String).label("key"),
            literal("").label("name"),
            func.count().label("many"),
        )
        .where(*wanted)
        .group_by(Application.state)
    )
    most = select(literal("most"), literal(""), literal(""), func.sum(RubricLine.weight) * TOP)
    found = db.session.execute(union_all(counted, _readers(), most)).all()
    readers = [
        Reader(id=int(row.key), name=row.name, waiting=row.many, decides=row.kind == Role.ADMIN)
        for row in found
        if row.kind in READING
    ]
    return Surroundings(
        states={row.key: row.many for row in found if row.kind == "state"},
        readers=sorted(readers, key=lambda reader: reader.name.casefold()),
        most=sum(row.many for row in found if row.kind == "most"),
    )


def page(
    person: Person,
    to: Narrowing,
    *,
    order: Sequence[ColumnElement[Any]],
    total: int,
    number: int = 1,
    size: int = 25,
) -> Page[Application]:
    """Load one page of what `person` sees, in one statement; `total` is how many there are in all."""
    number = min(max(1, number), max(1, -(-total // size)))
    ids = listed(person, to).with_only_columns(Application.id).order_by(*order)
    wanted = ids.limit(size).offset((number - 1) * size).correlate(None)
    chosen = select(Application).where(Application.id.in_(wanted)).order_by(*order)
    rows = db.session.scalars(_whole(chosen)).unique().all()
    return Page(rows=rows, number=number, size=size, total=total)


def every(person: Person, to: Narrowing, *, order: Sequence[ColumnElement[Any]]) -> Sequence[Application]:
    """Load all that `person` sees, narrowed, in one statement."""
    return db.session.scalars(_whole(listed(person, to).order_by(*order))).unique().all()


def listed(person: Person, to: Narrowing) -> Select[Application]:
    """Select what `person` sees, narrowed."""
    chosen = seen_by(person).where(*narrowing.conditions(person, to))
    return chosen.where(Application.state == to.state) if to.state else chosen


def sorts(person: Person) -> dict[str, list[ColumnElement[Any]]]:
    """Return the columns to sort a list by; what waits longest for its answer comes first."""
    waits = Application.state.in_(UNDER_REVIEW)
    due = case((waits, func.coalesce(Application.answer_by, FAR)), else_=FAR)
    newest = -Application.id
    return {
        "due": [due, newest],
        "who": [func.lower(Application.name), newest],
        "came": [cast(Application.source, String), newest],
        "score": [func.coalesce(narrowing.mean(person), -1), newest],
        "applied": [Application.submitted_at.expression, newest],
        "state": [cast(Application.state, String), newest],
    }


def visible_to(person: Person) -> list[ColumnElement[bool]]:
    """Return what must hold of an application for `person` to see it."""
    mine = (
        exists()
        .where(Review.application_id == Application.id, Review.reviewer_id == person.id)
        .correlate(Application)
    )
    tied = select(Review.application_id).where(Review.reviewer_id == person.id, Review.tie_at.is_not(None))
    referred = select(Invitation.id).where(Invitation.referrer_id == person.id)
    seen = [
        Application.state != ApplicationState.DRAFT,
        Application.submitted_at.is_not(None),
        Application.twin_of_id.is_(None),
        Application.purged_at.is_(None),
        Application.email != person.email,
        Application.id.not_in(tied),
        or_(Application.invitation_id.is_(None), Application.invitation_id.not_in(referred)),
    ]
    return [*seen, mine] if person.role is Role.REVIEWER else seen


def _readers() -> Select[str, str, str, int]:
    waiting = and_(Review.reviewer_id == Person.id, Review.submitted_at.is_(None), Review.tie_at.is_(None))
    under_review = and_(Application.id == Review.application_id, Application.state.in_(UNDER_REVIEW))
    return (
        select(cast(Person.role, String), cast(Person.id, String), Person.name, func.count(Application.id))
        .outerjoin(Review, waiting)
        .outerjoin(Application, under_review)
        .where(Person.role.in_(READING), Person.suspended_at.is_(None))
        .group_by(Person.id, Person.name, Person.role)
    )


def _whole(chosen: Select[Application]) -> Select[Application]:
    return chosen.options(
        joinedload(Application.invitation).joinedload(Invitation.referrer),
        joinedload(Application.reviews).joinedload(Review.reviewer),
        joinedload(Application.decisions).joinedload(Decision.letter).load_only(Letter.state),
    )
