"""A print run: documents for several people, made in the background."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, words
from portal.models.document import Document, DocumentKind
from portal.models.file import File
from portal.models.joining.membership import Membership
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
    """Who asked for which documents; `claimed_at` says that a worker has it in hand."""

    __tablename__ = "print_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DocumentKind] = mapped_column(words(DocumentKind))
    form: Mapped[RunForm] = mapped_column(words(RunForm))
    state: Mapped[RunState] = mapped_column(words(RunState), index=True)
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
    """One person's document in a print run; it has a document once it is printed."""

    __tablename__ = "sheets"
    __table_args__ = (UniqueConstraint("run_id", "membership_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("print_runs.id"), index=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    position: Mapped[int]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    error: Mapped[str] = mapped_column(String(1000), default="")

    run: Mapped[PrintRun] = relationship(back_populates="sheets")
    membership: Mapped[Membership] = relationship()
    document: Mapped[Document | None] = relationship()
