"""An activity type: a way to contribute, and how far it carries."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment
from portal.models.person import Person


class ActivityType(Base):
    """A way to contribute; points are base points × weight.

    `base_points` is what a piece of one's own accord, which no action asked for, begins with.
    """

    __tablename__ = "activity_types"
    __table_args__ = (
        CheckConstraint("weight between 1 and 20", name="weight_in_range"),
        CheckConstraint("base_points >= 0", name="base_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    about: Mapped[str] = mapped_column(String(300), default="")
    weight: Mapped[int]
    base_points: Mapped[int] = mapped_column(default=10, server_default="10")
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)

    changes: Mapped[list["WeightChange"]] = relationship(
        back_populates="activity_type", order_by="WeightChange.at.desc()"
    )


class WeightChange(Base):
    """A change of weight: from when, why, and who decided; it reprices nothing awarded before."""

    __tablename__ = "weight_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_type_id: Mapped[int] = mapped_column(ForeignKey("activity_types.id"), index=True)
    before: Mapped[int]
    after: Mapped[int]
    on: Mapped[date] = mapped_column("on_date")
    reason: Mapped[str] = mapped_column(String(500))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    activity_type: Mapped[ActivityType] = relationship(back_populates="changes")
    by: Mapped[Person | None] = relationship()
