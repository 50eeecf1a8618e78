"""Whether a certificate is genuine: what strangers are told by its number, and what they are not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from lxml import html

from portal.app import create_app
from portal.config import Config
from portal.db import db
from portal.domain.issuing import documents, print_runs, signatories
from portal.domain.paper.certificate import Signature
from portal.domain.people import accounts
from portal.models.joining.membership import Membership
from portal.models.paper.document import Document, DocumentKind
from portal.models.paper.print_run import RunForm
from portal.models.person import Role
from portal.outside.files import Folder
from portal.outside.pdf import Press
from portal.printing import Links, Printer
from portal.web.limits import limiter
from tests.conftest import NOW, Client
from tests.documents.reading import text_of
from tests.support.forms import headline
from tests.support.rows import a_person
from tests.support.rows_onboarding import an_ambassador
from tests.support.statements import counted

LINKS = Links(documents="https://x.example/me/documents", check="https://x.example/verify/{}".format)
UNKNOWN = "We do not know this number"


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """One press for all tests here."""
    with Press() as press:
        yield press


@pytest.fixture
def printer(press: Press, tmp_path: Path) -> Printer:
    """What prints, some days after the people joined."""
    return Printer(press, Folder(tmp_path), LINKS, lambda: NOW)


def issued(
    printer: Printer, membership: Membership, kind: DocumentKind = DocumentKind.CERTIFICATE, **choices: Any
) -> Document:
    """Print a document of somebody, as staff ask for it."""
    by = a_person(role=Role.MANAGER, at=NOW, name="Una Staff")
    run = print_runs.begin(kind, [membership], form=RunForm.PDF, by=by, at=NOW, choices=choices)
    while printer.step():
        pass
    (document,) = print_runs.documents_of(run)
    return document


def facts(client: Client, address: str) -> dict[str, str]:
    """What the page says, by its label."""
    answer = client.get(address)
    assert (answer.status_code, headline(answer)) == (200, "This certificate is genuine"), answer.text
    tree = html.fromstring(answer.text)
    labels, values = tree.xpath("//main//dt"), tree.xpath("//main//dd")
    return {key.text_content(): value.text_content() for key, value in zip(labels, values, strict=True)}


def test_it_says_what_the_paper_says_and_nothing_else(client: Client, printer: Printer) -> None:
    signatories.appoint([Signature("Tom Pellow", "Founder")], by=None, at=NOW)
    membership = an_ambassador(at=NOW, name="Ada <b>Lund</b>", email="ada@secret.example", town="Hull")
    document = issued(printer, membership, variant="thanks", thanks_for="For a secret.")
    paper = text_of(printer.store.read(document.file.sha256))
    asked = f"x.example/verify/{document.number}".replace("-", "")
    assert asked in paper.replace(" ", "").replace("-", "")
    answer = client.get(f"/verify/{document.number}")
    assert facts(client, f"/verify/{document.number}") == {
        "Number": document.number,
        "Name": "Ada <b>Lund</b>",
        "What it is": "Certificate of thanks",
        "Period": "Since 11 February 2026",
        "Program": "Ambassador program",
        "Issued": "11 February 2026",
    }
    hidden = (
        "ada@secret.example", "Una Staff", "Tom Pellow", "For a secret", "Hull", membership.code,
        document.file.sha256, document.fingerprint,
    )  # fmt: skip
    assert [each for each in hidden if each in answer.text] == []
    assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert "Set-Cookie" not in answer.headers


def test_a_year_says_its_year_and_its_days(client: Client, printer: Printer) -> None:
    membership = an_ambassador(at=NOW, name="Ada")
    membership.joined_on, membership.ended_on = date(2025, 3, 1), date(2026, 1, 5)
    told = facts(client, f"/verify/{issued(printer, membership, variant='year', year=2025).number}")
    assert (told["What it is"], told["Period"]) == (
        "Certificate of the year 2025",
        "1 March 2025 to 31 December 2025",
    )


@pytest.mark.parametrize(
    "spelt", [str.lower, lambda n: n.replace("-", ""), lambda n: f"  {n.replace('-', ' – ')} ", "-".join]
)
def test_the_number_may_be_typed_in_any_way(client: Client, printer: Printer, spelt: Any) -> None:
    number = issued(printer, an_ambassador(at=NOW)).number
    page = html.fromstring(client.get("/verify").text)
    (form,) = page.xpath("//main//form")
    assert (form.get("method"), form.get("action")) == ("get", "/verify")
    answer = client.get(form.get("action"), query_string={form.xpath(".//input")[0].name: spelt(number)})
    assert headline(answer) == "This certificate is genuine"
    assert headline(client.get(f"/verify/{spelt(number)}")) == "This certificate is genuine"


IMPOSSIBLE = (
    "CE-2602-AAAAA-AAAAA", "CE-2602-AAAAA", "x", "%00", "CE-2602-%00", "%F0%9F%90%99", "' or 1=1 --", "%25",
    "CE-2602-_____-_____", "1", "-1", "<script>alert(1)</script>", "{{7*7}}",
    "C" * 5000, "CE２６０２AAAAAAAAAA",
)  # fmt: skip


@pytest.mark.parametrize("number", IMPOSSIBLE)
def test_unknown_and_impossible_numbers_are_told_the_same(
    client: Client, printer: Printer, number: str
) -> None:
    issued(printer, an_ambassador(at=NOW))
    with counted() as asked:
        answer = client.get(f"/verify?number={number}")
    with counted() as known:
        unknown = client.get("/verify?number=CE-2602-BBBBB-BBBBB")
    assert (answer.status_code, headline(answer)) == (404, UNKNOWN)
    assert blank(answer.text) == blank(unknown.text)
    assert [str(each) for each in asked] == [str(each) for each in known]
    assert "<script>alert" not in answer.text


def blank(page: str) -> str:
    """A page without what was typed."""
    tree = html.fromstring(page)
    tree.xpath("//input[@name='number']")[0].set("value", "")
    return html.tostring(tree, encoding="unicode")


def test_a_known_number_asks_the_database_as_often_as_an_unknown_one(
    client: Client, printer: Printer
) -> None:
    number = issued(printer, an_ambassador(at=NOW)).number
    with counted() as known:
        client.get(f"/verify/{number}")
    with counted() as unknown:
        client.get("/verify/CE-2602-BBBBB-BBBBB")
    assert len(known) == len(unknown)


def test_no_other_kind_is_ever_verified(client: Client, printer: Printer) -> None:
    membership = an_ambassador(at=NOW)
    pack = issued(printer, membership, DocumentKind.PACK)
    assert headline(client.get(f"/verify/{pack.number}")) == UNKNOWN
    pack.number = "CE-2602-AAAAA-AAAAA"
    assert headline(client.get(f"/verify/{pack.number}")) == UNKNOWN
    pack.kind = DocumentKind.CERTIFICATE
    pack.attests = issued(printer, membership).attests
    assert headline(client.get(f"/verify/{pack.number}")) == "This certificate is genuine", "the control"


def test_a_new_name_is_not_told_to_holders_of_the_old_paper(client: Client, printer: Printer) -> None:
    membership = an_ambassador(at=NOW, name="Ada Old")
    address = f"/verify/{issued(printer, membership).number}"
    accounts.rename(membership.person, "Ada New", at=NOW)
    assert facts(client, address)["Name"] == "Not kept any more as it was printed."
    assert "Ada" not in client.get(address).text
    again = issued(printer, membership).number
    assert facts(client, f"/verify/{again}")["Name"] == "Ada New"


def test_who_was_forgotten_is_not_named_though_the_paper_was_issued(client: Client, printer: Printer) -> None:
    document = issued(printer, an_ambassador(at=NOW, name="Ada Lund"))
    document.person_id = None
    told = facts(client, f"/verify/{document.number}")
    assert (told["Number"], told["Issued"]) == (document.number, "11 February 2026")
    assert told["Name"] == "Not kept any more as it was printed."
    assert "Ada" not in str(document.attests)


def test_what_is_true_later_does_not_change_what_the_paper_said(client: Client, printer: Printer) -> None:
    membership = an_ambassador(at=NOW)
    address = f"/verify/{issued(printer, membership).number}"
    membership.joined_on, membership.ended_on = NOW.date() - timedelta(days=9), NOW.date()
    assert facts(client, address)["Period"] == "Since 11 February 2026"


def test_numbers_cannot_be_guessed_from_each_other(app: object, printer: Printer) -> None:
    by = a_person(role=Role.MANAGER, at=NOW)
    people = [an_ambassador(at=NOW) for _ in range(20)]
    run = print_runs.begin(DocumentKind.CERTIFICATE, people, form=RunForm.PDF, by=by, at=NOW)
    numbers = [documents.number_of(sheet, run) for sheet in run.sheets]
    ends = [number[8:] for number in numbers]
    assert len(set(ends)) == 20
    assert all(len({end[place] for end in ends}) > 5 for place in (0, 1, 2, 3, 4, 6, 7, 8, 9, 10))


def test_who_tries_many_is_told_to_wait(elsewhere: Config) -> None:
    app: Flask = create_app(replace(elsewhere, mode="development"))
    with app.app_context():
        upgrade()
        limiter.reset()
        db.session.remove()
    browser = app.test_client()
    seen = [browser.get(f"/verify/CE-2602-AAAAA-{number:05}").status_code for number in range(22)]
    assert seen == [404] * 20 + [429] * 2
    assert browser.get("/verify?number=x").status_code == 404, "counted apart, as a page of its own"
