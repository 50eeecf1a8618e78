"""Writing and reading the audit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, String, cast, literal, null, select, union_all
from sqlalchemy.orm import joinedload

from portal.db import Base, db
from portal.domain.listing import matching
from portal.models.audit_entry import AuditEntry
from portal.models.person import Person

T = TypeVar("T")


@dataclass
class Facets:
    """What the audit can be narrowed to: people by id, things and verbs by word."""

    people: dict[int, str] = field(default_factory=dict)
    things: list[str] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)


def write(
    verb: str,
    thing: Base | str,
    *,
    by: Person | None,
    at: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    label: str = "",
) -> AuditEntry:
    """Add one deed to the audit, in the transaction of the deed.

    `verb` is a past participle ("approved"); `thing` a row that has its id, or a word;
    `before` and `after` hold what changed, as plain values; `by` is None for the portal itself.
    """
    entry = AuditEntry(
        at=at,
        by_id=by.id if by else None,
        verb=verb,
        thing=thing if isinstance(thing, str) else thing.__tablename__,
        thing_id=None if isinstance(thing, str) else getattr(thing, "id", None),
        label=label[:200],
        before=before,
        after=after,
    )
    db.session.add(entry)
    db.session.flush()
    return entry


def entries(
    *,
    words: str = "",
    by: int | None = None,
    thing: str = "",
    verb: str = "",
    since: datetime | None = None,
) -> Select[AuditEntry]:
    """Select the audit, newest first, narrowed to words, a person, a kind of thing, a verb, a time."""
    chosen = (
        select(AuditEntry)
        .options(joinedload(AuditEntry.by))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    )
    if words:
        named = cast(AuditEntry.thing_id, String)
        chosen = chosen.where(matching(words, AuditEntry.label, AuditEntry.verb, named))
    if by is not None:
        chosen = chosen.where(AuditEntry.by_id == by)
    if thing:
        chosen = chosen.where(AuditEntry.thing == thing)
    if verb:
        chosen = chosen.where(AuditEntry.verb == verb)
    if since is not None:
        chosen = chosen.where(AuditEntry.at >= since)
    return chosen


def facets() -> Facets:
    """Return what there is to narrow to, in one statement."""
    people = select(literal("people"), Person.name, Person.id).where(Person.role.is_not(None))
    things = select(literal("things"), AuditEntry.thing, null()).group_by(AuditEntry.thing)
    verbs = select(literal("verbs"), AuditEntry.verb, null()).group_by(AuditEntry.verb)
    found = Facets()
    rows: list[Any] = sorted(db.session.execute(union_all(people, things, verbs)), key=lambda row: row[1])
    for row in rows:
        if row[0] == "people":
            found.people[row[2]] = row[1]
        else:
            getattr(found, row[0]).append(row[1])
    return found


def export(rows: Iterable[T], *, of: str, by: Person, at: datetime) -> Sequence[T]:
    """Return the rows of a list that leaves the portal, and write that down; `of` is what they are."""
    gone = list(rows)
    write("exported", of, by=by, at=at, after={"rows": len(gone)})
    return gone


def about(row: Base, *, most: int = 12) -> list[AuditEntry]:
    """Return the latest deeds that concern one row, newest first."""
    chosen = entries(thing=row.__tablename__).where(AuditEntry.thing_id == getattr(row, "id", None))
    return list(db.session.scalars(chosen.limit(most)))
