"""A brief: what content must include, what it must avoid, and what is the creator's."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Moment, Short


class Brief(Base):
    """One version of the brief; the one with the highest number is current."""

    __tablename__ = "briefs"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(Short)
    intro: Mapped[str] = mapped_column(Text, default="")
    must: Mapped[list[str]] = mapped_column(JSON, default=list)
    avoid: Mapped[list[str]] = mapped_column(JSON, default=list)
    free: Mapped[list[str]] = mapped_column(JSON, default=list)
    right: Mapped[str] = mapped_column("right_example", Text, default="")
    wrong: Mapped[str] = mapped_column("wrong_example", Text, default="")
    published_at: Mapped[datetime] = mapped_column(Moment)
    reviewed_at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class BriefReading(Base):
    """That a person has read a version of the brief."""

    __tablename__ = "brief_readings"
    __table_args__ = (UniqueConstraint("brief_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    brief_id: Mapped[int] = mapped_column(ForeignKey("briefs.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
