"""The calendar, as a manager keeps it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.working import actions, briefs
from portal.models.audit_entry import AuditEntry
from portal.models.person import Role
from portal.models.working.action import Action, Limit
from tests.conftest import NOW, Client
from tests.support.forms import headline, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_working import a_type, an_action
from tests.support.statements import counted

HERE = "/admin/calendar"
TODAY = NOW.date()
EARNS = "A date for everyone earns nothing: choose a type, or 0 points."


@pytest.fixture
def manager(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A manager's browser."""
    monkeypatch.setattr("portal.clock.now", lambda: NOW)
    return client.sign_in(a_person(role=Role.MANAGER, at=NOW))


def titles(client: Client, query: str = "") -> list[str]:
    """The titles of the list."""
    page = client.get(HERE + query).text
    return [part.split("</a>")[0].split(">")[-1] for part in page.split('class="who"')[1:]]


def test_a_plan_reaches_the_public_calendar(manager: Client) -> None:
    speaking = str(a_type("Speaking").id)
    answer = send(
        manager,
        f"{HERE}/new",
        to=HERE,
        title="Talk in Łódź 🎤",
        activity_type=speaking,
        starts_on="2026-03-02",
        ends_on="2026-03-05",
        base_points="10",
        minutes="240",
        evidence_link="y",
        asks_reach="y",
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, HERE)
    action = db.session.scalars(select(Action)).one()
    assert (action.points, action.limit, action.evidence_link, action.public) == (50, Limit.ONCE, True, True)
    assert action.asks_reach
    assert "Talk in Łódź 🎤" in manager.get("/calendar").text
    assert headline(manager.get(HERE)) == "One action to 5 March, and two empty weeks"
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "planned")).one()
    assert entry.after["activity_type"] == "Speaking"


def test_each_action_is_kept_as_it_is(manager: Client) -> None:
    briefs.publish("Brief", intro="", must=[], avoid=[], free=[], right="", wrong="", by=None, at=NOW)
    action = an_action(
        on=TODAY, brief=briefs.current(), limit=Limit.UP_TO, limit_count=3, public=False, at=NOW
    )
    assert send(manager, f"{HERE}/{action.id}").status_code == 303
    assert db.session.scalar(select(AuditEntry.id).where(AuditEntry.verb == "changed")) is None
    worth = manager.get(f"{HERE}/{action.id}").text.split('class="prod"')[1].split("</p>")[0]
    assert [part.split("</b>")[0].split(">")[-1] for part in worth.split("<b")[1:]] == ["10", "3", "30"]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"title": ""}, {"title": "Say what to do."}),
        ({"starts_on": ""}, {"starts_on": "Say when: the first day, or days since joining."}),
        ({"ends_on": "2026-02-01"}, {"ends_on": "The last day is before the first."}),
        ({"from_day": "3"}, {"from_day": "Either dates or days since joining, not both."}),
        ({"limit": "up to"}, {"limit_count": "Up to how many times? At least 2."}),
        ({"minutes": "-5"}, {"minutes": "Type a whole number, as in 3."}),
        ({"base_points": "99999"}, {"base_points": "Between 0 and 10,000."}),
        (
            {"base_points": "10"},
            {"base_points": EARNS},
        ),
    ],
)
def test_what_cannot_be_is_said_beside_it(
    manager: Client, typed: dict[str, str], wrong: dict[str, str]
) -> None:
    good = {"title": "x" * 200, "starts_on": "2026-03-02", "base_points": "0"}
    answer = send(manager, f"{HERE}/new", to=HERE, **(good | typed))
    assert (answer.status_code, wrongs(answer)) == (422, wrong)
    assert db.session.scalar(select(Action.id)) is None


