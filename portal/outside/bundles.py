"""Several papers as one file: a PDF for the printer, or a ZIP."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pikepdf

from portal.outside.tagged import Tags


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One PDF, the name of its file, and the title of its bookmark."""

    name: str
    title: str
    body: bytes


def joined(papers: Sequence[Paper]) -> bytes:
    """Return one PDF for the printer: a bookmark for each paper, each beginning on a right-hand page.

    The tags of the papers are kept, so the whole is as accessible as they are. The same papers give the
    same bytes.
    """
    whole = pikepdf.new()
    tags = Tags(whole)
    language = "en"
    with whole.open_outline() as outline:
        for paper in papers:
            if len(whole.pages) % 2:
                whole.add_blank_page(page_size=_size(whole))
            first = len(whole.pages)
            outline.root.append(pikepdf.OutlineItem(paper.title, first))
            with pikepdf.open(io.BytesIO(paper.body)) as part:
                whole.add_pages_from(part)
                tags.add(part, whole.pages[first:])
                language = str(part.Root.get("/Lang", language))
    tags.finish(title="; ".join(paper.title for paper in papers)[:200], language=language)
    made = io.BytesIO()
    whole.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def zipped(papers: Sequence[Paper], *, at: datetime) -> bytes:
    """Return a ZIP of the papers, dated `at`; PDFs are packed already, so they are only stored."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as whole:
        for paper in papers:
            whole.writestr(zipfile.ZipInfo(paper.name, at.timetuple()[:6]), paper.body)
    return made.getvalue()


def _size(whole: pikepdf.Pdf) -> tuple[float, float]:
    box = whole.pages[-1].mediabox
    return float(box[2]), float(box[3])
