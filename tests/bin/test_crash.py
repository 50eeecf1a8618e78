"""Server and worker are killed again and again in the middle of everything: what was promised is kept."""

import hashlib
import itertools
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from queue import SimpleQueue
from random import Random
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from portal import clock
from portal.config import ROOT
from portal.db import db, reading, transaction
from portal.domain import quarters
from portal.domain.earning import closing, ledger_checks
from portal.domain.post import deliveries, letters
from portal.domain.programs import day_of
from portal.models.earning.quarter_close import QuarterClose
from portal.models.earning.redemption import Redemption
from portal.models.earning.reward import RewardKind
from portal.models.letter import Letter, LetterState
from portal.models.person import Person, Role
from portal.models.working.submission import Submission, SubmissionState
from tests.support.mailbox import Mailbox, mail_server
from tests.support.mortal import Answer, Browser, Server, Worker, signed_in, stubbornly, until
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, a_submission, earned
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import the_rules

KILLS, PEOPLE, WORKS, PACE, AHEAD = 50, 6, 1000, 0.1, 20
DONE = {302, 303}


class Life:
    """What goes on in a program while its processes die: who asks for what, and what was answered."""

    def __init__(self, app: Flask, server: Server, mailbox: Mailbox) -> None:
        self.app, self.mailbox, self.over, self.answers = app, mailbox, Event(), Counter[int]()
        self.approved, self.keys, self.written = set[int](), set[tuple[int, str]](), set[str]()
        self.works: SimpleQueue[tuple[int, str]] = SimpleQueue()
        self.begun = clock.now() - timedelta(days=200)
        staff, self.members = transaction(self._begin)
        self.reviewers = [self._enters(person, server) for person in staff]
        self.people = [(membership, self._enters(person, server)) for membership, person in self.members]

    def _enters(self, person_id: int, server: Server) -> Browser:
        return signed_in(self.app, db.session.get_one(Person, person_id), server.port, page="/account")

    def _begin(self) -> tuple[list[int], list[tuple[int, int]]]:
        """Let people join two quarters ago and earn; what they sent in since waits for a verdict."""
        managers = [a_person(role=Role.MANAGER, at=self.begun) for _ in range(2)]
        members = [an_ambassador(at=self.begun) for _ in range(PEOPLE)]
        self.reward = a_reward("Talk", cost=10, stock=10_000, kind=RewardKind.ACCESS, at=self.begun).id
        for member in members:
            earned(member, 412, at=self.begun, by=managers[0])
        for number in range(WORKS):
            work = a_submission(members[number % PEOPLE], at=self.begun + timedelta(minutes=number))
            assert work.sent_at
            self.works.put((work.id, work.sent_at.isoformat()))
        return [each.id for each in managers], [(each.id, each.person_id) for each in members]

    def approves(self, reviewer: Browser) -> None:
        """Approve one piece of work after the other."""
        while not self.over.wait(PACE):
            work, sent = self.works.get()
            address = f"/admin/submissions/{work}/verdict"
            typed = {"outcome": "approved", "sent": sent, "disclosure": "first"}
            if self._asks(lambda typed=typed, address=address: reviewer.post(address, **typed)):
                self.approved.add(work)

    def redeems(self, membership: int, person: Browser) -> None:
        """Ask for one reward after the other."""
        address = f"/me/rewards/{self.reward}/redemption"
        for number in itertools.count():
            if self.over.wait(PACE * 2):
                return
            key = f"{membership}-{number}"
            if self._asks(lambda key=key: person.post(address, key=key)):
                self.keys.add((membership, key))

    def writes(self) -> None:
        """Put one letter after the other into the outbox, a few ahead of those that arrived."""
        with self.app.app_context():
            for number in itertools.count():
                while number > self.mailbox.begun + AHEAD and not self.over.is_set():
                    self.over.wait(PACE)
                if self.over.wait(PACE * 2):
                    return
                to = f"p{number}@x.example"
                transaction(lambda to=to: _letter(to))
                self.written.add(to)

    def _asks(self, ask: Callable[[], Answer]) -> bool:
        """Ask until there is an answer; return whether it says that it is done."""
        answer = stubbornly(ask, self.over)
        if answer is None:
            return False
        self.answers[answer.status] += 1
        return answer.status in DONE

    def goes_on(self) -> list[Callable[[], None]]:
        """Return what all of them do, each in a thread of its own."""
        return [
            *(lambda reviewer=each: self.approves(reviewer) for each in self.reviewers),
            *(lambda each=each: self.redeems(*each) for each in self.people),
            self.writes,
        ]


