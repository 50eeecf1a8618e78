"""A decision on an application, with its reason and its letter."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, words
from portal.models.joining.application import Application
from portal.models.letter import Letter
from portal.models.person import Person


class Outcome(enum.StrEnum):
    """What was decided."""

    APPROVED = "approved"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"


class Decision(Base):
    """One decision; undone, it stays in the history and counts no more."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    outcome: Mapped[Outcome] = mapped_column(words(Outcome))
    reason: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    quiet: Mapped[bool] = mapped_column(default=False)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letters.id"))
    reapply_on: Mapped[date | None]
    undone_at: Mapped[datetime | None] = mapped_column(Moment)

    application: Mapped[Application] = relationship(back_populates="decisions")
    by: Mapped[Person] = relationship()
    letter: Mapped[Letter | None] = relationship()
