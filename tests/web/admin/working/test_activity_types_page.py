"""Activity types, as an admin changes them."""

import pytest
from sqlalchemy import select

from portal.db import db
from portal.models.audit_entry import AuditEntry
from portal.models.person import Role
from portal.models.working.activity_type import WeightChange
from tests.conftest import NOW, Client
from tests.support.forms import send, wrongs
from tests.support.rows import a_person
from tests.support.rows_working import a_type, an_action

HERE = "/admin/program/activity-types"


@pytest.fixture
def admin(client: Client) -> Client:
    """An admin's browser."""
    return client.sign_in(a_person(role=Role.ADMIN, name="Ines Calder", at=NOW))


def test_a_weight_changes_with_a_reason_and_a_day(admin: Client) -> None:
    kind = a_type("Speaking")
    answer = send(admin, f"{HERE}/{kind.id}/weight", weight="6", on="2026-03-01", reason="It takes weeks.")
    assert (answer.status_code, answer.headers["Location"]) == (303, HERE)
    page = admin.get(HERE).text
    assert "Speaking carries 6× now." in page
    assert "It takes weeks., Ines Calder" in page
    change = db.session.scalars(select(WeightChange)).one()
    assert (change.before, change.after, change.on.isoformat()) == (5, 6, "2026-03-01")
    assert db.session.scalars(select(AuditEntry.verb).where(AuditEntry.thing == "activity_types")).all() == [
        "reweighed"
    ]


def test_the_same_weight_or_no_reason_is_refused(admin: Client) -> None:
    kind = a_type("Speaking")
    same = send(admin, f"{HERE}/{kind.id}/weight", weight="5", reason="Because.")
    assert wrongs(same) == {"weight": "Speaking weighs 5× already."}
    dumb = send(admin, f"{HERE}/{kind.id}/weight", weight="٦", reason="")
    assert set(wrongs(dumb)) == {"reason"}
    assert db.session.scalar(select(WeightChange.id)) is None


def test_a_weight_for_a_day_to_come_waits_for_it(admin: Client) -> None:
    kind = a_type("Speaking")
    send(admin, f"{HERE}/{kind.id}/weight", weight="6", on="2999-01-01", reason="Announced early.")
    page = admin.get(HERE).text
    assert "Speaking carries 6× from 1 January 2999 on." in page
    assert "Announced early." in page
    assert kind.weight == 5


def test_a_type_is_added_described_and_retired(admin: Client) -> None:
    send(admin, f"{HERE}/new", to=HERE, name="翻訳", about="Into another language.", weight="2")
    kind = a_type("翻訳")
    assert kind.position == 4
    taken = send(admin, f"{HERE}/{kind.id}", name="forum")
    assert wrongs(taken) == {"name": "There is a type called forum already."}
    send(admin, f"{HERE}/{kind.id}", to=f"{HERE}/{kind.id}/retirement")
    assert "retired" in admin.get(HERE).text
    send(admin, f"{HERE}/{kind.id}", to=f"{HERE}/{kind.id}/return")
    assert kind.retired_at is None


def test_retiring_keeps_the_actions(admin: Client) -> None:
    action = an_action(on=NOW.date(), at=NOW)
    kind = action.activity_type
    assert kind is not None
    send(admin, f"{HERE}/{kind.id}", to=f"{HERE}/{kind.id}/retirement")
    assert action.points == 30


def test_base_points_are_what_a_piece_of_its_own_accord_begins_with(admin: Client) -> None:
    kind = a_type("Content")
    send(admin, f"{HERE}/{kind.id}", base_points="20")
    assert kind.base_points == 20
    assert "20 × 3 = 60" in admin.get(HERE).text
    wrong = send(admin, f"{HERE}/{kind.id}", base_points="10001")
    assert wrongs(wrong) == {"base_points": "Between 0 and 10,000."}
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "described")).one()
    assert (entry.before["base_points"], entry.after["base_points"]) == (10, 20)
