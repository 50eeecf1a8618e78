"""A person who can sign in: staff, an ambassador, or both."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, Short, words

if TYPE_CHECKING:
    from portal.models.earning.entry import Balance
    from portal.models.joining.membership import Membership


class Role(enum.StrEnum):
    """What a member of staff may do; ambassadors have none."""

    ADMIN = "admin"
    MANAGER = "manager"
    REVIEWER = "reviewer"
    DIRECTOR = "director"


class Person(Base):
    """One human being, by mail address; a password makes it an account."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(Short)
    role: Mapped[Role | None] = mapped_column(words(Role), index=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_since: Mapped[datetime | None] = mapped_column(Moment)
    totp_last_step: Mapped[int | None]
    suspended_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    town: Mapped[str] = mapped_column(Short, default="")
    about: Mapped[str] = mapped_column(String(2000), default="")
    links: Mapped[str] = mapped_column(String(4000), default="")
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    profile_at: Mapped[datetime | None] = mapped_column(Moment)

    membership: Mapped[Membership | None] = relationship(
        "Membership",
        primaryjoin="and_(Person.id == foreign(Membership.person_id), Membership.ended_on.is_(None))",
        viewonly=True,
        uselist=False,
    )
    balance: Mapped[Balance | None] = relationship("Balance", viewonly=True, uselist=False)
    recovery_codes: Mapped[list[RecoveryCode]] = relationship(
        back_populates="person", cascade="all, delete-orphan"
    )

    @property
    def is_staff(self) -> bool:
        """Whether the person works for the program."""
        return self.role is not None

    @property
    def is_suspended(self) -> bool:
        """Whether the person is shut out."""
        return self.suspended_at is not None

    @property
    def has_second_factor(self) -> bool:
        """Whether signing in also asks for a code."""
        return self.totp_since is not None

    @property
    def initials(self) -> str:
        """Return one or two letters that stand for the person."""
        parts = self.name.split()
        return (parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")).upper()

    @property
    def first_name(self) -> str:
        """Return the name to greet the person by."""
        return self.name.split()[0] if self.name.split() else self.name


class RecoveryCode(Base):
    """A code that replaces the second factor once."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship(back_populates="recovery_codes")
