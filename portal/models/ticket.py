"""A link sent by mail that works once and expires."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Hash, Moment, words
from portal.models.person import Person


class Purpose(enum.StrEnum):
    """What a ticket lets its holder do."""

    WELCOME = "welcome"
    STAFF = "staff"
    PASSWORD = "password"  # noqa: S105
    ADDRESS = "address"


class Ticket(Base):
    """One link for one person; we keep the hash of its token."""

    __tablename__ = "tickets"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[Purpose] = mapped_column(words(Purpose))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(Hash, unique=True)
    email: Mapped[str | None] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship()

    def is_good(self, *, at: datetime) -> bool:
        """Whether the ticket can still be used at the moment `at`."""
        return self.used_at is None and at < self.expires_at
