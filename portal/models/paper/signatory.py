"""Who signs certificates: at most three people, in order."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Short


class Signatory(Base):
    """A name that stands below a certificate, and what that person is."""

    __tablename__ = "signatories"
    __table_args__ = (CheckConstraint("position between 1 and 3", name="three_at_most"),)

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Short)
    role: Mapped[str] = mapped_column(Short, default="")
