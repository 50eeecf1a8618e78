"""A sign-in: one browser in which a person is signed in, until it ends."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Hash, Moment
from portal.models.person import Person


class SignIn(Base):
    """The server's side of a session; the browser holds its token, we hold the hash."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(Hash, unique=True)
    how: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(45))
    browser: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship()

    def is_open(self, *, at: datetime) -> bool:
        """Whether the sign-in still opens doors at the moment `at`."""
        return self.ended_at is None and at < self.expires_at and not self.person.is_suspended
