"""A document's words as staff changed them; what was never changed is as delivered."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Moment, words
from portal.models.paper.document import DocumentKind


class Wording(Base):
    """One passage (markdown with placeholders) of one kind of document."""

    __tablename__ = "wordings"

    kind: Mapped[DocumentKind] = mapped_column(words(DocumentKind), primary_key=True)
    passage: Mapped[str] = mapped_column(String(40), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)
