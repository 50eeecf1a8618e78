"""Weights with a date and a reason: in force on their day, and nothing awarded is repriced."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.earning import ledger
from portal.domain.refusal import Refused
from portal.domain.working import activity_types
from portal.models.audit_entry import AuditEntry
from portal.models.working.activity_type import ActivityType
from tests.support.rows_earning import earned
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_points import noon
from tests.support.rows_working import a_type

pytestmark = pytest.mark.usefixtures("app")
TODAY = date(2026, 2, 11)
AT = noon(TODAY)
LATER = TODAY + timedelta(days=10)


def reweigh(kind: ActivityType, weight: int, *, on: date, decided: date = TODAY) -> None:
    activity_types.reweigh(kind, weight=weight, on=on, reason="It takes weeks.", by=None, at=noon(decided))


def force(day: date) -> bool:
    return activity_types.bring_into_force(at=noon(day))


def test_a_day_to_come_waits_and_comes_once() -> None:
    kind = a_type("Speaking")
    reweigh(kind, 7, on=LATER)
    assert (kind.weight, force(LATER - timedelta(days=1)), kind.weight) == (5, False, 5)
    assert (force(LATER), kind.weight, force(LATER)) == (True, 7, False)
    deed = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "came into force")).one()
    assert (deed.before, deed.after, deed.label) == ({"weight": 5}, {"weight": 7}, "Speaking")


def test_what_is_decided_last_counts_on_its_day() -> None:
    kind = a_type("Speaking")
    reweigh(kind, 7, on=LATER)
    reweigh(kind, 6, on=TODAY)
    assert (kind.weight, force(TODAY)) == (6, False)
    reweigh(kind, 5, on=LATER, decided=TODAY + timedelta(days=1))
    assert (force(LATER), kind.weight) == (True, 5)
    reweigh(kind, 9, on=LATER - timedelta(days=5), decided=LATER + timedelta(days=1))
    assert (kind.weight, force(LATER + timedelta(days=2))) == (9, False)


def test_the_weight_that_will_be_there_is_refused() -> None:
    kind = a_type("Speaking")
    reweigh(kind, 7, on=LATER)
    with pytest.raises(Refused, match="7× already"):
        reweigh(kind, 7, on=LATER + timedelta(days=1))


def test_nothing_awarded_is_repriced() -> None:
    membership = an_ambassador(at=AT)
    earned(membership, 40, at=AT)
    reweigh(a_type("Content"), 9, on=TODAY)
    force(TODAY)
    assert ledger.balance_of(membership.person).standing == 40
