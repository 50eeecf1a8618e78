"""A signed link to an application: its holder may follow, correct and withdraw it."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Hash, Moment
from portal.models.joining.application import Application


class ApplicationLink(Base):
    """One more link, made for a letter; we keep the hash of its token."""

    __tablename__ = "application_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    token_hash: Mapped[str] = mapped_column(Hash, unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)

    application: Mapped[Application] = relationship()
