"""What applicants wrote is deleted when its time is over, and not before."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.joining import applications, forgetting
from portal.models.audit_entry import AuditEntry
from portal.models.joining.application import Application, ApplicationState
from portal.models.joining.consent import Consent
from portal.models.program import Doors
from tests.conftest import NOW
from tests.support.rows_applying import a_draft, a_full_draft, a_sent_one, link, open_doors

MONTH = timedelta(days=31)


@pytest.fixture(autouse=True)
def _open(app: Flask) -> None:
    open_doors()


def whose(at_months: int) -> list[str]:
    return [each.email for each in forgetting.due(at=NOW + at_months * MONTH)]


def test_noes_are_kept_six_months_drafts_one_and_the_rest_for_good() -> None:
    a_draft(at=NOW, email="draft@post.example")
    gone, _ = a_sent_one(at=NOW, email="gone@post.example")
    applications.withdraw(gone, link=link, at=NOW)
    no, _ = a_sent_one(at=NOW, email="no@post.example")
    no.state = ApplicationState.DECLINED
    a_sent_one(at=NOW, email="waits@post.example")
    twin, _ = a_full_draft(at=NOW, email="waits@post.example")
    applications.send(twin, consent="K.", marketing=None, link=link, at=NOW)
    db.session.flush()
    assert whose(0) == []
    assert whose(2) == ["draft@post.example"]
    assert whose(7) == ["draft@post.example", "gone@post.example", "no@post.example", "waits@post.example"]
    late = NOW + 7 * MONTH
    assert forgetting.forget(at=late) == 4
    assert forgetting.forget(at=late) == 0
    rows = db.session.scalars(select(Application).order_by(Application.id)).all()
    assert [row.name for row in rows] == ["", "", "", "Nell Harker", ""]
    held = str([vars(row) for row in rows if row.purged_at]) + str(
        [vars(row) for row in db.session.scalars(select(Consent).where(Consent.application_id == no.id))]
    )
    for word in ("post.example", "Kendal", "pics.example", "Short films", "sugar"):
        assert word not in held
    assert no.state is ApplicationState.DECLINED
    verbs = db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)).all()
    assert verbs[-1] == "forgot"


def test_a_draft_outlives_a_pause() -> None:
    a_draft(at=NOW, email="draft@post.example")
    open_doors(Doors.PAUSED, opens_on=date(2026, 6, 1))
    assert whose(4) == []
    assert whose(5) == ["draft@post.example"]
