"""A document that was issued, kept as it was."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, Short, words
from portal.models.file import File
from portal.models.joining.membership import Membership
from portal.models.person import Person


class DocumentKind(enum.StrEnum):
    """What a document is."""

    PACK = "pack"
    AGREEMENT = "agreement"
    NAPKIN = "napkin"
    CRITERIA = "criteria"
    CALENDAR = "calendar"
    CERTIFICATE = "certificate"
    FAREWELL = "farewell"
    STATEMENT = "statement"
    BADGES = "badges"
    REPORT = "report"
    SLIPS = "slips"
    LABELS = "labels"


class Document(Base):
    """One issue of one document; `fingerprint` is the SHA-256 of the data it was set from.

    `person_id` is None for a document of the whole program; `made_from` says what it shows (rules 3, March).
    `attests` is what a kind that is checked tells whoever asks; of the name it holds a hash alone, so that
    whoever is forgotten is forgotten here too.
    """

    __tablename__ = "documents"
    __table_args__ = (Index("ix_documents_membership_id_kind", "membership_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(30), unique=True)
    kind: Mapped[DocumentKind] = mapped_column(words(DocumentKind), index=True)
    title: Mapped[str] = mapped_column(Short)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    membership_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id"))
    made_from: Mapped[str] = mapped_column(Short, default="", server_default=text("''"))
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    attests: Mapped[dict[str, Any]] = mapped_column(
        JSON().with_variant(JSONB(), "postgresql"), default=dict, server_default="{}"
    )
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    pages: Mapped[int]
    issued_at: Mapped[datetime] = mapped_column(Moment, index=True)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    membership: Mapped[Membership | None] = relationship()
    issued_by: Mapped[Person | None] = relationship(foreign_keys=[issued_by_id])
    file: Mapped[File] = relationship()
