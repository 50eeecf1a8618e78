"""My points: the statement, its parts by address, and nobody else's."""

from lxml import html

from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import headline
from tests.support.rows import a_person
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_points import a_history
from tests.support.statements import counted


def rows(text: str) -> list[list[str]]:
    """The cells of a statement, each in single spaces."""
    found = html.fromstring(text).xpath("//table[@class='ledger']/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def test_a_quarter_reads_like_a_bank_s(client: Client) -> None:
    client.sign_in(a_history().person)
    page = client.get("/me/points?quarter=2026Q1")
    assert headline(page) == "Your points"
    assert rows(page.text) == [
        ["31 Mar", "Closing balance", "309", "412"],
        ["31 Mar", "The quarter closed Faded. −25 % of 412 = −103.", "−103309", "–unchanged412"],
        ["13 Mar", "Your points Corrected. Counted twice. Ines Calder", "−10412", "−10412"],
        ["7 Feb", "Content Earned. Content, approved by Ines Calder. 100 × 1 = 100", "+100422", "+100422"],
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
    assert len(many) == len(few)
