"""A print run: documents for several people, made in the background."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, words
from portal.models.file import File
from portal.models.joining.membership import Membership
from portal.models.paper.document import Document, DocumentKind
from portal.models.person import Person


class RunState(enum.StrEnum):
    """Where a print run stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class RunForm(enum.StrEnum):
    """What comes out: one PDF for the printer, or one PDF each in a ZIP."""

    PDF = "pdf"
    ZIP = "zip"


class PrintRun(Base):
    """Who asked for which documents; `claimed_at` says that a worker has it in hand.

    `choices` is what a kind of document lets people choose: a month, a size, a signature.
    """

    __tablename__ = "print_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DocumentKind] = mapped_column(words(DocumentKind))
    form: Mapped[RunForm] = mapped_column(words(RunForm))
    state: Mapped[RunState] = mapped_column(words(RunState), index=True)
    choices: Mapped[dict[str, Any]] = mapped_column(
        JSON().with_variant(JSONB(), "postgresql"), default=dict, server_default="{}"
    )
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    error: Mapped[str] = mapped_column(String(1000), default="")

    by: Mapped[Person | None] = relationship()
    file: Mapped[File | None] = relationship()
    sheets: Mapped[list["Sheet"]] = relationship(back_populates="run", order_by="Sheet.position")


class Sheet(Base):
    """One document of a print run: for one person, or for the whole program; issued once it is printed.

    `token` makes the number of a document that strangers may check one that nobody guesses.
    """

    __tablename__ = "sheets"
    __table_args__ = (UniqueConstraint("run_id", "membership_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("print_runs.id"), index=True)
    membership_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id"))
    position: Mapped[int]
    token: Mapped[str] = mapped_column(String(16), default="", server_default=text("''"))
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    error: Mapped[str] = mapped_column(String(1000), default="")

    run: Mapped[PrintRun] = relationship(back_populates="sheets")
    membership: Mapped[Membership | None] = relationship()
    document: Mapped[Document | None] = relationship()
