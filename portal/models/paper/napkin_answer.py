"""What an ambassador knew of the rules when asked: what do you do, what do you get, by when."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.models.revision import Revision


class NapkinAnswer(Base):
    """One ambassador asked about one revision: put, answered, then marked by staff (`knew`)."""

    __tablename__ = "napkin_answers"
    __table_args__ = (
        UniqueConstraint("revision_id", "membership_id"),
        CheckConstraint("marked_at is null or answered_at is not null", name="marked_once_answered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    does: Mapped[str] = mapped_column(Text, default="")
    gets: Mapped[str] = mapped_column(Text, default="")
    by_when: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    knew: Mapped[bool | None]
    marked_at: Mapped[datetime | None] = mapped_column(Moment)
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    revision: Mapped[Revision] = relationship()
    membership: Mapped[Membership] = relationship()
    asked_by: Mapped[Person | None] = relationship(foreign_keys=[asked_by_id])
    marked_by: Mapped[Person | None] = relationship(foreign_keys=[marked_by_id])
