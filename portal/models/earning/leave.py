"""Leave: a quarter that a membership sits out, with no reason kept."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment
from portal.models.joining.membership import Membership
from portal.models.person import Person


class Leave(Base):
    """One quarter off: asked for, then confirmed or declined; `confirmed` is None until then."""

    __tablename__ = "leaves"
    __table_args__ = (UniqueConstraint("membership_id", "quarter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    quarter: Mapped[str] = mapped_column(String(7), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    confirmed: Mapped[bool | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)

    membership: Mapped[Membership] = relationship()
    decided_by: Mapped[Person | None] = relationship()
