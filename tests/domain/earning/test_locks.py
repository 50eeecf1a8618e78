"""Whoever moves points locks in one order, and no two wait for each other: rewards, balances, the rest."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from portal.app import create_app
from portal.config import Config
from portal.db import db, transaction
from portal.domain.earning import closing, corrections, redemptions, renewals
from portal.domain.programs import day_of
from portal.domain.working import submissions, trust, verdicts
from portal.models.earning.quarter_close import Renewal, Standing
from portal.models.earning.reward import Milestone, Reward
from portal.models.joining.membership import Membership
from portal.models.person import Person, Role
from portal.models.working.submission import Submission
from portal.models.working.verdict import Place
from tests.conftest import NOW
from tests.support.mortal import until
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, a_submission, earned
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import an_action, the_rules

LINK = "https://portal.example/"
JOINED = NOW - timedelta(days=200)  # in 2025Q3
Ids = dict[str, int]


@pytest.fixture
def apart(elsewhere: Config) -> Iterator[Flask]:
    """A portal with a database of its own, where transactions are real and rows are locked one by one."""
    app = create_app(elsewhere)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            pytest.skip("SQLite has one writer at a time")
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


def _begin() -> Ids:
    """Let a trusted person have work that waits, work to be sent, a proposal to lapse, and credits."""
    the_rules(fading=25, threshold=5000, at=JOINED)
    manager, member = a_person(role=Role.MANAGER, at=JOINED), an_ambassador(at=JOINED)
    pin = a_reward("Pin", milestone=Milestone.STANDING, standing=1100, at=JOINED)
    earned(member, 1000, at=JOINED, by=manager)
    for _ in range(3):
        closing.close(closing.next_quarter() or "", by=None, at=NOW + timedelta(days=100))
    proposal = db.session.query(Renewal).filter_by(outcome=Standing.PROPOSED).one()
    member.trusted_at = JOINED
    action = an_action(on=day_of(NOW), trusted_at_once=True, at=JOINED, starts_on=day_of(JOINED))
    drafts = [a_submission(member, action=action, send=False, at=NOW) for _ in range(20)]
    return {
        "by": manager.id,
        "person": member.person_id,
        "member": member.id,
        "pin": pin.id,
        "mug": a_reward("Mug", at=JOINED).id,
        "waiting": a_submission(member, at=NOW).id,
        "draft": next(each.id for each in drafts if not trust.is_drawn(each.id, at=NOW)),
        "proposal": proposal.id,
    }


def approve(ids: Ids) -> None:
    by = db.session.get_one(Person, ids["by"])
    verdicts.approve(db.session.get_one(Submission, ids["waiting"]), by=by, at=NOW, disclosure=Place.FIRST)


def correct(ids: Ids) -> None:
    by, member = db.session.get_one(Person, ids["by"]), db.session.get_one(Membership, ids["member"])
    corrections.correct(
        member, standing=900, credits=0, reason="Forgotten.", key="k", link=LINK, by=by, at=NOW
    )


def send(ids: Ids) -> None:
    submissions.send(db.session.get_one(Submission, ids["draft"]), at=NOW)


def request(ids: Ids) -> None:
    member, mug = db.session.get_one(Membership, ids["member"]), db.session.get_one(Reward, ids["mug"])
    redemptions.request(mug, membership=member, key="k", address="Here", at=NOW)


def close(_ids: Ids) -> None:
    closing.close(closing.next_quarter() or "", by=None, at=NOW + timedelta(days=200))


def lapse(ids: Ids) -> None:
    by = db.session.get_one(Person, ids["by"])
    renewals.lapse(db.session.get_one(Renewal, ids["proposal"]), by=by, at=NOW)


@pytest.mark.parametrize(
    ("held", "first", "second"),
    [
        ("rewards where id = {pin}", approve, correct),
        ("balances where person_id = {person}", close, send),
        ("balances where person_id = {person}", close, lapse),
        ("balances where person_id = {person}", request, send),
    ],
    ids=["approve-correct", "close-send", "close-lapse", "request-send"],
)
def test_no_two_wait_for_each_other(
    apart: Flask, held: str, first: Callable[[Ids], None], second: Callable[[Ids], None]
) -> None:
    """Hold what both want until both wait for it, the one behind the other."""
    ids = transaction(_begin)

    def run(deed: Callable[[Ids], None]) -> None:
        with apart.app_context():
            transaction(lambda: deed(ids))

    with ThreadPoolExecutor(2) as threads, db.engine.connect() as holder:
        holder.execute(text(f"select 1 from {held} for update".format(**ids)))
        running = []
        for number, deed in enumerate((first, second), start=1):
            running.append(threads.submit(run, deed))
            _wait_until_so_many_wait(number)
        holder.rollback()
        for each in running:
            each.result(timeout=30)


def _wait_until_so_many_wait(number: int) -> None:
    asked = text(
        "select count(*) from pg_stat_activity"
        " where wait_event_type = 'Lock' and datname = current_database()"
    )
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        until(lambda: connection.scalar(asked) == number, seconds=20)
