"""Printing: data from the domain, set by the press, kept by the store, entered in the register."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from portal import press
from portal.db import db, locked, transaction
from portal.domain import files, packs
from portal.domain.joining import agreements
from portal.domain.packs import Pictures
from portal.domain.paper import documents, print_runs
from portal.domain.paper.pack import Pack, SignedAgreement, fingerprint
from portal.domain.post import letters
from portal.domain.programs import the_program
from portal.models.document import Document, DocumentKind
from portal.models.file import File
from portal.models.print_run import PrintRun, RunForm, Sheet
from portal.outside.bundles import Paper, joined, zipped
from portal.outside.files import Store
from portal.outside.pdf import Press, Rendered, RenderFailed

PDF = "application/pdf"


class Bundle(NamedTuple):
    """What a whole run comes to: its bytes, what they are, and the name of the file."""

    body: bytes
    media_type: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Job:
    """One sheet to print: what it says, gathered before the press begins."""

    sheet_id: int
    paper: Pack | SignedAgreement


@dataclass(frozen=True)
class Printer:
    """A press, the store that keeps what it prints, the clock, and where people find their documents."""

    press: Press
    store: Store
    address: str
    now: Callable[[], datetime]

    def step(self) -> bool:
        """Print the next sheet of the oldest run, or end the run; return whether there was one.

        A sheet is gathered in one transaction, set and kept outside any, and entered in another, so that
        nobody waits for the press and a worker may be killed at any moment: the next one goes on with
        the sheets that have no document.
        """
        run_id = transaction(lambda: print_runs.claim(at=self.now()))
        if run_id is None:
            return False
        job = transaction(lambda: self._next(run_id))
        if job is None:
            self._end(run_id)
        else:
            self._print(job)
        return True

    def _next(self, run_id: int) -> Job | None:
        run = db.session.get_one(PrintRun, run_id)
        while (sheet := print_runs.next_sheet(run)) is not None:
            paper = self._paper(sheet, run)
            if paper is None:
                print_runs.broke(sheet, why="Nothing was accepted yet.")
            elif known := documents.same(run.kind, sheet.membership, fingerprint(paper)):
                print_runs.printed(sheet, known)
            else:
                return Job(sheet_id=sheet.id, paper=paper)
        return None

    def _paper(self, sheet: Sheet, run: PrintRun) -> Pack | SignedAgreement | None:
        program = the_program()
        pictures = Pictures(self._picture(program.logo), self._picture(program.contact_photo))
        number = documents.number_of(sheet, run)
        gather = packs.compose if run.kind is DocumentKind.PACK else packs.signed
        return gather(sheet.membership, number=number, pictures=pictures, at=run.created_at)

    def _picture(self, file: File | None) -> bytes | None:
        return self.store.read(file.sha256) if file else None

    def _print(self, job: Job) -> None:
        try:
            rendered = self._set(job.paper)
        except RenderFailed as broken:
            why = str(broken)
            transaction(lambda: print_runs.broke(locked(Sheet, job.sheet_id), why=why))
            return
        self.store.keep(rendered.pdf)
        transaction(lambda: self._enter(job, rendered))

    def _set(self, paper: Pack | SignedAgreement) -> Rendered:
        if isinstance(paper, Pack):
            return press.onboarding_pack(self.press, paper)
        return press.signed_agreement(self.press, paper)

    def _enter(self, job: Job, rendered: Rendered) -> None:
        sheet = locked(Sheet, job.sheet_id)
        if sheet.document_id is not None:
            return
        run = sheet.run
        name = f"{documents.number_of(sheet, run)}-{sheet.membership.slug}.pdf"
        size = len(rendered.pdf)
        file = files.note(rendered.sha256, size=size, media_type=PDF, name=name, at=run.created_at)
        document = documents.issue(
            sheet, run, fingerprint=fingerprint(job.paper), file=file, pages=rendered.pages
        )
        print_runs.printed(sheet, document)
        if run.kind is DocumentKind.AGREEMENT:
            self._send_copy(document)

    def _send_copy(self, document: Document) -> None:
        accepted = document.membership and agreements.latest_of(document.membership)
        letters.post(
            "agreement",
            to=document.person.email,
            to_name=document.person.name,
            person=document.person,
            attachment=document.file,
            version=accepted.agreement.number if accepted else "",
            link=self.address,
            at=self.now(),
        )

    def _end(self, run_id: int) -> None:
        form, at, made = transaction(lambda: self._made(run_id))
        whole = self._bundle(form, made, name=f"print-run-{run_id}", at=at) if made else None
        transaction(lambda: self._finish(run_id, whole))

    def _made(self, run_id: int) -> tuple[RunForm, datetime, list[Paper]]:
        run = db.session.get_one(PrintRun, run_id)
        papers = [
            Paper(name=each.file.name, title=each.person.name, body=self.store.read(each.file.sha256))
            for each in print_runs.documents_of(run)
        ]
        return run.form, run.created_at, papers

    def _bundle(self, form: RunForm, papers: list[Paper], *, name: str, at: datetime) -> Bundle:
        if form is RunForm.ZIP:
            return Bundle(zipped(papers, at=at), "application/zip", f"{name}.zip")
        if len(papers) == 1:
            return Bundle(papers[0].body, PDF, papers[0].name)
        return Bundle(joined(papers), PDF, f"{name}.pdf")

    def _finish(self, run_id: int, whole: Bundle | None) -> None:
        run = db.session.get_one(PrintRun, run_id)
        file = None
        if whole is not None:
            sha256 = self.store.keep(whole.body)
            file = files.note(
                sha256, size=len(whole.body), media_type=whole.media_type, name=whole.name, at=run.created_at
            )
        print_runs.finish(run, file=file, at=self.now())
