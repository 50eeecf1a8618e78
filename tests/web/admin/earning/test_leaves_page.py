"""Leave, as staff answer it."""

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.earning import leaves
from portal.models.earning.leave import Leave
from portal.models.letter import Letter
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import forged, send
from tests.support.rows import a_person
from tests.support.rows_closing import a_member
from tests.support.statements import counted

PLACE = "/admin/leaves"


@pytest.fixture
def leave(client: Client, monkeypatch: pytest.MonkeyPatch) -> Leave:
    """A leave that was asked for; a manager is signed in."""
    monkeypatch.setattr("portal.clock.now", lambda: NOW)
    membership = a_member(0)
    membership.person.name = "Nell Harker"
    client.sign_in(a_person(role=Role.MANAGER, name="Ines Calder", at=NOW))
    return leaves.ask(membership, "2026Q2", at=NOW)


def test_the_list_is_narrowed_by_address(client: Client, leave: Leave) -> None:
    assert "Nell Harker" in client.get(f"{PLACE}?state=asked&q=nell").text
    assert "Nothing fits that" in client.get(f"{PLACE}?state=confirmed").text
    sheet = client.get(f"{PLACE}/list.csv").text.splitlines()
    assert sheet[1] == f"Nell Harker,{leave.membership.person.email},2026Q2,2026-02-11,,"
    assert "Leave to confirm" in client.get("/admin/").text


def test_it_is_confirmed_from_the_list_and_told(client: Client, leave: Leave) -> None:
    answer = send(client, f"{PLACE}?state=asked", to=f"{PLACE}/{leave.id}/confirmation")
    assert answer.headers["Location"] == f"{PLACE}?state=asked"
    assert leave.confirmed is True
    letter = db.session.scalars(select(Letter).where(Letter.kind == "leave_confirmed")).one()
    assert "April to June 2026" in letter.text


def test_it_is_declined_from_the_persons_page_once(client: Client, leave: Leave) -> None:
    person = f"/admin/ambassadors/{leave.membership_id}"
    page = client.get(person)
    csrf = page.text.split('name="csrf" value="')[1].split('"')[0]
    data, referrer = {"csrf": csrf}, {"Referer": f"http://localhost{person}"}
    answer = client.post(f"{PLACE}/{leave.id}/refusal", data=data, headers=referrer)
    assert answer.headers["Location"] == person
    assert leave.confirmed is False
    twice = client.post(f"{PLACE}/{leave.id}/confirmation", data=data, headers=referrer)
    assert (twice.status_code, "Ines Calder was faster" in twice.text) == (409, True)
    assert "Declined" in client.get(person).text


def test_one_row_and_ten_cost_the_same(client: Client, leave: Leave) -> None:
    def cost() -> int:
        with counted() as sent:
            assert client.get(PLACE).status_code == 200
        return len(sent)

    one = cost()
    for _ in range(10):
        leaves.ask(a_member(0), "2026Q2", at=NOW)
    assert cost() == one


def test_others_are_kept_out(client: Client, leave: Leave) -> None:
    for person in (
        a_person(role=Role.REVIEWER, at=NOW),
        a_person(role=Role.DIRECTOR, at=NOW),
        leave.membership.person,
    ):
        client.sign_in(person)
        assert client.get(PLACE).status_code == 403
        assert forged(client, f"{PLACE}/{leave.id}/confirmation", page="/account").status_code == 403
    assert leave.confirmed is None
