"""An invitation to apply: from staff, or a nomination that the person must confirm."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Hash, Moment, Short, words
from portal.models.person import Person


class InvitationKind(enum.StrEnum):
    """Who thought of the person."""

    INVITED = "invited"
    NOMINATED = "nominated"


class Invitation(Base):
    """One person asked to apply; a referrer never sees the application."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[InvitationKind] = mapped_column(words(InvitationKind))
    email: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(Short)
    note: Mapped[str] = mapped_column(String(1000), default="")
    token_hash: Mapped[str] = mapped_column(Hash, unique=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    referrer_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    nominator_name: Mapped[str] = mapped_column(Short, default="")
    nominator_email: Mapped[str] = mapped_column(String(254), default="")
    at: Mapped[datetime] = mapped_column(Moment)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)

    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])
    referrer: Mapped[Person | None] = relationship(foreign_keys=[referrer_id])
