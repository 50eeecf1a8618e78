"""My points: the statement, its parts by address, and nobody else's."""

import csv
from datetime import timedelta

import pytest
from lxml import html

from portal import clock
from portal.db import db
from portal.domain import quarters
from portal.domain.earning import ledger
from portal.models.earning.quarter_close import QuarterClose
from portal.models.joining.membership import Membership
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.documents.reading import text_of
from tests.support.forms import headline
from tests.support.rows import a_person
from tests.support.rows_earning import a_submission, earned
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_points import a_history
from tests.support.rows_working import a_type, an_action, the_rules
from tests.support.statements import counted


def rows(text: str) -> list[list[str]]:
    """The cells of a statement, each in single spaces."""
    return rows_of(text, "ledger")


def rows_of(text: str, kind: str) -> list[list[str]]:
    """The cells of the table of a class."""
    found = html.fromstring(text).xpath("//table[@class=$kind]/tbody/tr", kind=kind)
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def test_a_quarter_reads_like_a_bank_s(client: Client) -> None:
    client.sign_in(a_history().person)
    page = client.get("/me/points?quarter=2026Q1")
    assert headline(page) == "Your points"
    assert rows(page.text) == [
        ["31 Mar", "Closing balance", "309", "412"],
        ["31 Mar", "The quarter closed Faded. −25 % of 412 = −103.", "−103309", "–unchanged412"],
        ["13 Mar", "Points Corrected. Counted twice. Ines Calder", "−10412", "−10412"],
        [
            "7 Feb",
            "Content Earned. Content, approved by Ines Calder. 100 × 1 = 100. See the piece, Content",
            "+100422",
            "+100422",
        ],
        ["1 Jan", "Opening balance", "322", "322"],
    ]


def test_any_part_is_asked_for_by_address(client: Client) -> None:
    client.sign_in(a_history().person)
    whole = client.get("/me/points?quarter=all").text
    assert [row[1] for row in rows(whole)][-1] == "Opening balance"
    assert len(rows(whole)) == 7
    for odd in ("2026Q9", "x", "", "9999Q4", "0000Q1"):
        assert len(rows(client.get(f"/me/points?quarter={odd}").text)) == 2
    chosen = html.fromstring(client.get("/me/points?quarter=2025Q4").text)
    assert chosen.xpath("string(//nav[@class='states']/a[@aria-current])") == "October to December 2025"


def test_whoever_has_nothing_yet_reads_that(client: Client) -> None:
    client.sign_in(an_ambassador(at=NOW).person)
    page = client.get("/me/points").text
    assert [row[1:] for row in rows(page)] == [["Balance today", "0", "0"], ["Opening balance", "0", "0"]]
    assert "earned since" not in page


def test_it_is_each_person_s_own(client: Client) -> None:
    a_history()
    client.sign_in(an_ambassador(at=NOW).person)
    assert "Counted twice" not in client.get("/me/points?quarter=all").text
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    assert client.get("/me/points").status_code == 403


def test_a_page_costs_the_same_however_long_the_statement(client: Client) -> None:
    client.sign_in(an_ambassador(at=NOW).person)
    client.get("/me/points")
    with counted() as few:
        client.get("/me/points?quarter=all")
    client.sign_in(a_history().person)
    with counted() as many:
        client.get("/me/points?quarter=all")
    assert (len(few), len(many)) == (5, 5)


def standing_of(points: int) -> Membership:
    """An ambassador for long, who has so many points, under rules that keep a place from 300 on."""
    now = clock.now()
    the_rules(at=now - timedelta(days=400), fading=25, threshold=300)
    membership = an_ambassador(at=now - timedelta(days=300))
    with_points = quarters.before(quarters.of(now.date()))
    db.session.add(QuarterClose(quarter=with_points, rate=25, threshold=300, at=now))
    earned(membership, points, at=now)
    return membership


@pytest.mark.parametrize(
    ("points", "says", "statements"),
    [(500, "You keep your place", 7), (369, "30 more points keep your place", 10)],
)
def test_what_lies_ahead_costs_so_many_statements(
    client: Client, points: int, says: str, statements: int
) -> None:
    client.sign_in(standing_of(points).person)
    client.get("/me/points")
    with counted() as sent:
        page = client.get("/me/points")
    assert (headline(page), len(sent)) == (says, statements)


