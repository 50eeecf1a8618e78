"""A page of a long list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from portal.db import db

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Page(Generic[T]):
    """Some rows of a list: `number` counts from 1, `total` is the length of the whole.

    `more` says that the whole is longer still, and was counted no further.
    """

    rows: Sequence[T]
    number: int
    size: int
    total: int
    more: bool = False

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


def page_of(chosen: Select[T], *, number: int = 1, size: int = 25, most: int | None = None) -> Page[T]:
    """Load one page of `chosen` and its length, in one statement; a page past the end is the last one.

    With `most`, no more rows than that are counted or paged through, so that a long history costs nothing.
    """
    ones = chosen.order_by(None).with_only_columns(literal(1), maintain_column_froms=True)
    length = ones if most is None else ones.limit(most + 1)
    bare = select(func.count()).select_from(length.subquery())
    if most is not None:
        number = min(number, -(-most // size))
    counted = chosen.add_columns(bare.scalar_subquery())
    rows = db.session.execute(counted.limit(size).offset((number - 1) * size)).unique().all()
    if not rows and number > 1:
        total = db.session.scalar(bare) or 0
        return page_of(chosen, number=max(1, -(-total // size)), size=size, most=most)
    total = rows[0][-1] if rows else 0
    more = most is not None and total > most
    return Page(
        rows=[row[0] for row in rows], number=number, size=size, total=most if more and most else total,
        more=more,
    )  # fmt: skip


def matching(words: str, *columns: ColumnElement[str] | InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Return a condition: each of the first eight `words` stands in one of `columns`, in any case."""
    return and_(
        true(),
        *(
            or_(*(column.icontains(word, autoescape=True) for column in columns))
            for word in words.split()[:8]
        ),
    )
