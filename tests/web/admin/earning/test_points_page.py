"""The points of one ambassador, as staff read and correct them."""

import csv

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.earning import ledger
from portal.models.audit_entry import AuditEntry
from portal.models.earning.entry import Entry, EntryKind
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import headline, resend, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_points import a_history


@pytest.fixture
def ines(client: Client) -> Client:
    """A manager's browser."""
    return client.sign_in(a_person(role=Role.MANAGER, name="Ines Rowe", at=NOW))


def test_a_mistake_is_put_right_and_read_by_the_ambassador(ines: Client) -> None:
    membership = a_history()
    here = f"/admin/ambassadors/{membership.id}/points"
    assert headline(ines.get(here)) == "Points of Maya Okafor"
    piece = str(db.session.scalars(select(Entry.submission_id).where(Entry.amount == 60).limit(1)).one())
    answer = send(
        ines, here, to=here, standing="−60", credits="-60", submission=piece, reason="Not <b>hers</b>."
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, here)
    page = ines.get(here).text
    assert "Corrected. Maya Okafor reads it in the statement and by mail." in page
    assert "Not &lt;b&gt;hers&lt;/b&gt;." in page
    ines.sign_in(membership.person)
    assert "Not &lt;b&gt;hers&lt;/b&gt;." in ines.get("/me/points").text
    balance = ledger.balance_of(membership.person)
    assert (balance.standing, balance.credits) == (309, 412)


def test_the_same_form_sent_twice_corrects_once(ines: Client) -> None:
    membership = a_history()
    here = f"/admin/ambassadors/{membership.id}/points"
    page = ines.get(here)
    for _twice in range(2):
        assert resend(ines, page, to=here, standing="5", credits="5", reason="A gift.").status_code == 303
    assert ledger.balance_of(membership.person).credits == 477


def test_what_is_wrong_stands_beside_its_field(ines: Client) -> None:
    here = f"/admin/ambassadors/{a_history().id}/points"
    assert wrongs(send(ines, here, to=here, standing="ten", credits="1", reason="")) == {
        "standing": "Type a whole number with its sign, as in −10.",
        "reason": "Say why: the ambassador reads it beside the entry.",
    }
    assert wrongs(send(ines, here, to=here, reason="x")) == {
        "standing": "Say by how much, in standing or in credits."
    }
    assert wrongs(send(ines, here, to=here, credits="-9999", reason="x")) == {
        "credits": "That takes 9999 credits, and there are 472."
    }
    assert set(wrongs(send(ines, here, to=here, credits="-999999999", reason="x" * 501))) == {
        "credits", "reason",
    }  # fmt: skip
    kinds = db.session.scalars(select(Entry.kind).where(Entry.kind == EntryKind.CORRECTION)).all()
    assert len(kinds) == 2


def test_a_piece_of_somebody_else_s_cannot_be_named(ines: Client) -> None:
    other = a_history()
    mine = an_ambassador(at=NOW)
    piece = str(
        db.session.scalars(select(Entry.submission_id).where(Entry.person_id == other.person_id)).first()
    )
    here = f"/admin/ambassadors/{mine.id}/points"
    page = ines.get(f"{here}?submission={piece}")
    answer = resend(ines, page, to=here, credits="1", reason="x", submission=piece)
    assert set(wrongs(answer)) == {"submission"}


def test_who_may_and_who_may_not(client: Client) -> None:
    membership = a_history()
    here = f"/admin/ambassadors/{membership.id}/points"
    for role in (Role.REVIEWER, Role.DIRECTOR):
        client.sign_in(a_person(role=role, at=NOW))
        assert [client.get(f"{here}{part}").status_code for part in ("", "/statement.csv")] == [403, 403]
    client.sign_in(membership.person)
    assert client.get(here).status_code == 403
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    assert client.get("/admin/ambassadors/999999/points").status_code == 404


def test_what_leaves_is_written_down(ines: Client) -> None:
    membership = a_history()
    here = f"/admin/ambassadors/{membership.id}/points"
    answer = ines.get(f"{here}/statement.csv?quarter=2026Q1")
    assert len(list(csv.reader(answer.text.splitlines()))) == 4
    assert ines.get(f"{here}/statement.pdf?quarter=2026Q1").data[:5] == b"%PDF-"
    deeds = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "exported")).all()
    assert [(deed.thing, deed.thing_id) for deed in deeds] == [("memberships", membership.id)] * 2
