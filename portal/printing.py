"""Printing: data from the domain, set by the press, kept by the store, entered in the register."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from portal.db import db, locked, transaction
from portal.domain import files
from portal.domain.composing.order import Order, Pictures
from portal.domain.issuing import documents, print_runs
from portal.domain.issuing.kinds import KINDS
from portal.domain.joining import agreements
from portal.domain.paper.letterhead import fingerprint
from portal.domain.post import letters
from portal.domain.programs import the_program
from portal.domain.refusal import Refused
from portal.making import MAKING
from portal.models.file import File
from portal.models.paper.document import Document, DocumentKind
from portal.models.paper.print_run import PrintRun, RunForm, Sheet
from portal.models.program import Program
from portal.outside.bundles import Paper, joined, zipped
from portal.outside.files import Lost, Store
from portal.outside.pdf import Press, Rendered, RenderFailed

PDF = "application/pdf"
HELD = 50


class Bundle(NamedTuple):
    """What a whole run comes to: its bytes, what they are, and the name of the file."""

    body: bytes
    media_type: str
    name: str


class Made(NamedTuple):
    """A paper that a run made: the name of its file, its bookmark, and where the store has it."""

    name: str
    title: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Job:
    """One sheet to print: its kind, and what it says, gathered before the press begins."""

    sheet_id: int
    kind: DocumentKind
    paper: Any


@dataclass(frozen=True, kw_only=True)
class Links:
    """Where people find their documents, where anybody asks whether one is genuine, and where one applies."""

    documents: str
    check: Callable[[str], str]
    apply: str = ""


@dataclass(frozen=True)
class Printer:
    """A press, the store that keeps what it prints, the clock, and the addresses that papers name."""

    press: Press
    store: Store
    links: Links
    now: Callable[[], datetime]

    def step(self) -> bool:
        """Print the next sheet that waits, or end a run; return whether there was one.

        A sheet is gathered in one transaction, set and kept outside any, and entered in another, so that
        nobody waits for the press and a worker may be killed at any moment: the next one goes on with
        the sheets that have no document. Several may print the same run at once.
        """
        claim = transaction(lambda: print_runs.claim(at=self.now()))
        if claim is None:
            return False
        if claim.sheet_id is None:
            self._end(claim.run_id)
            return True
        sheet_id = claim.sheet_id
        job = transaction(lambda: self._gathered(sheet_id))
        if job is not None:
            self._print(job)
        return True

    def _gathered(self, sheet_id: int) -> Job | None:
        """Return what a sheet says, or None where it is settled: said before, or with nothing to say."""
        sheet = db.session.get_one(Sheet, sheet_id)
        run = sheet.run
        if run.state not in print_runs.OPEN:
            return None
        try:
            paper = MAKING[run.kind].compose(self._order(sheet, run))
        except Refused as why:
            print_runs.broke(sheet, why=str(why))
            return None
        except Lost:
            print_runs.broke(sheet, why="The store has lost a picture of the program.")
            return None
        made_from = paper.document.made_from
        if known := documents.same(run.kind, sheet.membership, fingerprint(paper), made_from=made_from):
            print_runs.printed(sheet, known)
            return None
        return Job(sheet_id=sheet.id, kind=run.kind, paper=paper)

    def _order(self, sheet: Sheet, run: PrintRun) -> Order:
        program, number = the_program(), documents.number_of(sheet, run)
        checked = KINDS[run.kind].is_checked
        return Order(
            number=number,
            at=run.created_at,
            people=(sheet.membership,) if sheet.membership else tuple(print_runs.group_of(run)),
            choices=run.choices,
            pictures=pictures_of(program, self.store),
            check_url=self.links.check(number) if checked else "",
            apply_url=self.links.apply,
        )

    def _print(self, job: Job) -> None:
        try:
            rendered = MAKING[job.kind].typeset(self.press, job.paper)
        except RenderFailed as broken:
            why = str(broken)
            transaction(lambda: print_runs.broke(locked(Sheet, job.sheet_id), why=why))
            return
        self.store.keep(rendered.pdf)
        transaction(lambda: self._enter(job, rendered))

    def _enter(self, job: Job, rendered: Rendered) -> None:
        """Issue what was set, unless its run was cancelled meanwhile, or another worker was faster."""
        run = locked(PrintRun, db.session.get_one(Sheet, job.sheet_id).run_id)
        sheet = locked(Sheet, job.sheet_id)
        if sheet.document_id is not None or run.state not in print_runs.OPEN:
            return
        number = documents.number_of(sheet, run)
        name = f"{number}-{sheet.membership.slug}.pdf" if sheet.membership else f"{number}.pdf"
        size = len(rendered.pdf)
        document = documents.issue(
            sheet,
            run,
            fingerprint=fingerprint(job.paper),
            made_from=job.paper.document.made_from,
            file=files.note(rendered.sha256, size=size, media_type=PDF, name=name, at=run.created_at),
            pages=rendered.pages,
            attests=job.paper.attests if KINDS[run.kind].is_checked else None,
        )
        print_runs.printed(sheet, document)
        if run.kind is DocumentKind.AGREEMENT:
            self._send_copy(document)

    def _send_copy(self, document: Document) -> None:
        assert document.membership is not None
        person, accepted = document.membership.person, agreements.latest_of(document.membership)
        letters.post(
            "agreement",
            to=person.email,
            to_name=person.name,
            person=person,
            attachment=document.file,
            version=accepted.agreement.number if accepted else "",
            link=self.links.documents,
            at=self.now(),
        )

    def _end(self, run_id: int) -> None:
        form, at, made = transaction(lambda: self._made(run_id))
        try:
            whole = self._bundle(form, made, run_id=run_id, at=at) if made else None
        except Lost as gone:
            why = f"The store has lost a paper of this run, or it was changed: {gone}"
            transaction(
                lambda: print_runs.finish(locked(PrintRun, run_id), file=None, at=self.now(), error=why)
            )
            return
        if whole is not None:
            self.store.keep(whole.body)
        transaction(lambda: self._finish(run_id, whole))

    def _made(self, run_id: int) -> tuple[RunForm, datetime, list[Made]]:
        run = db.session.get_one(PrintRun, run_id)
        wanted = print_runs.documents_of(run) if run.state in print_runs.OPEN else []
        return (
            run.form,
            run.created_at,
            [Made(each.file.name, _title_of(each), each.file.sha256) for each in wanted],
        )

    def _bundle(self, form: RunForm, made: list[Made], *, run_id: int, at: datetime) -> Bundle:
        if form is RunForm.PDF and len(made) == 1:
            return Bundle(self.store.read(made[0].sha256), PDF, made[0].name)
        papers, name = self._read(made, run_id), f"print-run-{at:%Y-%m-%d}-{run_id}"
        if form is RunForm.ZIP:
            return Bundle(zipped(papers, at=at), "application/zip", f"{name}.zip")
        return Bundle(joined(papers), PDF, f"{name}.pdf")

    def _read(self, made: list[Made], run_id: int) -> Iterator[Paper]:
        """Yield each paper as the store has it, and keep the run in hand meanwhile."""
        for place, (name, title, sha256) in enumerate(made, start=1):
            if place % HELD == 0:
                transaction(lambda: print_runs.hold(locked(PrintRun, run_id), at=self.now()))
            yield Paper(name=name, title=title, body=self.store.read(sha256))

    def _finish(self, run_id: int, whole: Bundle | None) -> None:
        run = locked(PrintRun, run_id)
        if run.state not in print_runs.OPEN:
            return
        file = None
        if whole is not None:
            sha256, size = hashlib.sha256(whole.body).hexdigest(), len(whole.body)
            file = files.note(
                sha256, size=size, media_type=whole.media_type, name=whole.name, at=run.created_at
            )
        print_runs.finish(run, file=file, at=self.now())


def pictures_of(program: Program, store: Store) -> Pictures:
    """Return the pictures of the program that papers show."""

    def picture(file: File | None) -> bytes | None:
        return store.read(file.sha256) if file else None

    return Pictures(picture(program.logo), picture(program.contact_photo))


def _title_of(document: Document) -> str:
    """Return the bookmark of a document in a whole run."""
    return document.person.name if document.person else f"{document.title}, {document.made_from}"
