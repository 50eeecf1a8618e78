"""A check: one select of what should not be, so that it sees the ledger at one moment."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func

from portal.db import db
from portal.models.earning.entry import Entry, Ledger

Rows = Select[*tuple[Any, ...]]
STANDING, CREDITS = Entry.ledger == Ledger.STANDING, Entry.ledger == Ledger.CREDITS


@dataclass(frozen=True, kw_only=True)
class Check:
    """What must never be found: `wrong` selects it, and `says` puts its first row in words."""

    says: str
    wrong: Rows

    def first(self) -> str | None:
        """Return the first row that is wrong in words, or None where all are right."""
        row = db.session.execute(self.wrong.limit(1)).first()
        return None if row is None else self.says % row._mapping


def summed(where: ColumnElement[bool]) -> ColumnElement[int]:
    """Sum the amounts of the entries that count; 0 where none does."""
    return func.coalesce(func.sum(Entry.amount).filter(where), 0)
