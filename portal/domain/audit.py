"""Writing and reading the audit."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portal.db import Base, db
from portal.models.audit_entry import AuditEntry
from portal.models.person import Person


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


def entries(*, by: int | None = None, thing: str = "", verb: str = "") -> Select[AuditEntry]:
    """Select the audit, newest first, narrowed to a person, a kind of thing and a verb."""
    chosen = select(AuditEntry).options(joinedload(AuditEntry.by)).order_by(AuditEntry.id.desc())
    if by is not None:
        chosen = chosen.where(AuditEntry.by_id == by)
    if thing:
        chosen = chosen.where(AuditEntry.thing == thing)
    if verb:
        chosen = chosen.where(AuditEntry.verb == verb)
    return chosen


def about(row: Base, *, most: int = 12) -> list[AuditEntry]:
    """Return the latest deeds that concern one row, newest first."""
    chosen = entries(thing=row.__tablename__).where(AuditEntry.thing_id == getattr(row, "id", None))
    return list(db.session.scalars(chosen.limit(most)))
