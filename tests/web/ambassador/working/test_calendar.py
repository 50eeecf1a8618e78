"""The ambassador's calendar: what is done and next, filters by address."""

from datetime import date, timedelta

import pytest
from lxml import html

from portal.models.working.action import Audience
from tests.conftest import NOW, Client
from tests.support.rows_earning import a_submission
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import a_type, an_action
from tests.support.statements import counted


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("portal.clock.now", lambda: NOW)


def shown(client: Client, query: str = "") -> list[tuple[str, str]]:
    """The titles on the page, each with what it says of itself."""
    tree = html.fromstring(client.get(f"/me/calendar{query}").text)
    lines = tree.xpath("//ol[contains(@class,'dates')]/li")
    return [(line.xpath("string(.//b)"), line.get("class") or "") for line in lines]


def test_done_is_a_dot_and_next_a_ring_and_filters_narrow(client: Client) -> None:
    membership = an_ambassador(at=NOW)
    done = an_action("Bake a loaf", on=date(2026, 2, 12), starts_on=date(2026, 2, 2), at=NOW)
    an_action("Answer a question", on=date(2026, 2, 20), at=NOW, activity_type=a_type("Mentoring"))
    an_action("Show a friend", on=date(2026, 3, 2), at=NOW)
    an_action("Missed it", on=date(2026, 2, 3), at=NOW)
    an_action("Summer party", on=date(2026, 3, 9), at=NOW, activity_type=None, base_points=0, minutes=0)
    a_submission(membership, at=NOW, action=done)
    client.sign_in(membership.person)
    everything = [
        ("Missed it", "gone"),
        ("Bake a loaf", "done"),
        ("Answer a question", "next"),
        ("Show a friend", ""),
        ("Summer party", "all"),
    ]
    assert shown(client) == everything
    assert shown(client, "?state=open") == [everything[2], everything[3]]
    assert shown(client, "?state=done") == [everything[1]]
    assert shown(client, f"?type={a_type('Mentoring').id}") == [everything[2]]
    assert shown(client, "?type=all") == [everything[4]]
    assert shown(client, "?q=loaf") == [everything[1]]
    assert shown(client, "?q=nothing") == []


def test_a_longer_calendar_costs_no_more_statements(client: Client) -> None:
    membership = an_ambassador(at=NOW)
    client.sign_in(membership.person)
    an_action(on=date(2026, 2, 12), at=NOW)
    client.get("/me/calendar")
    with counted() as few:
        client.get("/me/calendar")
    for number in range(30):
        a_submission(membership, at=NOW, action=an_action(f"A{number}", on=NOW.date(), at=NOW))
    with counted() as many:
        client.get("/me/calendar")
    assert len(many) == len(few)


def test_what_is_for_others_is_not_in_ones_plan(client: Client) -> None:
    fresh, old = an_ambassador(at=NOW), an_ambassador(at=NOW - timedelta(days=100))
    an_action("For the new", on=date(2026, 2, 20), at=NOW, audience=Audience.NEW)
    an_action("For the trusted", on=date(2026, 2, 21), at=NOW, audience=Audience.TRUSTED)
    an_action("For all", on=date(2026, 2, 22), at=NOW)
    client.sign_in(fresh.person)
    assert [title for title, _marks in shown(client)] == ["For the new", "For all"]
    old.trusted_at = NOW
    client.sign_in(old.person)
    assert [title for title, _marks in shown(client)] == ["For the trusted", "For all"]
