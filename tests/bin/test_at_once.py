"""Many people at once, each over a connection of their own to a real server: one has it, all are told."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import clock
from portal.db import db, transaction
from portal.domain.earning import ledger, ledger_checks
from portal.models.earning.entry import Entry, EntryKind
from portal.models.earning.redemption import Redemption
from portal.models.earning.reward import Reward, RewardKind
from portal.models.person import Person, Role
from portal.models.working.submission import Submission
from portal.models.working.verdict import Verdict
from tests.support.mortal import Answer, Browser, Server, signed_in, until
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, a_submission, earned
from tests.support.rows_onboarding import an_ambassador

CLIENTS, ROUNDS = 16, 3
NONE_LEFT = "There is none left at present."


@pytest.fixture
def web(own: Flask) -> Iterator[Server]:
    """A server on that database, in two processes."""
    server = Server(own)
    try:
        server.start()
        until(server.answers)
        yield server
    finally:
        server.kill()


def at_once(*asks: Callable[[], Answer]) -> list[Answer]:
    """Ask all at the same moment; return the answers in the order of the questions."""
    start = Barrier(len(asks))

    def run(ask: Callable[[], Answer]) -> Answer:
        start.wait()
        return ask()

    with ThreadPoolExecutor(len(asks)) as threads:
        return list(threads.map(run, asks))


def enter(app: Flask, server: Server, person_id: int) -> Browser:
    return signed_in(app, db.session.get_one(Person, person_id), server.port, page="/account")


def test_sixteen_ask_for_the_last_one(own: Flask, web: Server) -> None:
    people = [transaction(lambda: _rich().id) for _ in range(CLIENTS)]
    browsers = [enter(own, web, person) for person in people]
    for number in range(ROUNDS):
        reward = transaction(lambda number=number: _the_last(f"Mug {number}").id)
        address = f"/me/rewards/{reward}/redemption"
        answers = at_once(
            *[lambda each=each, to=address: each.post(to, key=f"one of {to}") for each in browsers]
        )
        assert sorted(answer.status for answer in answers) == [303] + [422] * (CLIENTS - 1)
        told = [answer for answer in answers if answer.status == 422]
        assert all(NONE_LEFT in unescape(answer.text) for answer in told)
        had = db.session.scalars(select(Redemption).where(Redemption.reward_id == reward)).one()
        assert had.person_id == people[[answer.status for answer in answers].index(303)]
        assert db.session.get_one(Reward, reward).stock == 0
        assert ledger.balance_of(had.person).credits == 1000 - 100 * _had_by(had.person)
        assert ledger_checks.prove().wrong is None
        db.session.rollback()


def test_a_form_sent_four_times_at_once_asks_once(own: Flask, web: Server) -> None:
    person = transaction(lambda: _rich().id)
    reward = transaction(lambda: a_reward("Talk", kind=RewardKind.ACCESS, stock=9, at=clock.now()).id)
    browser = enter(own, web, person)
    answers = at_once(*[lambda: browser.post(f"/me/rewards/{reward}/redemption", key="k")] * 4)
    assert [answer.status for answer in answers] == [303] * 4
    assert db.session.get_one(Reward, reward).stock == 8
    assert ledger.balance_of(db.session.get_one(Person, person)).credits == 900
    assert ledger_checks.prove().wrong is None


def test_two_reviewers_approve_the_same_work(own: Flask, web: Server) -> None:
    names = ("Ada", "Ben")
    staff = [
        transaction(lambda name=name: a_person(role=Role.MANAGER, name=name, at=clock.now()).id)
        for name in names
    ]
    browsers = [enter(own, web, person) for person in staff]
    for _ in range(ROUNDS):
        work, sent = transaction(_waiting)
        address = f"/admin/submissions/{work}/verdict"
        typed = {"outcome": "approved", "sent": sent, "disclosure": "first"}
        answers = at_once(
            *[lambda each=each, to=address, typed=typed: each.post(to, **typed) for each in browsers]
        )
        assert sorted(answer.status for answer in answers) == [303, 422]
        first = [answer.status for answer in answers].index(303)
        assert f"{names[first]} was faster, and has decided this already." in answers[1 - first].text
        verdict = db.session.scalars(select(Verdict).where(Verdict.submission_id == work)).one()
        assert verdict.by_id == staff[first]
        awards = select(func.count()).where(Entry.submission_id == work, Entry.kind == EntryKind.AWARD)
        assert db.session.scalar(awards) == 2
        assert ledger_checks.prove().wrong is None
        db.session.rollback()


def _rich() -> Person:
    return earned(an_ambassador(at=clock.now()), 1000, at=clock.now()).person


def _the_last(name: str) -> Reward:
    return a_reward(name, kind=RewardKind.ACCESS, stock=1, at=clock.now())


def _had_by(person: Person) -> int:
    return db.session.scalar(select(func.count()).where(Redemption.person_id == person.id)) or 0


def _waiting() -> tuple[int, str]:
    work: Submission = a_submission(an_ambassador(at=clock.now()), at=clock.now())
    assert work.sent_at
    return work.id, work.sent_at.isoformat()
