"""Print runs with a real press: printed once, the same again, resumed after anything."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.issuing import documents, print_runs
from portal.domain.program import revisions
from portal.making import MAKING
from portal.models.letter import Letter
from portal.models.paper.document import Document, DocumentKind
from portal.models.paper.print_run import PrintRun, RunForm, RunState
from portal.models.person import Role
from portal.outside.files import Folder
from portal.outside.pdf import Press
from portal.printing import Links, Printer
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_joining import a_membership
from tests.support.rows_onboarding import an_ambassador

LINKS = Links(documents="https://x.example/me/documents", check="https://x.example/verify/{}".format)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """One press for all tests here."""
    with Press() as press:
        yield press


def a_printer(press: Press, folder: Path, at: datetime = NOW) -> Printer:
    return Printer(press, Folder(folder), LINKS, lambda: at)


def finish(printer: Printer) -> None:
    while printer.step():
        pass


def test_a_cohort_is_printed_once_and_the_same_again(app: object, press: Press, tmp_path: Path) -> None:
    manager = a_person(role=Role.MANAGER, at=NOW)
    people = [an_ambassador(at=NOW, name=name) for name in ("Łukasz Žižek", "田中 さくら", "ليلى منصور")]
    printer = a_printer(press, tmp_path)
    run = print_runs.begin(DocumentKind.PACK, people, form=RunForm.PDF, by=manager, at=NOW)
    finish(printer)
    made = print_runs.documents_of(run)
    assert [document.person.name for document in made] == ["Łukasz Žižek", "田中 さくら", "ليلى منصور"]
    assert (run.state, print_runs.progress(run)) == (RunState.DONE, (3, 0, 3))
    assert run.file is not None
    with pikepdf.open(io.BytesIO(printer.store.read(run.file.sha256))) as whole:
        assert len(whole.pages) >= sum(document.pages for document in made)
        assert [item.title for item in whole.open_outline().root] == [each.person.name for each in made]
    again = print_runs.begin(DocumentKind.PACK, people, form=RunForm.ZIP, by=manager, at=NOW)
    finish(printer)
    assert [document.id for document in print_runs.documents_of(again)] == [each.id for each in made]
    assert again.file is not None
    with zipfile.ZipFile(io.BytesIO(printer.store.read(again.file.sha256))) as whole:
        assert [whole.read(each.file.name) for each in made] == [
            printer.store.read(each.file.sha256) for each in made
        ]


def test_the_signed_agreement_is_printed_and_sent(app: object, press: Press, tmp_path: Path) -> None:
    membership = an_ambassador(at=NOW, name="Nell Harker")
    printer = a_printer(press, tmp_path)
    finish(printer)
    document = db.session.scalars(select(Document)).one()
    letter = db.session.scalars(select(Letter).where(Letter.kind == "agreement")).one()
    assert (document.kind, document.person) == (DocumentKind.AGREEMENT, membership.person)
    assert (letter.to, letter.attachment_id) == (membership.person.email, document.file_id)
    assert "https://x.example/me/documents" in letter.text


def test_a_run_left_lying_goes_on_without_printing_anyone_twice(
    app: object, press: Press, tmp_path: Path
) -> None:
    manager = a_person(role=Role.MANAGER, at=NOW)
    people = [an_ambassador(at=NOW) for _ in range(2)]
    finish(a_printer(press, tmp_path))
    run = print_runs.begin(DocumentKind.PACK, people, form=RunForm.PDF, by=manager, at=NOW)
    died = a_printer(press, tmp_path)
    assert died.step() is True
    assert print_runs.claim(at=NOW) == (run.id, run.sheets[1].id)
    assert print_runs.progress(run) == (1, 0, 2)
    assert a_printer(press, tmp_path).step() is False
    finish(a_printer(press, tmp_path, NOW + timedelta(minutes=3)))
    packs = db.session.scalars(select(Document.person_id).where(Document.kind == DocumentKind.PACK)).all()
    assert sorted(packs) == sorted(each.person_id for each in people)
    assert run.state is RunState.DONE


def test_a_cancelled_run_keeps_what_is_made(app: object, press: Press, tmp_path: Path) -> None:
    manager = a_person(role=Role.MANAGER, at=NOW)
    run = print_runs.begin(
        DocumentKind.PACK, [an_ambassador(at=NOW)], form=RunForm.PDF, by=manager, at=NOW - timedelta(days=1)
    )
    print_runs.cancel(run, by=manager, at=NOW)
    finish(a_printer(press, tmp_path))
    assert (run.state, print_runs.progress(run)) == (RunState.CANCELLED, (0, 0, 1))


def test_an_agreement_that_nobody_accepted_fails_with_its_reason(
    app: object, press: Press, tmp_path: Path
) -> None:
    manager = a_person(role=Role.MANAGER, at=NOW)
    run = print_runs.begin(
        DocumentKind.AGREEMENT, [a_membership(at=NOW)], form=RunForm.PDF, by=manager, at=NOW
    )
    finish(a_printer(press, tmp_path))
    assert (run.state, [sheet.error for sheet in run.sheets]) == (
        RunState.FAILED,
        ["Nothing was accepted yet."],
    )


def test_the_same_data_give_the_same_bytes(app: object, press: Press, tmp_path: Path) -> None:
    membership = an_ambassador(at=NOW)
    finish(a_printer(press, tmp_path))
    first = db.session.scalars(select(Document)).one()
    printer = a_printer(press, tmp_path)
    run = db.session.scalars(select(PrintRun)).one()
    making = MAKING[run.kind]
    paper = making.compose(printer._order(run.sheets[0], run))
    assert making.typeset(press, paper).sha256 == first.file.sha256
    same = partial(documents.same, DocumentKind.AGREEMENT, membership, first.fingerprint)
    assert (same(made_from=first.made_from), same(made_from="Terms 9")) == (first, None)
    assert revisions.current() is None
