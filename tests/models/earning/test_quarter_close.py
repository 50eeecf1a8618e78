"""Closes are only ever added to, and every renewal is of one: PostgreSQL asks once for each statement."""

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from portal.db import db
from portal.models.earning.quarter_close import Renewal
from tests.conftest import NOW
from tests.support.rows_closing import a_member, closed
from tests.support.rows_working import the_rules

pytestmark = pytest.mark.usefixtures("app")
ADD = (
    "insert into renewals (close_id, membership_id, outcome, before, after, reason) "
    "select {}, id, 'renewed', 0, 0, '' from memberships"
)


@pytest.fixture
def renewal(app: object) -> Renewal:
    """What the close of a quarter said of a member, and a member who joined after it."""
    the_rules(at=NOW, fading=25, threshold=150)
    a_member(412)
    closed("2025Q4", "2026Q1")
    a_member(0, joined=date(2026, 4, 1))
    return db.session.scalars(select(Renewal).order_by(Renewal.id.desc()).limit(1)).one()


def refused(statement: str, kind: type[DBAPIError], match: str) -> None:
    with pytest.raises(kind, match=match), db.session.begin_nested():
        db.session.execute(text(statement))


@pytest.mark.parametrize("deed", ["update quarter_closes set rate = 10", "delete from quarter_closes"])
def test_a_close_stays_as_it_was(renewal: Renewal, deed: str) -> None:
    refused(deed, DBAPIError, "only ever added to")
    if db.engine.dialect.name == "postgresql":
        refused("truncate quarter_closes", DBAPIError, "only ever added to")
    assert renewal.close.rate == 25


def test_no_renewal_is_of_a_close_that_is_not_there(renewal: Renewal) -> None:
    unknown = renewal.close_id + 1000
    refused(ADD.format(unknown), IntegrityError, "(?i)foreign key|of no close")
    move = f"update renewals set close_id = {unknown} where id = {renewal.id}"
    refused(move, DBAPIError, "(?i)foreign key|only ever added to")
    known = ADD.format(renewal.close_id) + " where id <> " + str(renewal.membership_id)
    assert db.session.connection().execute(text(known)).rowcount == 1
