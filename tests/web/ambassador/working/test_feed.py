"""An ambassador's own calendar feed: what it holds, and whom its key lets in."""

from datetime import date, timedelta
from types import MappingProxyType

import pytest
from icalendar import Calendar

from portal.domain.joining import feed_keys
from portal.domain.working import actions
from portal.models.joining.membership import MembershipState
from tests.conftest import NOW, Client
from tests.support.forms import send
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import an_action

TODAY = NOW.date()
SECRET = "a key for tests that is long enough"


def address(membership) -> str:
    return f"/me/calendar.ics?key={feed_keys.key_of(membership, secret=SECRET)}"


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("portal.clock.now", lambda: NOW)


def test_the_feed_holds_the_persons_own_days_and_needs_no_cookie(client: Client) -> None:
    an_action("Bake a loaf", on=date(2026, 3, 5), at=NOW, public=False)
    window = {"starts_on": None, "ends_on": None, "from_day": 3, "to_day": 10}
    an_action("Say hello", on=TODAY, at=NOW, **window)
    ended = an_action("Over and out", on=TODAY, at=NOW)
    actions.end(ended, by=None, at=NOW)
    membership = an_ambassador(at=NOW)
    answer = client.get(address(membership))
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    found = [(str(each["summary"]), each["dtstart"].dt, each["dtend"].dt) for each in events]
    assert found == [
        ("Say hello", TODAY + timedelta(days=3), TODAY + timedelta(days=11)),
        ("Bake a loaf", date(2026, 3, 5), date(2026, 3, 6)),
    ]
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in answer.headers


def test_a_new_address_ends_the_old_one(client: Client) -> None:
    membership = an_ambassador(at=NOW)
    old = address(membership)
    client.sign_in(membership.person)
    assert old.partition("?key=")[2] in client.get("/me/calendar").text
    answer = send(client, "/me/calendar/address")
    assert answer.headers["Location"] == "/me/calendar#feed"
    assert "Your calendar has a new address." in client.get("/me/calendar").text
    assert [client.get(each).status_code for each in (old, address(membership))] == [404, 200]


KEYS = MappingProxyType({"none": "", "a word": "x", "another’s number": "{other}-{mark}", "no mark": "{me}-"})


@pytest.mark.parametrize("key", [*KEYS.values(), "{me}-{mark}0", "0-{mark}", "99999999999-{mark}", "²-é"])
def test_a_key_that_is_not_right_finds_nothing(client: Client, key: str) -> None:
    mine, other = an_ambassador(at=NOW), an_ambassador(at=NOW)
    mark = feed_keys.key_of(mine, secret=SECRET).partition("-")[2]
    asked = key.format(me=mine.id, other=other.id, mark=mark)
    assert client.get("/me/calendar.ics", query_string={"key": asked}).status_code == 404
    assert feed_keys.opened_by(feed_keys.key_of(mine, secret="another"), secret=SECRET) is None


def test_whoever_left_or_is_shut_out_has_no_feed(client: Client) -> None:
    left, shut, early = an_ambassador(at=NOW), an_ambassador(at=NOW), an_ambassador(at=NOW)
    every = [address(each) for each in (left, shut, early)]
    assert [client.get(each).status_code for each in every] == [200, 200, 200]
    left.ended_on, left.state = TODAY, MembershipState.LEFT
    shut.person.suspended_at = NOW
    early.complete_at = None
    assert [client.get(each).status_code for each in every] == [404, 404, 404]
