"""The agreement: its versions, and who accepted which, with the evidence."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Hash, Moment, Short
from portal.models.joining.membership import Membership
from portal.models.person import Person


class Agreement(Base):
    """One version of the terms; the highest number is current. `body` is markdown, a heading a clause."""

    __tablename__ = "agreements"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(Short)
    body: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Hash)
    note: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Acceptance(Base):
    """The evidence of a simple electronic signature (ESIGN, eIDAS); only ever added."""

    __tablename__ = "acceptances"
    __table_args__ = (UniqueConstraint("agreement_id", "membership_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id"))
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    sha256: Mapped[str] = mapped_column(Hash)
    shown_at: Mapped[datetime] = mapped_column(Moment)
    accepted_at: Mapped[datetime] = mapped_column(Moment)
    typed_name: Mapped[str] = mapped_column(Short)
    email: Mapped[str] = mapped_column(String(254))
    how: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(45))
    browser: Mapped[str] = mapped_column(String(300))

    agreement: Mapped[Agreement] = relationship()
    membership: Mapped[Membership] = relationship()
    person: Mapped[Person] = relationship()
