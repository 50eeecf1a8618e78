"""A review: one reviewer's scores for one application, on the rubric."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment
from portal.models.joining.application import Application
from portal.models.person import Person

TOP = 4


class RubricLine(Base):
    """One line of the rubric, with words for 0, 2 and 4, and how much it counts."""

    __tablename__ = "rubric_lines"
    __table_args__ = (CheckConstraint("weight between 1 and 5", name="weight_in_range"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    about: Mapped[str] = mapped_column(String(300), default="")
    words0: Mapped[str] = mapped_column(String(300))
    words2: Mapped[str] = mapped_column(String(300))
    words4: Mapped[str] = mapped_column(String(300))
    weight: Mapped[int] = mapped_column(default=1)


class Review(Base):
    """An application given to a reviewer; a tie takes it away again."""

    __tablename__ = "reviews"
    __table_args__ = (UniqueConstraint("application_id", "reviewer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    assigned_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    assigned_at: Mapped[datetime] = mapped_column(Moment)
    tie_at: Mapped[datetime | None] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    comment: Mapped[str] = mapped_column(Text, default="")
    total: Mapped[int | None]

    application: Mapped[Application] = relationship(back_populates="reviews")
    reviewer: Mapped[Person] = relationship(foreign_keys=[reviewer_id])
    scores: Mapped[list["Score"]] = relationship(back_populates="review", cascade="all, delete-orphan")

    @property
    def is_in(self) -> bool:
        """Whether the reviewer has given the scores."""
        return self.submitted_at is not None

    @property
    def is_begun(self) -> bool:
        """Whether there are some scores, but not all given in."""
        return bool(self.scores) and not self.is_in

    @property
    def sum(self) -> int:
        """Return what its scores make, each times the weight of its line."""
        return sum(score.value * score.weight for score in self.scores)

    @property
    def most(self) -> int:
        """Return the highest sum that its scores could make."""
        return sum(TOP * score.weight for score in self.scores)

    @property
    def values(self) -> dict[int, int]:
        """Return the scores by line of the rubric."""
        return {score.line_id: score.value for score in self.scores}


class Score(Base):
    """0 to 4 on one line of the rubric, with the weight that the line had."""

    __tablename__ = "scores"
    __table_args__ = (
        UniqueConstraint("review_id", "line_id"),
        CheckConstraint("value between 0 and 4", name="value_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("rubric_lines.id"))
    value: Mapped[int]
    weight: Mapped[int] = mapped_column(default=1, server_default="1")

    review: Mapped[Review] = relationship(back_populates="scores")
    line: Mapped[RubricLine] = relationship()
