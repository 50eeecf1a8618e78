"""A count of requests in a window of time, shared by every process."""

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base


class Limit(Base):
    """How often one visitor asked for one thing; times are Unix seconds."""

    __tablename__ = "limits"

    key: Mapped[str] = mapped_column(String(300), primary_key=True)
    count: Mapped[int]
    expires: Mapped[int] = mapped_column(BigInteger, index=True)
