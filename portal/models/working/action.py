"""An action: one concrete thing on the calendar that ambassadors can do."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, Short, words
from portal.models.working.activity_type import ActivityType
from portal.models.working.brief import Brief


class Limit(enum.StrEnum):
    """How often one person may do an action."""

    ONCE = "once"
    MONTHLY = "monthly"
    UP_TO = "up to"


class Audience(enum.StrEnum):
    """Whom an action is for."""

    EVERYONE = "everyone"
    NEW = "new"
    TRUSTED = "trusted"


class Action(Base):
    """A thing to do within dates, or within days since joining; a date for everyone has no type."""

    __tablename__ = "actions"
    __table_args__ = (
        CheckConstraint("(starts_on is null) <> (from_day is null)", name="one_window"),
        CheckConstraint("minutes >= 0 and base_points >= 0", name="not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Short)
    about: Mapped[str] = mapped_column(Text, default="")
    activity_type_id: Mapped[int | None] = mapped_column(ForeignKey("activity_types.id"), index=True)
    format: Mapped[str] = mapped_column(Short, default="")
    starts_on: Mapped[date | None] = mapped_column(index=True)
    ends_on: Mapped[date | None] = mapped_column(index=True)
    from_day: Mapped[int | None]
    to_day: Mapped[int | None]
    minutes: Mapped[int] = mapped_column(default=0)
    base_points: Mapped[int] = mapped_column(default=0)
    evidence_link: Mapped[bool] = mapped_column(default=False)
    evidence_file: Mapped[bool] = mapped_column(default=False)
    evidence_note: Mapped[bool] = mapped_column(default=False)
    asks_reach: Mapped[bool] = mapped_column(default=False, server_default=false())
    audience: Mapped[Audience] = mapped_column(words(Audience), default=Audience.EVERYONE)
    limit: Mapped[Limit] = mapped_column("limit_kind", words(Limit), default=Limit.ONCE)
    limit_count: Mapped[int] = mapped_column(default=1)
    trusted_at_once: Mapped[bool] = mapped_column(default=False)
    brief_id: Mapped[int | None] = mapped_column(ForeignKey("briefs.id"))
    public: Mapped[bool] = mapped_column(default=True)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)

    activity_type: Mapped[ActivityType | None] = relationship(lazy="joined")
    brief: Mapped[Brief | None] = relationship()

    @property
    def points(self) -> int:
        """Return base points × weight, what one approved submission earns today."""
        return self.base_points * self.activity_type.weight if self.activity_type else 0

    @property
    def is_date(self) -> bool:
        """Whether this is a date for everyone rather than a thing to do."""
        return self.activity_type_id is None
