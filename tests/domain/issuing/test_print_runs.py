"""Print runs: each sheet is taken once, whoever asks for the same waits for it, and a run ends once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import false

from portal.db import db, transaction
from portal.domain.issuing import print_runs
from portal.domain.refusal import Refused
from portal.models.joining.membership import Membership
from portal.models.paper.document import DocumentKind
from portal.models.paper.print_run import PrintRun, RunForm, RunState
from portal.models.person import Person, Role
from tests.conftest import NOW
from tests.support.at_once import at_once
from tests.support.rows import a_person
from tests.support.rows_joining import a_membership

LATER = NOW + print_runs.LEASE + timedelta(seconds=1)


def a_run(*people: Membership, kind: DocumentKind = DocumentKind.PACK) -> PrintRun:
    return print_runs.begin(kind, people, form=RunForm.PDF, by=a_person(role=Role.MANAGER, at=NOW), at=NOW)


def sheets_of(run: PrintRun) -> list[int]:
    return [sheet.id for sheet in run.sheets]


def test_two_lanes_take_each_sheet_once(own: Flask) -> None:
    wanted = transaction(lambda: sheets_of(a_run(*(a_membership(at=NOW) for _ in range(12)))))
    start = Barrier(2)

    def lane(_number: int) -> list[int | None]:
        taken = []
        with own.app_context():
            start.wait()
            while claim := transaction(lambda: print_runs.claim(at=NOW)):
                taken.append(claim.sheet_id)
        return taken

    with ThreadPoolExecutor(2) as lanes:
        taken = Counter(sheet for lane in lanes.map(lane, range(2)) for sheet in lane)
    assert taken == Counter(wanted)
    looked = {db.session.scalars(print_runs._to_print(LATER)).one().id for _ in range(2)}
    assert looked == {wanted[0]}, "without being noted as taken, both would have printed the first"


def test_what_is_left_lying_is_free_after_two_minutes(app: Flask) -> None:
    run = a_run(a_membership(at=NOW))
    (sheet,) = sheets_of(run)
    assert [print_runs.claim(at=NOW), print_runs.claim(at=NOW)] == [(run.id, sheet), None]
    assert print_runs.claim(at=NOW + print_runs.LEASE) is None
    assert print_runs.claim(at=LATER) == (run.id, sheet)


def test_a_run_is_ended_once_and_held_while_that_takes_long(app: Flask) -> None:
    run = a_run(a_membership(at=NOW))
    print_runs.broke(run.sheets[0], why="Nothing to say.")
    assert [print_runs.claim(at=NOW), print_runs.claim(at=NOW)] == [(run.id, None), None]
    print_runs.hold(run, at=LATER)
    assert print_runs.claim(at=LATER) is None
    print_runs.finish(run, file=None, at=LATER)
    assert (print_runs.claim(at=LATER + timedelta(days=1)), run.state) == (None, RunState.FAILED)


def test_who_asks_for_the_same_waits_for_the_one_who_came_first(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, ben = a_membership(at=NOW), a_membership(at=NOW)
    first, second = a_run(ada), a_run(ada, ben)
    other = a_run(ada, kind=DocumentKind.STATEMENT)
    taken = [print_runs.claim(at=NOW) for _ in range(4)]
    assert taken == [
        (first.id, first.sheets[0].id),
        (second.id, second.sheets[1].id),
        (other.id, other.sheets[0].id),
        None,
    ]
    print_runs.cancel(first, by=a_person(role=Role.ADMIN, at=NOW), at=NOW)
    assert print_runs.claim(at=NOW) == (second.id, second.sheets[0].id)
    third = a_run(ada)
    assert print_runs.claim(at=NOW) is None
    monkeypatch.setattr(print_runs, "_is_behind_another", false)
    assert print_runs.claim(at=NOW) == (third.id, third.sheets[0].id), "else Ada would be printed twice"


def test_papers_for_everyone_wait_for_each_other_too(app: Flask) -> None:
    first, second = a_run(kind=DocumentKind.NAPKIN), a_run(kind=DocumentKind.NAPKIN)
    assert [print_runs.claim(at=NOW), print_runs.claim(at=NOW)] == [(first.id, first.sheets[0].id), None]
    print_runs.broke(first.sheets[0], why="Too long.")
    assert print_runs.claim(at=NOW) == (second.id, second.sheets[0].id)


def test_two_who_cancel_at_once_cancel_once(own: Flask) -> None:
    run_id, manager_id = transaction(lambda: _begun(a_membership(at=NOW)))

    def cancel() -> None:
        run, manager = db.session.get_one(PrintRun, run_id), db.session.get_one(Person, manager_id)
        print_runs.cancel(run, by=manager, at=NOW)

    assert at_once(own, cancel, cancel) == ["This print run is over already.", "done"]
    with pytest.raises(Refused, match="over already"):
        cancel()
    assert print_runs.claim(at=NOW) is None


def _begun(*people: Membership) -> tuple[int, int]:
    run = a_run(*people)
    assert run.by_id
    return run.id, run.by_id
