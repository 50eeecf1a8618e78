"""What a milestone owes: seen by those who look after rewards, and granted as far as it goes."""

import pytest
from lxml import html
from sqlalchemy import select

from portal.db import db
from portal.domain.earning import stock
from portal.models.audit_entry import AuditEntry
from portal.models.earning.redemption import Redemption
from portal.models.earning.reward import Milestone, Reward
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import forged, headline, resend
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, earned
from tests.support.rows_onboarding import an_ambassador
from tests.support.statements import counted


@pytest.fixture
def ines(client: Client) -> Client:
    """A manager's browser."""
    return client.sign_in(a_person(role=Role.MANAGER, name="Ines Calder", at=NOW))


def _owed(count: int) -> tuple[Reward, str]:
    """A reward that so many people reached while there was none."""
    reward = a_reward("Hoodie", milestone=Milestone.FIRST_ACTION, stock=0, at=NOW)
    for number in range(count):
        earned(an_ambassador(name=f"Person {number:02}", at=NOW), 10, at=NOW)
    return reward, f"/admin/rewards/{reward.id}/grants"


def _names(text: str) -> list[str]:
    return [str(name) for name in html.fromstring(text).xpath("//tbody//a[@class='who']/text()")]


def test_what_is_owed_is_granted_as_far_as_it_goes(ines: Client) -> None:
    reward, place = _owed(3)
    page = ines.get(place)
    assert headline(page) == "Hoodie is owed to 3 people"
    assert _names(page.text) == ["Person 00", "Person 01", "Person 02"]
    assert "Grant it" not in page.text
    stock.move(reward, 2, reason="New", by=None, at=NOW)
    page = ines.get(place)
    assert resend(ines, page, to=place).headers["Location"] == place
    after = ines.get(place)
    assert (headline(after), _names(after.text)) == ("Hoodie is owed to one person", ["Person 02"])
    assert "Granted to 2 people." in after.text
    assert len(db.session.scalars(select(Redemption)).all()) == 2
    deed = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "granted")).one()
    assert (deed.label, deed.after) == ("Hoodie", {"people": 2, "milestone": "first action"})
    resend(ines, page, to=place)
    assert "There is none left to grant." in ines.get(place).text


def test_it_is_searched_and_sorted_and_costs_the_same_for_many(ines: Client) -> None:
    _reward, place = _owed(2)
    ines.get(place)
    with counted() as few:
        ines.get(place)
    for number in range(9):
        earned(an_ambassador(name=f"Further {number}", at=NOW), 10, at=NOW)
    with counted() as many:
        ines.get(place)
    assert len(many) == len(few)
    assert _names(ines.get(f"{place}?q=person&sort=-name").text) == ["Person 01", "Person 00"]


def test_nobody_else_comes_in(client: Client) -> None:
    _reward, place = _owed(1)
    client.sign_in(a_person(role=Role.REVIEWER, at=NOW))
    assert client.get(place).status_code == 403
    assert forged(client, place).status_code == 403
    assert (
        client.sign_in(a_person(role=Role.MANAGER, at=NOW)).get("/admin/rewards/0/grants").status_code == 404
    )
    assert db.session.scalars(select(Redemption)).all() == []
