"""The people of the program, as staff look them up."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import contains_eager

from portal.db import db
from portal.domain.listing import matching
from portal.models.joining.application import Application, ApplicationState
from portal.models.joining.membership import Membership, MembershipState
from portal.models.paper.document import Document, DocumentKind
from portal.models.person import Person

TAKEN_BACK = (
    select(Application.id)
    .where(
        Application.id == Membership.application_id,
        Application.state != ApplicationState.APPROVED,
        Membership.ended_on.is_not(None),
    )
    .exists()
)
"""Whether the approval that made a membership was undone: then nobody ever was an ambassador by it."""


def chosen(*, words: str = "", state: str = "", cohort: str = "", printed: str = "") -> Select[Membership]:
    """Select memberships with their people, narrowed by words, state, cohort and whether a pack is printed.

    `printed` is "yes", "no" or "" for all.
    """
    found = (
        select(Membership)
        .join(Membership.person)
        .options(contains_eager(Membership.person))
        .where(~TAKEN_BACK, matching(words, Person.name, Person.email, Person.town, Membership.code))
    )
    if state in set(MembershipState):
        found = found.where(Membership.state == MembershipState(state))
    if cohort:
        found = found.where(Membership.cohort == cohort)
    return found.where(is_printed(printed))


def is_printed(answer: str, kind: DocumentKind = DocumentKind.PACK) -> ColumnElement[bool]:
    """Return a condition: one of `kind` was printed for somebody ("yes"), none was ("no"), or either ("")."""
    one = select(Document.id).where(Document.membership_id == Membership.id, Document.kind == kind).exists()
    return {"yes": one, "no": ~one}.get(answer, true())


@dataclass(frozen=True)
class Facets:
    """How many memberships there are by state, and the cohorts, newest first, each as value and word."""

    counts: dict[str, int]
    cohorts: list[tuple[str, str]]


def facets() -> Facets:
    """Return what the list can be narrowed to, in one statement."""
    found = (
        select(Membership.state, Membership.cohort, func.count())
        .where(~TAKEN_BACK)
        .group_by(Membership.state, Membership.cohort)
    )
    counts: Counter[str] = Counter()
    cohorts: set[str] = set()
    for state, cohort, count in db.session.execute(found):
        counts[state.value] += count
        cohorts.add(cohort)
    return Facets(dict(counts), [(cohort, cohort) for cohort in sorted(cohorts, reverse=True)])


def printed_for(
    memberships: Sequence[Membership], *, kind: DocumentKind = DocumentKind.PACK
) -> dict[int, Document]:
    """Return the latest document of `kind` of each membership, by its id, in one statement."""
    found = select(Document).where(
        Document.kind == kind,
        Document.membership_id.in_([membership.id for membership in memberships]),
    )
    printed = db.session.scalars(found.order_by(Document.id))
    return {document.membership_id: document for document in printed if document.membership_id}


def first_year(today: date) -> int:
    """Return the year in which the first ambassador joined, or that of `today` where nobody has."""
    first = db.session.scalar(select(func.min(Membership.joined_on)))
    return min(first or today, today).year


def by_id(id: int) -> Select[Membership]:
    """Select one membership with its person."""
    return chosen().where(Membership.id == id)
