"""A page of a long list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from portal.db import db

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Page(Generic[T]):
    """Some rows of a list: `number` counts from 1, `total` is the length of the whole."""

    rows: Sequence[T]
    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """Return the number of the last page, at least 1."""
        return max(1, -(-self.total // self.size))

    @property
    def first_row(self) -> int:
        """Return the position of the page's first row in the whole list, from 1."""
        return min(self.total, (self.number - 1) * self.size + 1)

    @property
    def last_row(self) -> int:
        """Return the position of the page's last row in the whole list."""
        return min(self.total, self.number * self.size)


def page_of(chosen: Select[T], *, number: int = 1, size: int = 25) -> Page[T]:
    """Load one page of `chosen`, in two statements; a page past the end is the last one."""
    bare = chosen.order_by(None).options().with_only_columns(func.count(), maintain_column_froms=True)
    total = db.session.scalar(bare) or 0
    number = min(max(1, number), max(1, -(-total // size)))
    rows = db.session.scalars(chosen.limit(size).offset((number - 1) * size)).unique().all()
    return Page(rows=rows, number=number, size=size, total=total)


def matching(words: str, *columns: ColumnElement[str] | InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Return a condition: each of the first eight `words` stands in one of `columns`, in any case."""
    return and_(
        true(),
        *(
            or_(*(column.icontains(word, autoescape=True) for column in columns))
            for word in words.split()[:8]
        ),
    )
