"""Several papers as one file: a PDF for the printer, or a ZIP."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.outside.pdf_joining import Joining


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One PDF, the name of its file, and the title of its bookmark."""

    name: str
    title: str
    body: bytes


def joined(papers: Iterable[Paper]) -> bytes:
    """Return one PDF for the printer: a bookmark for each paper, each beginning on a right-hand page.

    The tags of the papers are kept, so the whole is as accessible as they are. The same papers give the
    same bytes. Papers are taken one after the other, and none is held longer than that.
    """
    whole = Joining()
    for paper in papers:
        whole.add(paper.title, paper.body)
    return whole.finish()


def zipped(papers: Iterable[Paper], *, at: datetime) -> bytes:
    """Return a ZIP of the papers, dated `at`; PDFs are packed already, so they are only stored."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as whole:
        for paper in papers:
            whole.writestr(zipfile.ZipInfo(paper.name, at.timetuple()[:6]), paper.body)
    return made.getvalue()
