"""The one program that this portal runs."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, Short, words
from portal.models.file import File


class Doors(enum.StrEnum):
    """Whether applications are taken."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Paper(enum.StrEnum):
    """The paper that documents are set for."""

    A4 = "A4"
    LETTER = "letter"


class Program(Base):
    """Who we are and how we look; what is promised stands in the rules.

    `weekly_minutes` is the most that one person may do in a week, None for no limit.
    """

    __tablename__ = "programs"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(80))
    organisation: Mapped[str] = mapped_column(Short)
    short_name: Mapped[str] = mapped_column(String(40))
    promise: Mapped[str] = mapped_column(String(200))
    sentence: Mapped[str] = mapped_column(String(400))
    brand_colour: Mapped[str] = mapped_column(String(7))
    logo_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    contact_name: Mapped[str] = mapped_column(Short)
    contact_role: Mapped[str] = mapped_column(Short, default="")
    contact_email: Mapped[str] = mapped_column(String(254))
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    contact_photo_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    appeals_email: Mapped[str] = mapped_column(String(254), default="")
    time_zone: Mapped[str] = mapped_column(String(60))
    currency: Mapped[str] = mapped_column(String(3))
    language: Mapped[str] = mapped_column(String(12))
    paper: Mapped[Paper] = mapped_column(words(Paper))
    link_base: Mapped[str] = mapped_column(String(200), default="")
    doors: Mapped[Doors] = mapped_column(words(Doors))
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    season_starts: Mapped[date | None]
    season_ends: Mapped[date | None]
    least_age: Mapped[int] = mapped_column(default=18)
    reviews_needed: Mapped[int] = mapped_column(default=2)
    answer_days: Mapped[int] = mapped_column(default=14)
    reapply_days: Mapped[int] = mapped_column(default=90)
    pass_mark: Mapped[int] = mapped_column(default=0)
    weekly_minutes: Mapped[int | None]
    leaderboard: Mapped[bool] = mapped_column(default=False, server_default=false())
    privacy: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(Moment)

    logo: Mapped[File | None] = relationship(foreign_keys=[logo_id])
    contact_photo: Mapped[File | None] = relationship(foreign_keys=[contact_photo_id])
