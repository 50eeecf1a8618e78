"""Those proposed as lapsed: confirmed, or kept with a reason, each with its letter."""

from datetime import date

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.earning import renewals
from portal.domain.programs import the_program
from portal.models.earning.quarter_close import Renewal
from portal.models.joining.membership import MembershipState
from portal.models.letter import Letter
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import forged, headline, resend, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_closing import a_member, closed, on
from tests.support.rows_working import the_rules
from tests.support.statements import counted

PLACE = "/admin/quarters/proposals"


@pytest.fixture
def proposal(client: Client, monkeypatch: pytest.MonkeyPatch) -> Renewal:
    """A membership that was below twice; a manager is signed in."""
    the_rules(at=NOW, fading=25, threshold=150)
    the_program().appeals_email = "appeals@program.example"
    monkeypatch.setattr("portal.clock.now", lambda: on(date(2026, 4, 2)))
    a_member(74, joined=date(2025, 8, 1)).person.name = "Isolde Marchetti"
    closed("2025Q3", "2025Q4", "2026Q1")
    client.sign_in(a_person(role=Role.MANAGER, name="Ines Calder", at=NOW))
    return db.session.scalars(renewals.proposals()).one()


def test_the_list_is_searched_and_leads_to_each(client: Client, proposal: Renewal) -> None:
    assert headline(client.get(PLACE)) == "One person is proposed as lapsed"
    assert f'href="{PLACE}/{proposal.id}"' in client.get(f"{PLACE}?q=isol").text
    assert "Nobody fits that" in client.get(f"{PLACE}?q=ada").text
    sheet = client.get(f"{PLACE}/list.csv").text.splitlines()
    assert sheet[1] == f"Isolde Marchetti,{proposal.membership.person.email},2026Q1,74,56,150"
    assert "Ambassador proposed as lapsed" in client.get("/admin/").text


def test_confirming_says_first_what_happens(client: Client, proposal: Renewal) -> None:
    address = f"{PLACE}/{proposal.id}/lapse"
    page = client.get(address)
    assert headline(page) == "Confirm the lapse of Isolde Marchetti"
    assert "appeals@program.example" in page.text
    assert proposal.resolved_at is None
    assert send(client, address).headers["Location"] == PLACE
    assert proposal.membership.state is MembershipState.LAPSED
    assert proposal.kept is False
    letter = db.session.scalars(select(Letter).where(Letter.kind == "lapsed")).one()
    assert letter.to == proposal.membership.person.email
    twice = resend(client, page)
    assert (twice.status_code, "Ines Calder was faster" in twice.text) == (409, True)
    assert "Ines Calder confirmed the lapse on 2 April 2026." in client.get(f"{PLACE}/{proposal.id}").text
    assert len(db.session.scalars(select(Letter).where(Letter.kind == "lapsed")).all()) == 1


def test_keeping_takes_a_reason(client: Client, proposal: Renewal) -> None:
    address = f"{PLACE}/{proposal.id}/keeping"
    bare = send(client, address, reason="  ")
    assert (bare.status_code, wrongs(bare)) == (
        422,
        {"reason": "Say why: the ambassador reads it in the letter."},
    )
    assert send(client, address, reason="Ill since March.").headers["Location"] == PLACE
    assert (proposal.kept, proposal.reason, proposal.membership.is_open) == (True, "Ill since March.", True)
    letter = db.session.scalars(select(Letter).where(Letter.kind == "kept")).one()
    assert "Ill since March." in letter.text
    assert "Ill since March." in client.get(f"{PLACE}/{proposal.id}").text
    assert "Nobody waits for a decision" in client.get(PLACE).text


def test_one_row_and_twenty_cost_the_same(client: Client, proposal: Renewal) -> None:
    def cost() -> int:
        with counted() as sent:
            assert client.get(PLACE).status_code == 200
        return len(sent)

    one = cost()
    for _ in range(20):
        a_member(3, joined=date(2025, 8, 1))
    closed("2026Q2", "2026Q3")
    assert cost() == one


def test_strangers_and_other_roles_are_kept_out(client: Client, proposal: Renewal) -> None:
    places = [
        f"{PLACE}{end}" for end in ("", f"/{proposal.id}", f"/{proposal.id}/lapse", f"/{proposal.id}/keeping")
    ]
    assert client.get(f"{PLACE}/99999").status_code == 404
    for person in (
        a_person(role=Role.REVIEWER, at=NOW),
        a_person(role=Role.DIRECTOR, at=NOW),
        proposal.membership.person,
    ):
        client.sign_in(person)
        assert [client.get(place).status_code for place in places] == [403] * 4
        assert [forged(client, place, page="/account").status_code for place in places[2:]] == [403] * 2
    assert proposal.resolved_at is None


def test_nobody_decides_about_themselves(client: Client, proposal: Renewal) -> None:
    proposal.membership.person.role = Role.MANAGER
    client.sign_in(proposal.membership.person)
    answer = send(client, f"{PLACE}/{proposal.id}/lapse")
    assert (answer.status_code, "your own place" in answer.text) == (409, True)
    assert proposal.membership.is_open
