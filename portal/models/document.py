"""A document that was issued, kept as it was."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, Short, words
from portal.models.file import File
from portal.models.joining.membership import Membership
from portal.models.person import Person


class DocumentKind(enum.StrEnum):
    """What a document is."""

    PACK = "pack"
    AGREEMENT = "agreement"


class Document(Base):
    """One issue of one document for one person; `fingerprint` is the SHA-256 of the data it was set from."""

    __tablename__ = "documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(30), unique=True)
    kind: Mapped[DocumentKind] = mapped_column(words(DocumentKind), index=True)
    title: Mapped[str] = mapped_column(Short)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    membership_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id"), index=True)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    pages: Mapped[int]
    issued_at: Mapped[datetime] = mapped_column(Moment, index=True)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    membership: Mapped[Membership | None] = relationship()
    issued_by: Mapped[Person | None] = relationship(foreign_keys=[issued_by_id])
    file: Mapped[File] = relationship()
