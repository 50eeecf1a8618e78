"""The public calendar and its feed."""

from datetime import date

import pytest
import vobject

from portal.domain.working import actions
from tests.conftest import NOW, Client
from tests.support.rows_working import a_type, an_action


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.clock.now", lambda: NOW)


def agenda(client: Client, address: str) -> list[str]:
    """The titles of the agenda at `address`."""
    page = client.get(address)
    assert page.status_code == 200
    main = page.text.split('class="dates"')[1:]
    return [part.split("</b>")[0] for block in main for part in block.split('<b dir="auto">')[1:]]


def test_now_and_three_months_are_shown(client: Client) -> None:
    for title, on in (
        ("Last month", date(2026, 1, 31)),
        ("Earlier", date(2026, 2, 2)),
        ("Last day", date(2026, 5, 31)),
        ("Too late", date(2026, 6, 1)),
    ):
        an_action(title, on=on, at=NOW)
    assert agenda(client, "/calendar") == ["Earlier", "Last day"]
    assert agenda(client, "/calendar?from=2026-06") == ["Too late"]
    for asked in ("nonsense", "9999-12", "0001-01", "2026-13", "2026-W1"):
        assert agenda(client, f"/calendar?from={asked}") == ["Earlier", "Last day"]


def test_an_action_stands_on_its_last_day(client: Client) -> None:
    an_action("Long", on=date(2026, 2, 23), ends_on=date(2026, 3, 4), at=NOW)
    page = client.get("/calendar").text
    assert '<time datetime="2026-03-04">Wed 4 Mar</time>' in page
    assert '<a href="#a' in page.split("<caption>March</caption>")[1].split("</table>")[0]


def test_only_what_is_public_and_on_is_shown(client: Client) -> None:
    an_action("Ours", on=date(2026, 3, 3), public=False, at=NOW)
    ended = an_action("Ended", on=date(2026, 3, 4), at=NOW)
    actions.end(ended, by=None, at=NOW)
    assert "Ours" not in client.get("/calendar").text + client.get("/calendar.ics").text
    assert "Ended" not in client.get("/calendar").text + client.get("/calendar.ics").text


def test_it_is_filtered_by_type_and_words(client: Client) -> None:
    an_action("A talk on Łódź", on=date(2026, 3, 3), activity_type=a_type("Speaking"), at=NOW)
    an_action("A guide", on=date(2026, 3, 4), at=NOW)
    an_action("Call", on=date(2026, 3, 5), activity_type=None, base_points=0, at=NOW)
    speaking = a_type("Speaking").id
    assert agenda(client, f"/calendar?type={speaking}") == ["A talk on Łódź"]
    assert agenda(client, "/calendar?type=all") == ["Call"]
    assert agenda(client, "/calendar?q=łódź+talk") == ["A talk on Łódź"]
    assert "Nothing like that" in client.get("/calendar?q=łódź+guide").text


def test_the_feed_reads_in_another_parser(client: Client) -> None:
    action = an_action(
        "Write; then, \\rest — مرحبا 🎉",
        on=date(2026, 2, 27),
        ends_on=date(2026, 3, 1),
        about="Two\nlines",
        at=NOW,
    )
    answer = client.get("/calendar.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    feed = vobject.readOne(answer.text)
    (event,) = feed.vevent_list
    assert event.summary.value == "Write; then, \\rest — مرحبا 🎉"
    assert event.description.value == "Two\nlines"
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 2, 27), date(2026, 3, 2))
    assert event.dtstamp.value == NOW
    assert event.uid.value == f"action-{action.id}@localhost"
    assert all(len(line.encode()) <= 75 for line in answer.text.split("\r\n"))


def test_the_feed_is_the_same_while_nothing_changes(client: Client) -> None:
    an_action(on=date(2026, 2, 27), at=NOW)
    first = client.get("/calendar.ics")
    again = client.get("/calendar.ics", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
