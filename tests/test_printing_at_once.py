"""Print runs amid trouble: cancelled, asked for twice, printed in two lanes, and left by workers that die."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db, transaction
from portal.domain.issuing import print_runs
from portal.models.joining.membership import Membership
from portal.models.paper.document import Document, DocumentKind
from portal.models.paper.print_run import PrintRun, RunForm, RunState
from portal.models.person import Person, Role
from portal.outside.files import Folder
from portal.outside.pdf import Press, Rendered
from portal.printing import Printer
from tests.conftest import NOW
from tests.support.at_once import at_once
from tests.support.rows import a_person
from tests.support.rows_joining import a_membership
from tests.test_printing import LINKS, a_printer, finish

LATER = NOW + print_runs.LEASE + timedelta(seconds=1)


class Meanwhile(Press):
    """A press that lets something happen once a paper is set, before it is entered."""

    happens: Callable[[], object]

    def typeset(self, html: str, **how: Any) -> Rendered:
        """Set, and let it happen."""
        rendered = super().typeset(html, **how)
        self.happens()
        return rendered


class Mortal(Folder):
    """A store whose worker dies as soon as it has kept a file."""

    def keep(self, body: bytes) -> str:
        """Keep, and die."""
        super().keep(body)
        raise SystemExit


@pytest.fixture(scope="module")
def press() -> Iterator[Meanwhile]:
    """One press with two children for all tests here."""
    with Meanwhile(workers=2) as press:
        press.happens = lambda: None
        yield press


def a_run(*people: Membership) -> PrintRun:
    manager = a_person(role=Role.MANAGER, at=NOW)
    return print_runs.begin(DocumentKind.PACK, people, form=RunForm.PDF, by=manager, at=NOW)


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_cancelled_while_two_are_set_neither_is_issued(
    own: Flask, press: Meanwhile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = transaction(lambda: a_run(*(a_membership(at=NOW) for _ in range(3))).id)

    def cancel() -> None:
        run = db.session.get_one(PrintRun, run_id)
        transaction(lambda: run.state in print_runs.OPEN and print_runs.cancel(run, by=run.by, at=NOW))

    def lane(_number: int) -> None:
        with own.app_context():
            finish(a_printer(press, tmp_path))

    monkeypatch.setattr(press, "happens", cancel)
    with ThreadPoolExecutor(2) as lanes:
        list(lanes.map(lane, range(2)))
    run = db.session.get_one(PrintRun, run_id)
    assert (run.state, print_runs.progress(run), run.file) == (RunState.CANCELLED, (0, 0, 3), None)
    assert db.session.scalars(select(Document)).all() == []


def test_two_managers_who_ask_at_once_get_the_same_papers(
    own: Flask, press: Meanwhile, tmp_path: Path
) -> None:
    people = transaction(lambda: [a_membership(at=NOW).id for _ in range(3)])
    managers = transaction(lambda: [a_person(role=Role.MANAGER, at=NOW).id for _ in range(2)])

    def ask(manager_id: int) -> Callable[[], object]:
        def begin() -> None:
            memberships = [db.session.get_one(Membership, each) for each in people]
            by = db.session.get_one(Person, manager_id)
            print_runs.begin(DocumentKind.PACK, memberships, form=RunForm.PDF, by=by, at=NOW)

        return begin

    def lane(_number: int) -> None:
        with own.app_context():
            finish(a_printer(press, tmp_path))

    assert at_once(own, *map(ask, managers)) == ["done", "done"]
    with ThreadPoolExecutor(2) as lanes:
        list(lanes.map(lane, range(2)))
    finish(a_printer(press, tmp_path, LATER))
    one, other = db.session.scalars(select(PrintRun).order_by(PrintRun.id)).all()
    assert (one.state, other.state) == (RunState.DONE, RunState.DONE)
    made = [document.id for document in print_runs.documents_of(one)]
    assert made == [document.id for document in print_runs.documents_of(other)]
    assert sorted(db.session.scalars(select(Document.membership_id))) == people


def test_a_worker_that_dies_before_entering_what_it_kept_leaves_one_document(
    app: Flask, press: Meanwhile, tmp_path: Path
) -> None:
    run = a_run(a_membership(at=NOW), a_membership(at=NOW))
    with pytest.raises(SystemExit):
        Printer(press, Mortal(tmp_path), LINKS, lambda: NOW).step()
    (kept,) = files_in(tmp_path)
    finish(a_printer(press, tmp_path))
    assert (print_runs.progress(run), run.state) == ((1, 0, 2), RunState.RUNNING)
    finish(a_printer(press, tmp_path, LATER))
    made = [document.file.sha256 for document in print_runs.documents_of(run)]
    assert (run.state, made[0], len(set(made))) == (RunState.DONE, kept, 2)
    assert run.file is not None
    assert files_in(tmp_path) == {*made, run.file.sha256}


def test_a_worker_that_dies_once_it_joined_leaves_one_file(
    app: Flask, press: Meanwhile, tmp_path: Path
) -> None:
    run = a_run(a_membership(at=NOW), a_membership(at=NOW))
    printer = a_printer(press, tmp_path)
    assert [printer.step(), printer.step()] == [True, True]
    with pytest.raises(SystemExit):
        Printer(press, Mortal(tmp_path), LINKS, lambda: NOW).step()
    kept = files_in(tmp_path)
    assert (len(kept), run.state, run.file) == (3, RunState.RUNNING, None)
    assert printer.step() is False
    finish(a_printer(press, tmp_path, LATER))
    assert (run.state, files_in(tmp_path)) == (RunState.DONE, kept)


def test_a_paper_that_the_store_has_lost_ends_the_run_with_the_reason(
    app: Flask, press: Meanwhile, tmp_path: Path
) -> None:
    run = a_run(a_membership(at=NOW), a_membership(at=NOW))
    printer = a_printer(press, tmp_path)
    assert [printer.step(), printer.step()] == [True, True]
    next(path for path in tmp_path.rglob("*") if path.is_file()).write_bytes(b"%PDF changed")
    finish(printer)
    assert (run.state, run.file, "has lost a paper" in run.error) == (RunState.FAILED, None, True)


def test_cancelled_while_it_is_joined_it_stays_cancelled(
    app: Flask, press: Meanwhile, tmp_path: Path
) -> None:
    run = a_run(a_membership(at=NOW), a_membership(at=NOW))
    printer = a_printer(press, tmp_path)
    assert [printer.step(), printer.step()] == [True, True]
    assert print_runs.claim(at=NOW) == (run.id, None)
    print_runs.cancel(run, by=a_person(role=Role.ADMIN, at=NOW), at=NOW)
    printer._end(run.id)
    assert (run.state, run.file) == (RunState.CANCELLED, None)
    assert len(files_in(tmp_path)) == 2, "nothing is joined that nobody wants any more"
