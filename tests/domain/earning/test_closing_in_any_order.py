"""Any people, terms and lateness: a close does what was foretold, once, and nobody falls below nothing."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from portal.db import db
from portal.domain import quarters
from portal.domain.earning import closing, ledger, ledger_checks, previews, terms
from portal.domain.earning.prospects import prospects
from portal.domain.refusal import Refused
from portal.models.earning.entry import Balance, Entry, EntryKind
from portal.models.earning.leave import Leave
from portal.models.earning.quarter_close import QuarterClose, Renewal
from portal.models.joining.membership import Membership
from portal.models.person import Person, Role
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_closing import a_member, on
from tests.support.rows_earning import earned
from tests.support.rows_working import the_rules

JOINED = st.dates(date(2025, 8, 1), date(2026, 2, 1))
DEED = st.tuples(st.sampled_from(["earn", "correct", "leave", "end"]), st.integers(0, 2), st.integers(1, 450))
STEP = st.lists(DEED, max_size=4)
CLOSED = ("2025Q3", "2025Q4", "2026Q1", "2026Q2")


@pytest.mark.usefixtures("app")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    joined=st.lists(JOINED, min_size=1, max_size=3),
    steps=st.lists(STEP, min_size=4, max_size=4),
    rate=st.integers(0, 100),
    threshold=st.integers(0, 200),
    late=st.integers(0, 80),
)
def test_a_close_does_what_was_foretold_once(
    joined: list[date], steps: list[list[tuple[str, int, int]]], rate: int, threshold: int, late: int
) -> None:
    point = db.session.begin_nested()
    try:
        the_rules(at=NOW, fading=rate, threshold=threshold)
        members = [a_member(0, joined=each) for each in joined]
        manager = a_person(role=Role.MANAGER, at=NOW)
        for quarter, deeds in zip(CLOSED, steps, strict=True):
            for number, (word, which, points) in enumerate(deeds):
                with suppress(Refused):
                    _do(word, members[which % len(members)], points, quarter, number, late, manager)
            _close(quarter)
    finally:
        point.rollback()
        db.session.expire_all()


def _do(
    word: str, membership: Membership, points: int, quarter: str, number: int, late: int, by: Person
) -> None:
    """Something in the quarter, or so many days after its end and before its close."""
    day = quarters.first_day(quarters.after(quarter)).replace(day=1 + late % 27)
    at = on(day if number > 1 else quarters.last_day(quarter))
    if membership.joined_on > at.date():
        return
    if word == "earn":
        earned(membership, points, at=at, by=by)
    elif word == "correct":
        key = f"{quarter}{number}"
        ledger.correct(membership.person, standing=-points, credits=0, reason="Wrong.", key=key, by=by, at=at)
    elif word == "leave":
        db.session.merge(Leave(id=membership.id * 9 + int(quarter[-1]), membership_id=membership.id,
                               quarter=quarter, asked_at=at, confirmed=True))  # fmt: skip
    elif membership.ended_on is None:
        membership.ended_on = at.date()
    db.session.flush()


def _close(quarter: str) -> None:
    """Close a quarter where it is its turn, and hold what happened against what was foretold."""
    at = on(quarters.last_day(quarters.after(quarter)))
    if closing.next_quarter() != quarter:
        return
    foretold = _foretold(quarter)
    seen = previews.of(terms.of(quarter))
    made = closing.close(quarter, by=None, at=at)
    assert _said(made) == foretold
    assert (seen.up + seen.not_up) == len(foretold)
    assert _figures(_foretold(quarter)) == _figures(foretold), "a close is told afterwards as it was"
    before = _sums()
    with pytest.raises(Refused, match="closed already"):
        closing.close(quarter, by=None, at=at)
    assert _sums() == before
    assert min(db.session.scalars(select(Balance.standing)), default=0) >= 0
    per_person = select(func.count()).where(Entry.kind == EntryKind.FADE, Entry.quarter == quarter)
    assert max(db.session.scalars(per_person.group_by(Entry.person_id)), default=0) <= 1
    assert ledger_checks.prove().wrong is None


def _foretold(quarter: str) -> dict[int, tuple[int, int, str]]:
    rows = db.session.execute(prospects(terms.of(quarter)))
    return {row.membership_id: (row.standing, row.after, str(row.outcome)) for row in rows}


def _figures(rows: dict[int, tuple[int, int, str]]) -> dict[int, tuple[int, int]]:
    return {membership: (before, after) for membership, (before, after, _outcome) in rows.items()}


def _said(made: QuarterClose) -> dict[int, tuple[int, int, str]]:
    found = db.session.scalars(select(Renewal).where(Renewal.close_id == made.id))
    return {each.membership_id: (each.before, each.after, each.outcome.value) for each in found}


def _sums() -> tuple[object, ...]:
    return (
        db.session.scalar(select(func.count(Entry.id))),
        db.session.scalar(select(func.sum(Balance.standing))),
        db.session.scalar(select(func.count(Renewal.id))),
    )