def _letter(to: str) -> None:
    letters.send_text(to=to, at=clock.now(), subject="News", body="Hello.", kind="declined")


@dataclass
class Fate:
    """Kills a process again and again: once it has done something, at any moment of what it does next."""

    app: Flask
    mortal: Server | Worker
    at_work: Callable[[], int]
    chance: Random

    def strikes(self, times: int) -> None:
        """Start and kill it so often."""
        for _ in range(times):
            wanted = self.at_work() + self.chance.randint(1, 8)
            self.mortal.start()
            until(lambda wanted=wanted: self.at_work() >= wanted)
            Event().wait(self.chance.random() / 20)
            self.mortal.kill()
            with self.app.app_context():
                _pass_the_lease()
                with reading():
                    assert transaction(ledger_checks.prove).wrong is None


def _pass_the_lease() -> None:
    """Time is let pass by setting back when a letter was claimed."""
    long_ago = clock.now() - deliveries.LEASE
    transaction(
        lambda: db.session.execute(
            update(Letter).where(Letter.claimed_at.is_not(None)).values(claimed_at=long_ago)
        )
    )


@pytest.mark.crash
def test_what_was_promised_is_kept_through_fifty_deaths(own: Flask) -> None:
    mailbox, server = Mailbox(), Server(own, WORKERS="1")
    mailbox.slowness = 0.05
    life = Life(own, server, mailbox)
    with mail_server(mailbox) as url, ThreadPoolExecutor(12) as threads:
        worker = Worker(own, url)
        try:
            doing = [threads.submit(deed) for deed in life.goes_on()]
            ends_servers = Fate(own, server, life.answers.total, Random(1))
            ends_workers = Fate(own, worker, lambda: mailbox.begun, Random(2))
            killing = threads.submit(ends_servers.strikes, KILLS // 2)
            ends_workers.strikes(KILLS // 4)
            transaction(lambda: the_rules(fading=25, threshold=300, at=clock.now()))
            ends_workers.strikes(KILLS // 2 - KILLS // 4)
            killing.result(timeout=600)
            server.start()
            worker.start()
            until(server.answers)
            life.over.set()
            for deed in doing:
                deed.result(timeout=60)
            until(_all_is_done, seconds=240)
        finally:
            life.over.set()
            server.kill()
            worker.kill()
    print(f"{life.answers} answers, {len(mailbox.mails)} mails taken")
    _check_promises(life, mailbox)
    _check_letters(life, mailbox, kills=KILLS // 2)
    told = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "ledger", "check"],
        cwd=ROOT, env=os.environ | server.settings, capture_output=True, text=True,
    )  # fmt: skip
    assert (told.returncode, told.stdout.splitlines()[-1:]) == (0, ["clean"]), told.stderr


def _all_is_done() -> bool:
    """Whether no quarter waits to be closed, and no letter to be sent."""
    _pass_the_lease()
    waits = db.session.scalar(select(func.count()).where(Letter.state != LetterState.SENT))
    over = closing.due(at=clock.now()) is None
    db.session.rollback()
    return over and not waits


def _check_promises(life: Life, mailbox: Mailbox) -> None:
    """What was acknowledged is there; whatever failed was told in a sentence, never as a fault of ours."""
    assert set(life.answers) <= {*DONE, 409, 422}, life.answers
    assert min(len(life.approved), len(life.keys), len(life.written)) > KILLS // 2
    state = select(Submission.state).where(Submission.id.in_(life.approved)).distinct()
    assert db.session.scalars(state).all() == [SubmissionState.APPROVED]
    kept = set(db.session.scalars(select(Redemption.key)))
    asked = {
        hashlib.sha256(f"{member}:{life.reward}:{key}".encode()).hexdigest() for member, key in life.keys
    }
    assert asked <= kept
    closed = db.session.scalars(select(QuarterClose.quarter).order_by(QuarterClose.quarter)).all()
    first = quarters.of(day_of(life.begun))
    due = [quarters.after(first, number) for number in range(len(closed))]
    assert closed == due
    assert quarters.after(due[-1]) == quarters.of(day_of(clock.now()))


def _check_letters(life: Life, mailbox: Mailbox, *, kills: int) -> None:
    """Every letter arrived; those that went twice bear the same name, and are no more than the deaths."""
    taken = Counter(mail["Message-ID"] for mail in mailbox.mails)
    assert len(taken) == db.session.scalar(select(func.count(Letter.id)))
    assert life.written <= {mail["To"] for mail in mailbox.mails}
    assert sum(taken.values()) - len(taken) <= kills
