"""A letter in the outbox, written in the transaction that caused it."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, Short, words
from portal.models.file import File
from portal.models.person import Person


class LetterState(enum.StrEnum):
    """Where a letter is on its way."""

    HELD = "held"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Letter(Base):
    """One mail to one address.

    `claimed_at` says that a worker has it in hand, `leave` at which address letters like it are ended.
    """

    __tablename__ = "letters"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), index=True)
    to: Mapped[str] = mapped_column("to_address", String(254))
    to_name: Mapped[str] = mapped_column(Short, default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    state: Mapped[LetterState] = mapped_column(words(LetterState), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment, index=True)
    not_before: Mapped[datetime] = mapped_column(Moment)
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(String(1000), default="")
    leave: Mapped[str | None] = mapped_column(String(500))

    person: Mapped[Person | None] = relationship()
    attachment: Mapped[File | None] = relationship()
