"""Whom to ask about the rules: who can be asked, and three of them, drawn so that nobody chose."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select

from portal.db import rows
from portal.domain import quarters
from portal.domain.programs import day_of
from portal.models.earning.leave import Leave
from portal.models.joining.membership import Membership
from portal.models.paper.napkin_answer import NapkinAnswer
from portal.models.person import Person
from portal.models.revision import Revision

AT_ONCE = 3


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody who can be asked: the id of the membership, and the name."""

    id: int
    name: str


def free(revision: Revision, *, at: datetime) -> list[Candidate]:
    """Return who can be asked about a revision, by name: active, not on leave, and not asked about it yet."""
    found = rows(
        select(Membership.id, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(*_is_here(at=at), ~was_asked(revision))
        .order_by(Person.name, Membership.id)
    )
    return [Candidate(id=each.id, name=each.name) for each in found]


def drawn(revision: Revision, *, at: datetime) -> list[Candidate]:
    """Return three of those who are free, as `draw` takes them."""
    return draw(free(revision, at=at), revision)


def draw(found: Sequence[Candidate], revision: Revision) -> list[Candidate]:
    """Return three of those found, in an order that nobody chooses and that anybody can draw again.

    It is that of the SHA-256 of the revision's number and the membership's id ("3:17").
    """

    def lot(candidate: Candidate) -> str:
        return hashlib.sha256(f"{revision.number}:{candidate.id}".encode()).hexdigest()

    return sorted(found, key=lot)[:AT_ONCE]


def was_asked(revision: Revision) -> ColumnElement[bool]:
    """Return a condition: a membership was asked about a revision."""
    return exists().where(
        NapkinAnswer.membership_id == Membership.id, NapkinAnswer.revision_id == revision.id
    )


def _is_here(*, at: datetime) -> tuple[ColumnElement[bool], ...]:
    """On leave nobody is asked for anything."""
    away = exists().where(
        Leave.membership_id == Membership.id,
        Leave.quarter == quarters.of(day_of(at)),
        Leave.confirmed.is_(True),
    )
    return Membership.ended_on.is_(None), Membership.complete_at.is_not(None), ~away
