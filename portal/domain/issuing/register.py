"""The register of documents as staff look into it: what is in force, overtaken by the rules, or older."""

import enum
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, not_, or_, select, true
from sqlalchemy.orm import aliased, contains_eager, joinedload

from portal.db import db
from portal.domain import quarters
from portal.domain.issuing.kinds import KINDS, Whom
from portal.domain.listing import matching
from portal.domain.program import revisions
from portal.domain.programs import dawn_of
from portal.domain.refusal import Refused
from portal.models.file import File
from portal.models.joining.membership import Membership
from portal.models.paper.document import Document, DocumentKind
from portal.models.paper.print_run import PrintRun, Sheet
from portal.models.person import Person

SAY_RULES = [kind for kind, each in KINDS.items() if each.says_rules]
# A later one takes the place of an earlier one, whatever both were made from; of others, if that is the same.
GROUPS = [kind for kind, each in KINDS.items() if each.whom is Whom.GROUP]
RENEWED = [*SAY_RULES, DocumentKind.AGREEMENT]
HEXES = 4


class Standing(enum.StrEnum):
    """How an issue stands today."""

    IN_FORCE = "in force"
    MOVED_ON = "moved on"
    OLDER = "older"
    ISSUED = "issued"


def standing() -> ColumnElement[str]:
    """Return how a document stands: replaced by a later one, overtaken by the rules, in force, or issued."""
    return case(
        (_is_replaced(), Standing.OLDER.value),
        (_is_overtaken(), Standing.MOVED_ON.value),
        (Document.kind.in_(RENEWED), Standing.IN_FORCE.value),
        else_=Standing.ISSUED.value,
    )


def _is_replaced() -> ColumnElement[bool]:
    later = aliased(Document)
    return (
        select(later.id)
        .where(
            later.membership_id.is_not_distinct_from(Document.membership_id),
            later.kind == Document.kind,
            later.kind.not_in(GROUPS),  # the same event for other people
            later.id > Document.id,
            or_(Document.kind.in_(RENEWED), later.made_from == Document.made_from),
        )
        .exists()
    )


def _is_overtaken() -> ColumnElement[bool]:
    return and_(Document.kind.in_(SAY_RULES), _says_other_rules())


def _says_other_rules() -> ColumnElement[bool]:
    """Whether other rules are in force than when a document was issued; there may have been none."""
    current = revisions.current()
    return or_(Document.revision_id.is_(None), Document.revision_id != current.id) if current else false()


IS: Mapping[Standing, Any] = {
    Standing.OLDER: _is_replaced,
    Standing.MOVED_ON: lambda: and_(_is_overtaken(), not_(_is_replaced())),
    Standing.IN_FORCE: lambda: and_(Document.kind.in_(RENEWED), not_(_is_overtaken()), not_(_is_replaced())),
    Standing.ISSUED: lambda: and_(Document.kind.not_in(RENEWED), not_(_is_replaced())),
}


def found(
    words: str = "", *, kind: str = "", state: str = "", quarter: str = "", person: int | None = None
) -> Select[Document]:
    """Select documents with their people and files, narrowed; what is not known narrows nothing.

    `words` fit a name, a number, a title, what it was made from, or four letters of the hash and more.
    """
    chosen = (
        select(Document)
        .outerjoin(Document.person)
        .join(Document.file)
        .options(contains_eager(Document.person), contains_eager(Document.file))
        .options(joinedload(Document.issued_by))
        .where(_issued_in(quarter), *map(_fits, words.split()[:8]))
    )
    if kind in set(DocumentKind):
        chosen = chosen.where(Document.kind == DocumentKind(kind))
    if state in set(Standing):
        chosen = chosen.where(IS[Standing(state)]())
    return chosen.where(Document.person_id == person) if person else chosen


def _fits(word: str) -> ColumnElement[bool]:
    told = matching(word, Person.name, Document.number, Document.title, Document.made_from)
    return or_(told, File.sha256.contains(word.lower(), autoescape=True)) if len(word) >= HEXES else told


def _issued_in(quarter: str) -> ColumnElement[bool]:
    try:
        first, after = quarters.first_day(quarter), quarters.first_day(quarters.after(quarter))
    except Refused:
        return true()
    return and_(Document.issued_at >= dawn_of(first), Document.issued_at < dawn_of(after))


def standings_of(documents: Sequence[Document]) -> dict[int, Standing]:
    """Return how each of a page of documents stands, by its id, in two statements."""
    ids = [document.id for document in documents]
    rows = db.session.execute(select(Document.id, standing()).where(Document.id.in_(ids)))
    return {key: Standing(word) for key, word in rows}


def counts() -> dict[DocumentKind, int]:
    """Return how many documents of each kind were issued."""
    rows = db.session.execute(select(Document.kind, func.count()).group_by(Document.kind))
    return {kind: count for kind, count in rows}


def overtaken() -> Select[Membership]:
    """Select the ambassadors of today whose last pack says rules that are out of force."""
    latest = (
        select(func.max(Document.id))
        .where(Document.membership_id == Membership.id, Document.kind == DocumentKind.PACK)
        .correlate(Membership)
        .scalar_subquery()
    )
    return (
        select(Membership)
        .join(Document, Document.id == latest)
        .where(Membership.ended_on.is_(None), _says_other_rules())
        .order_by(Membership.id)
    )


def how_many(chosen: Select[Any]) -> int:
    """Return how many rows a select finds."""
    return db.session.scalar(select(func.count()).select_from(chosen.order_by(None).subquery())) or 0


def issues_of(document: Document) -> list[Document]:
    """Return the latest issues of the same kind for the same person, or for everyone, newest first."""
    same = and_(
        Document.kind == document.kind,
        Document.membership_id.is_not_distinct_from(document.membership_id),
        Document.id != document.id,
    )
    return list(db.session.scalars(select(Document).where(same).order_by(Document.id.desc()).limit(20)))


def runs_of(document: Document) -> list[PrintRun]:
    """Return the print runs that a document came out of, the first one first."""
    return list(
        db.session.scalars(
            select(PrintRun)
            .join(Sheet, Sheet.run_id == PrintRun.id)
            .where(Sheet.document_id == document.id)
            .options(joinedload(PrintRun.by))
            .order_by(PrintRun.id)
        )
    )
