"""The worker as a process of its own: started, woken, told to stop, and killed in the middle of its work."""

import io
import logging
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import func, select, update

from portal import clock, worker
from portal.config import ROOT, Config
from portal.db import db, transaction
from portal.domain import quarters
from portal.domain.earning import closing
from portal.domain.issuing import print_runs
from portal.domain.post import deliveries, letters
from portal.models.earning.entry import Entry, EntryKind
from portal.models.earning.quarter_close import QuarterClose
from portal.models.letter import Letter, LetterState
from portal.models.paper.document import Document, DocumentKind
from portal.models.paper.print_run import PrintRun, RunForm, RunState, Sheet
from portal.models.person import Role
from portal.models.worker import Beat
from portal.worker import LANES
from tests.conftest import NOW
from tests.support.mailbox import Mailbox, mail_server
from tests.support.mortal import until
from tests.support.rows import a_person
from tests.support.rows_earning import earned
from tests.support.rows_joining import a_membership
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import the_rules


@contextmanager
def a_worker(app: Flask, mail_url: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker on the database of `app`; whatever happens, it is gone afterwards."""
    config: Config = app.extensions["portal"]
    settings = {
        "PORTAL_MODE": "test",
        "PORTAL_SECRET_KEY": config.secret_key,
        "PORTAL_DATABASE_URL": config.database_url,
        "PORTAL_VAR": str(config.var),
        "PORTAL_MAIL_URL": mail_url,
    }
    log = (config.var / "worker.log").open("ab")
    worker = subprocess.Popen(
        [sys.executable, "-m", "portal.worker"], cwd=ROOT, env=os.environ | settings, stderr=log
    )
    try:
        yield worker
    finally:
        with suppress(ProcessLookupError):
            worker.kill()
        worker.wait()
        log.close()


def test_two_workers_close_a_quarter_once(own: Flask) -> None:
    def begin() -> None:
        the_rules(at=NOW, fading=25, threshold=150)
        earned(an_ambassador(at=NOW - timedelta(days=100)), 412, at=NOW)
        closing.close("2025Q4", by=None, at=NOW)

    transaction(begin)
    with mail_server(Mailbox()) as url, a_worker(own, url), a_worker(own, url):
        until(nothing_is_due)
    closes = db.session.scalars(select(QuarterClose.quarter).order_by(QuarterClose.quarter)).all()
    over = quarters.before(quarters.of(clock.now().date()))
    assert (closes[:2], closes[-1], len(set(closes))) == (["2025Q4", "2026Q1"], over, len(closes))
    fades = db.session.scalars(select(Entry.amount).where(Entry.kind == EntryKind.FADE)).all()
    assert fades[0] == -103
    assert len(fades) == len(closes) - 1


@pytest.mark.usefixtures("app")
def test_without_rules_no_quarter_is_closed_and_nothing_is_said_each_minute(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)

    def begin() -> None:
        an_ambassador(at=clock.now() - timedelta(days=100))

    transaction(begin)
    assert [worker.close_quarter() for _minute in range(3)] == [False] * 3
    assert (caplog.messages, nothing_is_due()) == ([], False)
    transaction(lambda: the_rules(at=NOW))
    assert worker.close_quarter()
    while worker.close_quarter():
        pass
    assert (caplog.messages, nothing_is_due()) == ([], True)


def nothing_is_due() -> bool:
    quarter = closing.due(at=clock.now())
    db.session.rollback()
    return quarter is None


def in_state(state: LetterState) -> int:
    found = db.session.scalar(select(func.count()).where(Letter.state == state)) or 0
    db.session.rollback()
    return found


def write(count: int) -> None:
    def work() -> None:
        for number in range(count):
            letters.send_text(
                to=f"p{number}@x.example", at=clock.now(), subject="News", body="Hello.", kind="declined"
            )

    transaction(work)


def test_a_letter_leaves_within_seconds_and_the_worker_ends_when_told(own: Flask) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as url, a_worker(own, url) as worker:
        write(1)
        until(lambda: in_state(LetterState.SENT) == 1)
        assert clock.now() - db.session.scalars(select(Beat.at)).one() < timedelta(seconds=20)
        db.session.rollback()
        began = time.monotonic()
        write(1)
        until(lambda: in_state(LetterState.SENT) == 2)
        assert time.monotonic() - began < 3
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=20) == 0
    assert [mail["To"] for mail in mailbox.mails] == ["p0@x.example"] * 2


def test_killed_in_the_middle_no_letter_is_lost(own: Flask) -> None:
    mailbox, kills, count = Mailbox(), 3, 8
    mailbox.slowness = 0.25
    write(count)
    with mail_server(mailbox) as url:
        for _ in range(kills):
            begun = mailbox.begun
            with a_worker(own, url) as worker:
                until(lambda begun=begun: mailbox.begun > begun + 1)
                worker.kill()
                worker.wait()
            assert in_state(LetterState.SENDING) == 1, "the kill came between taking and marking"
            _pass_the_lease()
        mailbox.slowness = 0
        with a_worker(own, url) as worker:
            until(lambda: in_state(LetterState.SENT) == count)
            worker.send_signal(signal.SIGINT)
            assert worker.wait(timeout=20) == 0
    taken = Counter((mail["To"], mail["Message-ID"]) for mail in mailbox.mails)
    assert {to for to, _id in taken} == {f"p{number}@x.example" for number in range(count)}
    assert len(taken) == count, "a letter that went again went under the same Message-ID"
    assert count < sum(taken.values()) <= count + kills


@pytest.mark.crash
def test_forty_packs_survive_a_worker_killed_half_way_and_while_joining(own: Flask) -> None:
    people = 40
    run_id = transaction(lambda: _a_run(people))
    for moment in (lambda: _printed(run_id) >= people // 2, lambda: _is_joined(run_id)):
        with a_worker(own, "") as worker:
            until(moment)
            worker.kill()
            worker.wait()
        assert _state(run_id) is RunState.RUNNING
        assert 1 <= _in_hand() <= LANES["print runs"], "what it had in hand is not given back by itself"
        transaction(_let_go)
    with a_worker(own, "") as worker:
        until(lambda: _state(run_id) is RunState.DONE)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=20) == 0
    issued = db.session.scalars(select(Document).where(Document.kind == DocumentKind.PACK)).all()
    assert len({document.person_id for document in issued}) == len(issued) == people
    run = db.session.get_one(PrintRun, run_id)
    assert [sheet.document_id is not None for sheet in run.sheets] == [True] * people
    assert run.file is not None
    with pikepdf.open(io.BytesIO(own.extensions["store"].read(run.file.sha256))) as whole:
        titles = [item.title for item in whole.open_outline().root]
        assert len(whole.pages) >= sum(document.pages for document in issued)
    assert titles == [sheet.membership.person.name for sheet in run.sheets if sheet.membership]


def _in_hand() -> int:
    """How much is taken and not settled: sheets, or a run that was being joined."""
    sheets = select(func.count(Sheet.id)).where(Sheet.claimed_at.is_not(None), Sheet.document_id.is_(None))
    runs = select(func.count(PrintRun.id)).where(PrintRun.claimed_at.is_not(None))
    found = (db.session.scalar(sheets) or 0) + (db.session.scalar(runs) or 0)
    db.session.rollback()
    return found


def _is_joined(run_id: int) -> bool:
    taken = db.session.get_one(PrintRun, run_id).claimed_at
    db.session.rollback()
    return taken is not None


def _let_go() -> None:
    """Give back what the dead worker took, as the end of its lease would."""
    for taken in (PrintRun, Sheet):
        db.session.execute(update(taken).values(claimed_at=None))


def _a_run(people: int) -> int:
    manager = a_person(role=Role.MANAGER, at=NOW)
    memberships = [a_membership(at=NOW, name=f"Person {number}") for number in range(people)]
    run = print_runs.begin(DocumentKind.PACK, memberships, form=RunForm.PDF, by=manager, at=NOW)
    return run.id


def _printed(run_id: int) -> int:
    done = print_runs.progress(db.session.get_one(PrintRun, run_id))[0]
    db.session.rollback()
    return done


def _state(run_id: int) -> RunState:
    state = db.session.get_one(PrintRun, run_id).state
    db.session.rollback()
    return state


def test_two_workers_deliver_each_letter_once(own: Flask) -> None:
    mailbox, count = Mailbox(), 20
    write(count)
    with mail_server(mailbox) as url, a_worker(own, url), a_worker(own, url):
        until(lambda: in_state(LetterState.SENT) == count)
    assert sorted(mail["To"] for mail in mailbox.mails) == sorted(f"p{n}@x.example" for n in range(count))


def _pass_the_lease() -> None:
    """Time is let pass by setting back when the letter was claimed."""
    long_ago = clock.now() - deliveries.LEASE
    transaction(
        lambda: db.session.execute(
            update(Letter).where(Letter.claimed_at.is_not(None)).values(claimed_at=long_ago)
        )
    )
