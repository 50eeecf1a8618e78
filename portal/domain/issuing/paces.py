"""How long documents take, and how many pages they have, measured by those that were made."""

from dataclasses import dataclass
from statistics import median

from sqlalchemy import func, select

from portal.db import db
from portal.models.paper.document import Document, DocumentKind
from portal.models.paper.print_run import PrintRun, RunState, Sheet

LATEST = 15


@dataclass(frozen=True, kw_only=True)
class Pace:
    """The medians of the latest runs of a kind: seconds that a document took, and how many pages it has."""

    seconds: float
    pages: int


def of(kind: DocumentKind) -> Pace | None:
    """Return how fast documents of `kind` were made in the latest runs, or None before the first.

    A run counts from its first sheet being taken up to its end, so that waiting for a worker does not.
    """
    runs = (
        select(PrintRun.finished_at, func.min(Sheet.claimed_at), func.count(Sheet.document_id))
        .join(Sheet, Sheet.run_id == PrintRun.id)
        .where(PrintRun.kind == kind, PrintRun.state == RunState.DONE, Sheet.claimed_at.is_not(None))
        .group_by(PrintRun.id)
        .order_by(PrintRun.id.desc())
        .limit(LATEST)
    )
    took = [
        (end - begun).total_seconds() / count
        for end, begun, count in db.session.execute(runs)
        if end and begun and count
    ]
    latest = select(Document.pages).where(Document.kind == kind).order_by(Document.id.desc()).limit(LATEST)
    pages = db.session.scalars(latest).all()
    return Pace(seconds=median(took), pages=round(median(pages))) if took and pages else None
