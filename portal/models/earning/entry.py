"""The ledger: every change of standing or credits, only ever added to; and the sums of it."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, words
from portal.models.earning.redemption import Redemption
from portal.models.person import Person
from portal.models.working.submission import Submission


class Ledger(enum.StrEnum):
    """What an entry counts: what keeps a place, or what buys rewards."""

    STANDING = "standing"
    CREDITS = "credits"


class EntryKind(enum.StrEnum):
    """Why there is an entry."""

    AWARD = "award"
    UNDONE = "undone"
    CORRECTION = "correction"
    FADE = "fade"
    SPENT = "spent"
    RETURNED = "returned"


PLACE = text("ledger = 'standing'")


class Entry(Base):
    """One change; the database refuses to change or delete it.

    `day` is the date in the program's time zone that it counts for, `quarter` that day's calendar quarter
    (2026Q1), `source` what caused it ("verdict:12"): one entry per person, ledger, kind and source.
    """

    __tablename__ = "entries"
    __table_args__ = (
        # In this order a close adds its entries side by side, not one to each page of the index.
        UniqueConstraint("kind", "source", "person_id", "ledger"),
        CheckConstraint("amount <> 0", name="says_something"),
        Index("ix_entries_quarter", "quarter", "person_id", sqlite_where=PLACE, postgresql_where=PLACE),
        Index(
            "ix_entries_submission",
            "submission_id",
            sqlite_where=text("submission_id is not null"),
            postgresql_where=text("submission_id is not null"),
        ),
        Index(
            "ix_entries_redemption",
            "redemption_id",
            sqlite_where=text("redemption_id is not null"),
            postgresql_where=text("redemption_id is not null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    ledger: Mapped[Ledger] = mapped_column(words(Ledger))
    kind: Mapped[EntryKind] = mapped_column(words(EntryKind))
    source: Mapped[str] = mapped_column(String(40))
    amount: Mapped[int]
    reason: Mapped[str] = mapped_column(String(500))
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submissions.id"))
    redemption_id: Mapped[int | None] = mapped_column(ForeignKey("redemptions.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    day: Mapped[date]
    quarter: Mapped[str] = mapped_column(String(7))
    at: Mapped[datetime] = mapped_column(Moment)

    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])
    submission: Mapped[Submission | None] = relationship()
    redemption: Mapped[Redemption | None] = relationship()


class Balance(Base):
    """The sums of one person's entries, kept with them in the same transaction.

    `lifetime` is all that was ever awarded, less what was undone or corrected; `quarter_points` the same
    within `quarter`, which is the one of the latest award; `ranked` whether the person wishes to stand on
    the leaderboard.
    """

    __tablename__ = "balances"
    __table_args__ = (
        CheckConstraint("standing >= 0 and credits >= 0", name="not_negative"),
        Index(
            "ix_balances_board",
            "quarter",
            "quarter_points",
            "person_id",
            sqlite_where=text("ranked"),
            postgresql_where=text("ranked"),
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, autoincrement=False)
    standing: Mapped[int] = mapped_column(default=0)
    credits: Mapped[int] = mapped_column(default=0)
    lifetime: Mapped[int] = mapped_column(default=0)
    quarter: Mapped[str] = mapped_column(String(7), default="")
    quarter_points: Mapped[int] = mapped_column(default=0)
    ranked: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship()
