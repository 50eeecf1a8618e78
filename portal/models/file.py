"""A file we keep: an upload, or a document that was printed."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Hash, Moment, Short


class File(Base):
    """What is known of a file; its bytes lie in the store under its hash."""

    __tablename__ = "files"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(Hash, index=True)
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(Short)
    at: Mapped[datetime] = mapped_column(Moment)

    @property
    def is_bitmap(self) -> bool:
        """Whether it is a picture of pixels, which was drawn anew before it was kept."""
        return self.media_type in {"image/jpeg", "image/png"}
