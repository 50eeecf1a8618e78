"""The close of a quarter, as staff preview it, do it and look back on it."""

from datetime import date

import pytest
from lxml import html
from sqlalchemy import func, select

from portal.db import db
from portal.domain.earning import closing
from portal.models.audit_entry import AuditEntry
from portal.models.earning.entry import Entry, EntryKind
from portal.models.earning.quarter_close import QuarterClose
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import forged, headline, send
from tests.support.rows import a_person
from tests.support.rows_closing import a_member, closed, on
from tests.support.rows_working import the_rules
from tests.support.statements import counted

APRIL = on(date(2026, 4, 2))
PLACE = "/admin/quarters"


@pytest.fixture(autouse=True)
def someone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 2 April; 25 % fade and 150 keep a place; one of each is there."""
    the_rules(at=NOW, fading=25, threshold=150)
    monkeypatch.setattr("portal.clock.now", lambda: APRIL)
    for name, points, joined in (
        ("Gökçe Öztürk", 412, date(2025, 11, 3)),
        ("Siân Llewellyn", 162, date(2025, 11, 3)),
        ("Isolde Marchetti", 74, date(2025, 8, 1)),
        ("Padraig Nuttall", 9, date(2026, 1, 5)),
    ):
        a_member(points, joined=joined).person.name = name
    closed("2025Q3", "2025Q4")
    client.sign_in(a_person(role=Role.ADMIN, name="Ines Calder", at=NOW))


def rows(text: str) -> list[list[str]]:
    table = html.fromstring(text).xpath("//div[@id='list']//table/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")] for row in table]


def test_the_preview_says_what_becomes_of_whom(client: Client) -> None:
    answer = client.get(PLACE)
    assert headline(answer) == "On 31 March, one keeps their place and one would lapse"
    assert rows(answer.text) == [
        ["Would lapse, 1"],
        ["Isolde Marchetti at risk since 31 December", "74", "−18−25 % of 74", "56", "−94",
         "125 more by 31 March, second quarter below"],
        ["At risk for the first time, 1"],
        ["Siân Llewellyn joined 3 November 2025", "162", "−40−25 % of 162", "122", "−28",
         "37 more by 31 March"],
        ["Keep their place, 1"],
        ["Gökçe Öztürk joined 3 November 2025", "412", "−103−25 % of 412", "309", "+159", ""],
        ["Still provisional, 1"],
        ["Padraig Nuttall joined 5 January", "9", "0", "9", "−141", "not up yet"],
    ]  # fmt: skip
    figures = html.fromstring(answer.text).xpath("//dl[@class='figs']//b/text()")
    assert figures == ["1", "1", "1", "1"]
    assert db.session.scalar(select(func.count()).where(QuarterClose.quarter == "2026Q1")) == 0


def test_another_rate_and_threshold_by_address(client: Client) -> None:
    answer = client.get(f"{PLACE}?quarter=2026Q1&rate=0&threshold=160")
    assert "On 31 March, two keep their place and one would lapse" in headline(answer)
    assert 'value="160"' in answer.text
    for odd in ("rate=400&threshold=-1", "rate=x", "quarter=2026Q9", "quarter=%00", "page=99"):
        assert headline(client.get(f"{PLACE}?{odd}")).startswith("On 31 March, one keeps")


def test_any_quarter_and_what_nothing_would_do(client: Client) -> None:
    answer = client.get(f"{PLACE}?quarter=2026Q2&rate=100&threshold=1")
    assert headline(answer).startswith("On 30 June, 0 keep") or "none keep their place" in headline(answer)
    assert "No number would." in answer.text


def test_the_list_is_searched_narrowed_and_taken_away(client: Client) -> None:
    assert [row[0] for row in rows(client.get(f"{PLACE}?q=llew").text)][1:] == [
        "Siân Llewellyn joined 3 November 2025"
    ]
    assert len(rows(client.get(f"{PLACE}?outcome=renewed").text)) == 2
    assert [row[1] for row in rows(client.get(f"{PLACE}?sort=-standing").text)] == ["412", "162", "74", "9"]
    assert "Nobody fits that" in client.get(f"{PLACE}?q=nobody").text
    sheet = client.get(f"{PLACE}/list.csv?outcome=at+risk").text.splitlines()
    assert sheet[1:] == ["Siân Llewellyn,2025-11-03,162,40,122,at risk"]
    assert db.session.scalars(select(AuditEntry.thing).order_by(AuditEntry.id.desc())).first() == "prospects"


def test_the_close_by_hand_happens_once(client: Client) -> None:
    page = client.get(f"{PLACE}/2026Q1/close")
    assert "One person is proposed as lapsed, for a manager to decide." in page.text
    answer = send(client, f"{PLACE}/2026Q1/close")
    assert answer.headers["Location"] == f"{PLACE}?quarter=2026Q1"
    again = client.get(f"{PLACE}?quarter=2026Q1")
    assert headline(again) == "On 31 March, one kept their place and one was proposed as lapsed"
    assert "January to March 2026 is closed." in again.text
    twice = forged(client, f"{PLACE}/2026Q1/close")
    refused = "January to March 2026 was closed already, on 2 April 2026."
    assert (twice.status_code, refused in twice.text) == (409, True)
    assert client.get(f"{PLACE}/2026Q2/close").status_code == 409
    assert db.session.scalar(select(func.count()).where(Entry.kind == EntryKind.FADE)) == 3
    close = closing.of("2026Q1")
    assert close is not None
    assert close.by is not None
    assert close.by.name == "Ines Calder"


def test_the_closes_show_their_rate_with_its_interval(client: Client) -> None:
    closed("2026Q1")
    table = html.fromstring(client.get(PLACE).text).xpath("//tr[@id='close-2026Q1']")[0]
    cells = [" ".join(cell.text_content().split()) for cell in table]
    assert cells == [
        "January to March 202625 % fade, 150 keep a place", "1 of 3", "33 %6–79 %", "Too early to tell",
        "1", "1", "1", "1 April 2026by the clock",
    ]  # fmt: skip


def test_last_year_on_these_terms(client: Client) -> None:
    answer = client.get(f"{PLACE}/year?rate=25&threshold=150")
    found = html.fromstring(answer.text).xpath("//main//tbody/tr")
    assert [" ".join(row.text_content().split()) for row in found] == [
        "January to March 2026 1 of 3111",
        "October to December 2025 0 of 1102",
        "July to September 2025 0 of 0001",
    ]


def test_few_and_many_cost_the_same(client: Client) -> None:
    def cost() -> int:
        with counted() as sent:
            assert client.get(PLACE).status_code == 200
        return len(sent)

    few = cost()
    for _ in range(20):
        a_member(30)
    assert cost() == few <= 16


def test_who_may(client: Client) -> None:
    places = (PLACE, f"{PLACE}/list.csv", f"{PLACE}/year", f"{PLACE}/2026Q1/close")
    expected = {Role.MANAGER: [200, 200, 200, 403], Role.REVIEWER: [403] * 4, Role.DIRECTOR: [403] * 4}
    for role, codes in expected.items():
        client.sign_in(a_person(role=role, at=NOW))
        assert [client.get(place).status_code for place in places] == codes
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    assert forged(client, f"{PLACE}/2026Q1/close", page="/admin/leaves?state=asked").status_code in {400, 403}
    client.sign_in(a_member(0).person)
    assert [client.get(place).status_code for place in places] == [403] * 4
    assert closing.of("2026Q1") is None
