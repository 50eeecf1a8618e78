"""The close of a quarter, and what it said of each membership."""

import enum
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    UniqueConstraint,
    and_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, words
from portal.models.joining.membership import Membership
from portal.models.person import Person


class QuarterClose(Base):
    """One quarter was closed, once; the database refuses to change or delete it.

    `rate` is in per cent. `by` is None where the worker did it.
    """

    __tablename__ = "quarter_closes"

    id: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[str] = mapped_column(String(7), unique=True)
    rate: Mapped[int]
    threshold: Mapped[int]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    by: Mapped[Person | None] = relationship()


class Standing(enum.StrEnum):
    """What a close says of a membership."""

    RENEWED = "renewed"
    AT_RISK = "at risk"
    PROPOSED = "proposed"
    PROVISIONAL = "provisional"
    ON_LEAVE = "on leave"


UNTOLD = text("told_at is null")
OPEN = text("outcome = 'proposed' and resolved_at is null")


class Renewal(Base):
    """What the close of a quarter said of one membership, and what a manager made of a proposal to lapse.

    `before` and `after` are standing on either side of the fade. `kept` is None until a manager resolves
    a proposal: True keeps the person, with `reason`; False confirms the lapse. On PostgreSQL triggers keep
    `close_id`, once for each statement.
    """

    __tablename__ = "renewals"
    __table_args__ = (
        UniqueConstraint("close_id", "membership_id"),
        Index("ix_renewals_untold", "id", sqlite_where=UNTOLD, postgresql_where=UNTOLD),
        Index("ix_renewals_open", "id", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    close_id: Mapped[int] = mapped_column(ForeignKey("quarter_closes.id"))
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    outcome: Mapped[Standing] = mapped_column(words(Standing))
    before: Mapped[int]
    after: Mapped[int]
    told_at: Mapped[datetime | None] = mapped_column(Moment)
    kept: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    resolved_at: Mapped[datetime | None] = mapped_column(Moment)

    close: Mapped[QuarterClose] = relationship()
    membership: Mapped[Membership] = relationship()
    resolved_by: Mapped[Person | None] = relationship()

    @classmethod
    def of(cls, memberships: Select[int]) -> ColumnElement[bool]:
        """Return the condition that a renewal is of these memberships.

        It names every close, too: the index begins with the close, and SQLite would read all renewals.
        """
        return and_(cls.close_id.in_(select(QuarterClose.id)), cls.membership_id.in_(memberships))
