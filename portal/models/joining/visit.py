"""How often the way in was seen, by day and source; no person is known."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base


class Visit(Base):
    """A count of looks at the application form on one day from one source."""

    __tablename__ = "visits"

    on: Mapped[date] = mapped_column("on_date", primary_key=True)
    source: Mapped[str] = mapped_column(String(24), primary_key=True)
    seen: Mapped[int] = mapped_column(default=0)
