"""A consent: for what, in which words, given and withdrawn when."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Moment, words


class ConsentFor(enum.StrEnum):
    """What somebody agreed to."""

    APPLICATION = "application"
    MARKETING = "marketing"
    OPENING = "opening"
    SHOWN = "shown"


class Consent(Base):
    """What one address agreed to, in the words it was shown."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[ConsentFor] = mapped_column(words(ConsentFor), index=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"), index=True)
    wording: Mapped[str] = mapped_column(Text)
    how: Mapped[str] = mapped_column(String(40))
    given_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
