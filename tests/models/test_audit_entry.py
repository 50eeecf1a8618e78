"""The audit is only ever added to."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.db import db
from portal.domain import audit
from tests.conftest import NOW


@pytest.mark.parametrize("deed", ["update audit_entries set verb = 'x'", "delete from audit_entries"])
def test_the_database_refuses_to_change_it(app: object, deed: str) -> None:
    audit.write("tried", "test", by=None, at=NOW)
    with pytest.raises(DBAPIError, match="only ever added to"), db.session.begin_nested():
        db.session.execute(text(deed))
    assert [entry.verb for entry in db.session.scalars(audit.entries())] == ["tried"]
