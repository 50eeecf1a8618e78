"""My leave: asked for, taken back, and nobody else's."""

import pytest

from portal.domain.earning import leaves
from portal.models.joining.membership import Membership
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import forged, headline, send
from tests.support.rows import a_person
from tests.support.rows_closing import a_member

PLACE = "/me/leave"


@pytest.fixture
def mine(client: Client, monkeypatch: pytest.MonkeyPatch) -> Membership:
    """An ambassador who is signed in."""
    monkeypatch.setattr("portal.clock.now", lambda: NOW)
    membership = a_member(0)
    client.sign_in(membership.person)
    return membership


def test_leave_is_asked_for_and_taken_back(client: Client, mine: Membership) -> None:
    page = client.get(PLACE)
    assert headline(page) == "Take a quarter off"
    assert page.text.count("You can ask for it now.") == 2
    assert send(client, PLACE, to=PLACE).headers["Location"] == PLACE
    (leave,) = leaves.of_membership(mine)
    assert (leave.quarter, leave.confirmed) == ("2026Q1", None)
    assert "You asked on 11 February 2026." in client.get(PLACE).text
    send(client, PLACE, to=f"{PLACE}/{leave.id}/withdrawal")
    assert leaves.of_membership(mine) == []


def test_why_not_is_said(client: Client, mine: Membership) -> None:
    manager = a_person(role=Role.MANAGER, at=NOW)
    leave = leaves.ask(mine, "2026Q1", at=NOW)
    leaves.confirm(leave, named="this quarter", link="https://portal.example/me", by=manager, at=NOW)
    page = client.get(PLACE)
    assert "You are on leave for the whole quarter." in page.text
    twice = forged(client, PLACE, page=PLACE, quarter="2026Q1")
    assert (twice.status_code, "asked for this quarter already" in twice.text) == (409, True)
    for odd in ("2019Q1", "soon", "", "2026Q1\x00"):
        assert forged(client, PLACE, page=PLACE, quarter=odd).status_code == 409
    late = forged(client, f"{PLACE}/{leave.id}/withdrawal", page=PLACE)
    assert (late.status_code, "decided already" in late.text) == (409, True)
    assert [each.quarter for each in leaves.of_membership(mine)] == ["2026Q1"]


def test_the_leave_of_another_is_not_mine_to_take_back(client: Client, mine: Membership) -> None:
    other = leaves.ask(a_member(0), "2026Q2", at=NOW)
    assert forged(client, f"{PLACE}/{other.id}/withdrawal", page=PLACE).status_code == 404
    assert client.post(f"{PLACE}/{other.id}/withdrawal").status_code == 400
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    assert client.get(PLACE).status_code == 403
    assert other.confirmed is None