def test_it_is_moved_and_copied(manager: Client) -> None:
    action = an_action("Guide", on=TODAY, at=NOW)
    send(manager, f"{HERE}/{action.id}/dates", starts_on="2026-04-01", ends_on="2026-04-03")
    send(manager, f"{HERE}/{action.id}/copies", starts_on="2026-05-01")
    assert f"{action.title} is copied." in manager.get(HERE).text
    found = db.session.execute(
        select(Action.title, Action.starts_on, Action.ends_on, Action.base_points).order_by(Action.id)
    ).all()
    assert [tuple(row) for row in found] == [
        ("Guide", date(2026, 4, 1), date(2026, 4, 3), 10),
        ("Guide", date(2026, 5, 1), None, 10),
    ]
    backwards = send(manager, f"{HERE}/{action.id}/dates", ends_on="2026-03-01")
    assert wrongs(backwards) == {"ends_on": "The last day is before the first."}


def test_an_end_can_be_taken_back(manager: Client) -> None:
    action = an_action("Guide", on=TODAY, at=NOW)
    send(manager, f"{HERE}/{action.id}", to=f"{HERE}/{action.id}/end")
    page = manager.get(HERE).text
    assert "Guide has ended." in page
    assert f'action="{HERE}/{action.id}/return"' in page
    assert titles(manager, "?state=ended") == ["Guide"]
    refused = send(manager, f"{HERE}/{action.id}", to=f"{HERE}/{action.id}", title="Other")
    assert "Guide has ended. Copy it to offer it again." in refused.text
    send(manager, HERE + f"/{action.id}", to=f"{HERE}/{action.id}/return")
    assert titles(manager) == ["Guide"]


def test_the_list_is_filtered_sorted_and_counted(manager: Client) -> None:
    an_action("Past", on=TODAY - timedelta(days=1), at=NOW)
    an_action("B, a talk", on=TODAY, activity_type=a_type("Speaking"), at=NOW)
    an_action("A call", on=TODAY + timedelta(days=9), activity_type=None, base_points=0, at=NOW)
    actions.plan(title="Hello", from_day=0, to_day=14, starts_on=None, by=None, at=NOW)
    assert titles(manager) == ["B, a talk", "A call", "Hello"]
    assert titles(manager, "?sort=title") == ["A call", "B, a talk", "Hello"]
    assert titles(manager, "?state=past") == ["Past"]
    assert titles(manager, f"?type={a_type('Speaking').id}") == ["B, a talk"]
    assert titles(manager, "?type=all&q=CALL") == ["A call"]
    assert titles(manager, "?audience=nonsense&type=-1'") == []
    assert titles(manager, "?page=" + "9" * 40) == titles(manager)
    assert "No action fits that" in manager.get(HERE + "?q=nothing").text


def test_the_csv_opens_safely(manager: Client) -> None:
    an_action("=1+1", on=TODAY, at=NOW)
    lines = manager.get(HERE + "/list.csv").get_data(as_text=True).splitlines()
    assert lines[0].lstrip("\ufeff").startswith("day,until,action")
    assert lines[1].startswith("2026-02-11,2026-02-11,'=1+1,Content")


def test_reviewers_do_not_plan(client: Client) -> None:
    action = an_action(on=TODAY, at=NOW)
    client.sign_in(a_person(role=Role.REVIEWER, at=NOW))
    tails = ("", "/new", f"/{action.id}", f"/{action.id}/dates", "/list.csv")
    assert {client.get(HERE + tail).status_code for tail in tails} == {403}


def test_one_row_and_thirty_need_the_same_statements(manager: Client) -> None:
    briefs.publish("Brief", intro="", must=[], avoid=[], free=[], right="", wrong="", by=None, at=NOW)
    an_action(on=TODAY, brief=briefs.current(), at=NOW)
    counts = []
    for more in (0, 29):
        for number in range(more):
            an_action(on=TODAY + timedelta(days=number), activity_type=a_type("Speaking"), at=NOW)
        for place in (HERE, "/calendar", "/calendar.ics", "/", "/rules"):
            with counted() as seen:
                assert manager.get(place).status_code == 200
            counts.append((place, len(seen)))
    assert counts[:5] == counts[5:]
    assert max(count for _, count in counts) <= 6