def test_the_forecast_says_what_keeps_the_place(client: Client) -> None:
    membership = standing_of(369)
    client.sign_in(membership.person)
    a_submission(membership, at=clock.now())
    page = client.get("/me/points")
    assert headline(page) == "30 more points keep your place"
    assert "30 wait for review, and are not counted yet." in page.text
    assert "Whoever stays below is at risk, and has one more quarter." in page.text
    assert "369 fades to 277 on" in page.text
    assert "and a place takes 300. With 30 more, 399 fades to 300." in page.text
    assert "Holding a place takes 99 a quarter: 25 % of the 399 that a close must find." in page.text
    drawn = html.fromstring(page.text).xpath("//figure//*[local-name()='svg']")
    assert len(drawn) == 2
    assert rows_of(page.text, "tbl")[0][1:] == ["369", "−92", "277"]


def test_ways_to_keep_it_are_named(client: Client) -> None:
    membership = standing_of(369)
    last = quarters.last_day(quarters.of(clock.now().date()))
    an_action("Write <b>a guide</b>", on=last, at=NOW, activity_type=a_type("Content"), base_points=10)
    client.sign_in(membership.person)
    assert "<q><bdi>Write &lt;b&gt;a guide&lt;/b&gt;</bdi></q> (30)" in client.get("/me/points").text


def test_what_if_is_answered_by_address(client: Client) -> None:
    client.sign_in(standing_of(369).person)
    kind = a_type("Content")
    asked = html.fromstring(client.get(f"/me/points?quarter=all&n{kind.id}=2").text)
    assert asked.xpath("string(//p[@class='fig2'])") == "322 keeps your place"
    told = " ".join(asked.xpath("string(//div[@class='result']/p[2])").split())
    assert told == "369 + 60 = 429, of which 107 fade. 22 to spare."
    assert asked.xpath("//input[@name=$name]/@value", name=f"n{kind.id}") == ["2"]
    assert asked.xpath("//form//input[@name='quarter']/@value") == ["all"]
    less = html.fromstring(client.get(f"/me/points?n{a_type('Forum').id}=1").text)
    assert less.xpath("string(//p[@class='fig2'])") == "15 short"
    for odd in ("-1", "x", "99999999999", "", "1.5", "٣"):
        assert client.get(f"/me/points?n{kind.id}={odd}").status_code == 200
    assert 'value="99"' in client.get(f"/me/points?n{kind.id}=4000").text


def test_before_the_rules_nothing_is_foretold(client: Client) -> None:
    client.sign_in(an_ambassador(at=NOW).person)
    page = client.get("/me/points")
    assert headline(page) == "Your points"
    assert "What if" not in page.text


def test_the_newly_joined_keep_their_place(client: Client) -> None:
    now = clock.now()
    the_rules(at=now - timedelta(days=400), fading=25, threshold=300, provisional_quarters=1)
    client.sign_in(an_ambassador(at=now).person)
    page = client.get("/me/points")
    assert headline(page).startswith("Your place is yours until")
    assert "The quarter in which you joined does not fade." in page.text


def test_the_statement_leaves_as_a_sheet(client: Client) -> None:
    membership = a_history()
    manager = a_person(role=Role.MANAGER, at=NOW)
    ledger.correct(
        membership.person, standing=1, credits=1, reason="=2+5", key="evil", by=manager, at=clock.now()
    )
    client.sign_in(membership.person)
    answer = client.get("/me/points/statement.csv?quarter=all")
    lines = list(csv.reader(answer.text.lstrip("\ufeff").splitlines()))
    assert lines[0][:6] == ["day", "kind", "what", "type", "reason", "by"]
    assert lines[1][4] == "'=2+5"
    assert lines[3] == ["2026-03-31", "fade", "", "", "−25 % of 412 = −103", "", "-103", "0", "309", "412"]
    assert len(lines) == 7
    assert "attachment; filename=points-" in answer.headers["Content-Disposition"]


def test_the_statement_leaves_as_a_document(client: Client) -> None:
    client.sign_in(a_history().person)
    answer = client.get("/me/points/statement.pdf?quarter=2026Q1")
    assert (answer.status_code, answer.mimetype, answer.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert "attachment; filename=points-2026Q1.pdf" in answer.headers["Content-Disposition"]
    assert "Counted twice." in text_of(answer.data)
