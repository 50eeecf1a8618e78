"""A verdict: what was decided on a submission, by whom, when and why; history is appended."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, Short, words
from portal.models.person import Person


class Outcome(enum.StrEnum):
    """What a verdict says."""

    APPROVED = "approved"
    IN_PART = "in part"
    RETURNED = "returned"
    REJECTED = "rejected"


class Fault(enum.StrEnum):
    """Why work was not approved in full, by code."""

    PROOF = "proof"
    DUPLICATE = "duplicate"
    LATE = "late"
    CRITERIA = "criteria"
    DISCLOSURE = "disclosure"
    OTHER = "other"


class Place(enum.StrEnum):
    """Where the disclosure stands, as the reviewer saw it."""

    FIRST = "first"
    VISIBLE = "visible"
    LABEL = "label"
    MISSING = "missing"
    NONE = "not needed"


AWARDS = text("outcome in ('approved', 'in part') and undone_at is null")
UNTOLD = text("told_at is null")


class Verdict(Base):
    """One decision; a submission has one at most that awards and was not undone.

    `by` is None where the program's own rule approved trusted work; `told_at` is when the letter that
    tells of it was written.
    """

    __tablename__ = "verdicts"
    __table_args__ = (
        Index(
            "uq_verdicts_one_award",
            "submission_id",
            unique=True,
            sqlite_where=AWARDS,
            postgresql_where=AWARDS,
        ),
        Index(
            "ix_verdicts_untold",
            "at",
            sqlite_where=text("told_at is null"),
            postgresql_where=text("told_at is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    outcome: Mapped[Outcome] = mapped_column(words(Outcome))
    fault: Mapped[Fault | None] = mapped_column(words(Fault))
    note: Mapped[str] = mapped_column(Text, default="")
    base_points: Mapped[int] = mapped_column(default=0)
    weight: Mapped[int] = mapped_column(default=1)
    disclosure: Mapped[Place | None] = mapped_column(words(Place))
    disclosure_note: Mapped[str] = mapped_column(Short, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    told_at: Mapped[datetime | None] = mapped_column(Moment)

    by: Mapped[Person | None] = relationship()

    @property
    def awards(self) -> bool:
        """Whether points come with it."""
        return self.outcome in {Outcome.APPROVED, Outcome.IN_PART}

    @property
    def rejects(self) -> bool:
        """Whether it rejects, and stands."""
        return self.outcome is Outcome.REJECTED and self.undone_at is None

    @property
    def points(self) -> int:
        """Return base points × weight, as decided; 0 where nothing is awarded."""
        return self.base_points * self.weight if self.awards else 0

    @property
    def product(self) -> str:
        """Return how the points come about, as in "20 × 3 = 60"."""
        return f"{self.base_points} × {self.weight} = {self.points}"
