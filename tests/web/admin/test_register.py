"""The register: how each issue stands, what the rules have overtaken, one document, and it anew."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select, text

from portal.db import db
from portal.domain import files as known_files
from portal.domain.issuing import documents, print_runs, register
from portal.models.audit_entry import AuditEntry
from portal.models.joining.application import ApplicationState
from portal.models.joining.membership import Membership
from portal.models.paper.document import Document, DocumentKind
from portal.models.paper.print_run import PrintRun, RunForm
from portal.models.person import Role
from portal.outside.files import Folder
from tests.conftest import NOW, Client
from tests.support.forms import forged, headline, send
from tests.support.rows import a_person
from tests.support.rows_joining import a_membership
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import the_rules
from tests.web.admin.joining.test_memberships import statements

PACK, NAPKIN, STATEMENT = DocumentKind.PACK, DocumentKind.NAPKIN, DocumentKind.STATEMENT


@pytest.fixture
def store(app: Flask, tmp_path: Path) -> Folder:
    """A store of this test's own."""
    app.extensions["store"] = Folder(tmp_path)
    return app.extensions["store"]


@pytest.fixture
def manager(client: Client, store: Folder) -> Client:
    """A manager's browser."""
    return client.sign_in(a_person(role=Role.MANAGER, at=NOW, name="Tomás Rey"))


def issued(
    kind: DocumentKind = PACK,
    membership: Membership | None = None,
    *,
    made_from: str = "Rules 1",
    **more: Any,
) -> Document:
    """Enter a document as the printer does, with bytes of its own."""
    at, by = more.pop("at", NOW), a_person(role=Role.ADMIN, at=NOW, name="Ines Calder")
    people = [membership] if membership else []
    run = print_runs.begin(kind, people, form=RunForm.PDF, by=by, at=at, choices=more.pop("choices", {}))
    body = b"%%PDF %d" % run.id
    store: Folder = more.pop("store")
    sha256 = store.keep(body)
    file = known_files.note(sha256, size=len(body), media_type="application/pdf", name="a.pdf", at=at)
    document = documents.issue(
        run.sheets[0], run, fingerprint=sha256, made_from=made_from, file=file, pages=more.pop("pages", 9)
    )
    print_runs.printed(run.sheets[0], document)
    assert not more
    return document


def rows(page: str) -> dict[str, str]:
    """How each document on the page stands, by its link's number."""
    found = {}
    for row in html.fromstring(page).xpath("//div[@id='list']//tbody/tr"):
        number = row.xpath("string(.//td[last()]//span)").strip(" ,")
        found[number] = " ".join(row.xpath("string(.//td[last()-1])").split())
    return found


def test_each_issue_says_how_it_stands(manager: Client, store: Folder) -> None:
    ada = an_ambassador(at=NOW)
    the_rules(at=NOW)
    first, napkin = issued(PACK, ada, store=store), issued(NAPKIN, store=store)
    again = issued(PACK, ada, store=store)
    spring = issued(STATEMENT, ada, made_from="2026Q1", store=store)
    older = issued(STATEMENT, ada, made_from="2025Q4", store=store)
    anew = issued(STATEMENT, ada, made_from="2025Q4", store=store)
    stands = {first: "Older issue", again: "In force", napkin: "In force", spring: "Issued"}
    stands |= {older: "Older issue", anew: "Issued"}
    assert rows(manager.get("/admin/documents").text) == {each.number: word for each, word in stands.items()}
    the_rules(at=NOW + timedelta(days=1), threshold=150)
    stands |= {again: "Rules moved on", napkin: "Rules moved on"}
    assert rows(manager.get("/admin/documents").text) == {each.number: word for each, word in stands.items()}
    for state in register.Standing:
        word = {"older": "Older issue", "moved on": "Rules moved on", "in force": "In force"}.get(
            state, "Issued"
        )
        narrowed = rows(manager.get(f"/admin/documents?state={state}").text)
        assert narrowed == {each.number: said for each, said in stands.items() if said == word}, state


def test_thanks_for_two_things_are_two_papers_and_a_pack_without_rules_is_behind_them(
    manager: Client, store: Folder
) -> None:
    ada, kind = an_ambassador(at=NOW), DocumentKind.CERTIFICATE
    soup = issued(kind, ada, made_from="Thanks For the soup", store=store)
    issued(kind, ada, made_from="Thanks For the songs", store=store)
    early = issued(PACK, ada, store=store)
    issued(kind, ada, made_from="Thanks", store=store)
    day = {"made_from": "Thanks party", "store": store}
    badges, _others = (issued(DocumentKind.BADGES, each, **day) for each in (ada, an_ambassador(at=NOW)))
    the_rules(at=NOW)
    page = manager.get("/admin/documents").text
    assert rows(page)[soup.number] == "Issued"
    assert rows(page)[badges.number] == "Issued"
    assert rows(page)[early.number] == "Rules moved on"
    said = [each.text_content() for each in html.fromstring(page).xpath("//div[@id='list']//tbody/tr/td[1]")]
    assert sorted(said) == sorted(
        ["Thanks: For the soup", "Thanks: For the songs", "Thanks", "Thanks party", "Thanks party", "Rules 1"]
    )
    assert list(rows(manager.get("/admin/documents?state=moved+on").text)) == [early.number]
    assert register.how_many(register.overtaken()) == 1


def test_packs_that_say_old_rules_are_told_and_made_again(manager: Client, store: Folder) -> None:
    the_rules(at=NOW)
    ada, ben = an_ambassador(at=NOW), an_ambassador(at=NOW)
    left = a_membership(at=NOW, state=ApplicationState.APPROVED)
    for membership in (ada, ben, left):
        issued(PACK, membership, store=store)
    left.ended_on = NOW.date()
    assert headline(manager.get("/admin/documents")) == "3 documents were issued"
    the_rules(at=NOW + timedelta(days=1), threshold=150)
    page = manager.get("/admin/documents")
    assert headline(page) == "Two packs still say the old rules"
    assert "Make the two again" in page.text
    send(manager, "/admin/documents", to="/admin/documents/renewal")
    run = db.session.scalars(select(PrintRun).order_by(PrintRun.id.desc())).first()
    assert run is not None
    assert [sheet.membership for sheet in run.sheets] == [ada, ben]
    issued(PACK, ada, made_from="Rules 2", store=store)
    issued(PACK, ben, made_from="Rules 2", store=store)
    assert headline(manager.get("/admin/documents")) == "5 documents were issued"


def test_the_register_is_narrowed_by_kind_quarter_person_and_words(manager: Client, store: Folder) -> None:
    ada = an_ambassador(at=NOW, name="Ada Lund")
    ben = an_ambassador(at=NOW, name="Ben Okri")
    pack, old = issued(PACK, ada, store=store), issued(PACK, ben, at=NOW - timedelta(days=90), store=store)
    napkin = issued(NAPKIN, made_from="Rules of spring", store=store)

    def numbers(query: str) -> set[str]:
        return set(rows(manager.get(f"/admin/documents?{query}").text))

    assert numbers("kind=napkin") == {napkin.number}
    assert numbers("quarter=2025Q4") == {old.number}
    assert numbers(f"person={ada.person_id}") == {pack.number}
    assert numbers("q=rules+spring") == {napkin.number}
    assert numbers(f"q={pack.file.sha256[:12]}") == {pack.number}
    assert numbers("kind=nonsense&quarter=nonsense&state=nonsense&person=x") == {
        pack.number, old.number, napkin.number,
    }  # fmt: skip
    counted = html.fromstring(manager.get("/admin/documents").text).xpath("//nav[@class='states']/a")
    assert [" ".join(each.text_content().split()) for each in counted] == [
        "All 3",
        "Onboarding pack 2",
        "Napkin 1",
    ]


def test_the_register_leaves_as_csv(manager: Client, store: Folder) -> None:
    pack = issued(PACK, an_ambassador(at=NOW, name="=Ada"), store=store)
    napkin = issued(NAPKIN, store=store)
    sheet = manager.get("/admin/documents/list.csv?sort=document").text.splitlines()
    assert sheet[1:] == [
        f"{napkin.number},Napkin,,Rules 1,2026-02-11,Ines Calder,9,{napkin.file.sha256},in force",
        f"{pack.number},Onboarding pack,'=Ada,Rules 1,2026-02-11,Ines Calder,9,{pack.file.sha256},in force",
    ]
    assert db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id.desc())).first() == "exported"


def test_one_document_and_thirty_need_the_same_statements(manager: Client, store: Folder) -> None:
    issued(PACK, an_ambassador(at=NOW), store=store)
    one = statements(manager, "/admin/documents")
    for _ in range(24):
        issued(PACK, an_ambassador(at=NOW), store=store)
    for _ in range(5):
        issued(NAPKIN, store=store)
    assert statements(manager, "/admin/documents") == one <= 12


def test_a_document_has_a_page_with_its_issues_and_runs(manager: Client, store: Folder) -> None:
    ada = an_ambassador(at=NOW, name="Ada Lund")
    first, second = issued(PACK, ada, store=store), issued(PACK, ada, made_from="Rules 2", store=store)
    issued(PACK, an_ambassador(at=NOW), store=store)
    page = manager.get(f"/admin/documents/{second.id}")
    tree = html.fromstring(page.text)
    assert headline(page) == "Onboarding pack, Ada Lund"
    said = {
        term.text_content(): " ".join(term.getnext().text_content().split())
        for term in tree.xpath("//dl[@class='kvs']/dt")
    }
    assert said["SHA-256"] == second.file.sha256
    assert (said["For"], said["State"], said["Made from"]) == ("Ada Lund", "In force", "Rules 2")
    assert said["Checked"] == "Just now: these are the bytes that were issued"
    assert tree.xpath("//aside//a/@href") == [
        f"/admin/documents/{first.id}",
        f"/admin/documents/runs/{_run(second)}",
    ]
    assert manager.get("/admin/documents/999").status_code == 404


def _run(document: Document) -> int:
    return register.runs_of(document)[0].id


def test_what_the_store_lost_is_told_and_not_handed_over(
    manager: Client, store: Folder, tmp_path: Path
) -> None:
    document = issued(PACK, an_ambassador(at=NOW), store=store)
    file = tmp_path / document.file.sha256[:2] / document.file.sha256
    for harm in (lambda: file.write_bytes(b"%PDF changed"), file.unlink):
        harm()
        page = manager.get(f"/admin/documents/{document.id}")
        assert ("not handed over" in page.text, "Download the PDF" in page.text) == (True, False)
        answer = manager.get(f"/admin/documents/{document.id}/file")
        assert (answer.status_code, "nothing is handed over" in answer.text) == (500, True)
        assert b"%PDF" not in answer.data
    assert "downloaded" not in db.session.scalars(select(AuditEntry.verb)).all()


def test_a_document_is_issued_anew_with_the_same_choices(manager: Client, store: Folder) -> None:
    ada = an_ambassador(at=NOW)
    document = issued(STATEMENT, ada, made_from="2025Q4", choices={"quarter": "2025Q4"}, store=store)
    answer = send(manager, f"/admin/documents/{document.id}", to=f"/admin/documents/{document.id}/renewal")
    run = db.session.scalars(select(PrintRun).order_by(PrintRun.id.desc())).first()
    assert run is not None
    assert answer.headers["Location"] == f"/admin/documents/runs/{run.id}"
    assert (run.kind, run.choices, run.form) == (STATEMENT, {"quarter": "2025Q4"}, RunForm.PDF)
    assert [sheet.membership for sheet in run.sheets] == [ada]


def test_badges_are_issued_anew_for_the_same_group(manager: Client, store: Folder) -> None:
    people = [an_ambassador(at=NOW, name=name) for name in ("Ada Lund", "Ben Okri")]
    run = print_runs.begin(
        DocumentKind.BADGES, people, form=RunForm.PDF, by=a_person(role=Role.ADMIN, at=NOW), at=NOW
    )
    file = known_files.note(store.keep(b"%PDF"), size=4, media_type="application/pdf", name="a.pdf", at=NOW)
    document = documents.issue(run.sheets[0], run, fingerprint="f", made_from="Spring", file=file, pages=1)
    print_runs.printed(run.sheets[0], document)
    again = print_runs.again(document, by=a_person(role=Role.ADMIN, at=NOW), at=NOW)
    assert again.choices == run.choices == {"people": [each.id for each in people]}


def test_the_pack_of_one_who_left_is_not_issued_anew(manager: Client, store: Folder) -> None:
    membership = an_ambassador(at=NOW)
    document = issued(PACK, membership, store=store)
    membership.ended_on = NOW.date()
    answer = send(manager, f"/admin/documents/{document.id}", to=f"/admin/documents/{document.id}/renewal")
    assert (answer.status_code, "No ambassador any more." in answer.text) == (409, True)


def test_what_an_address_asks_for_gives_no_orders_to_the_link_to_the_csv(manager: Client) -> None:
    an_ambassador(at=NOW, name="Ada Lund")
    orders = "endpoint=x&_external=1&_scheme=javascript&_anchor=%0Aalert(1)&q=ada"
    page = html.fromstring(manager.get(f"/admin/ambassadors?{orders}").text)
    (link,) = page.xpath("//a[contains(@href, '.csv')]/@href")
    assert link.startswith("/admin/ambassadors/list.csv?endpoint=x&")
    assert link.endswith("&q=ada")


def test_only_those_who_may_print_see_the_register(client: Client, store: Folder) -> None:
    document = issued(PACK, an_ambassador(at=NOW), store=store)
    for role in (Role.REVIEWER, Role.DIRECTOR):
        client.sign_in(a_person(role=role, at=NOW))
        for place in ("", "/list.csv", "/new", f"/{document.id}", f"/{document.id}/file"):
            assert client.get(f"/admin/documents{place}").status_code == 403, place
        assert forged(client, "/admin/documents/renewal").status_code == 403


def test_the_register_reads_its_indexes(manager: Client, store: Folder) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads a table of a few rows whole, whatever indexes there are")
    the_rules(at=NOW)
    issued(PACK, an_ambassador(at=NOW), store=store)
    newest = register.found().order_by(Document.issued_at.desc(), Document.id.desc()).limit(25)
    assert "SCAN documents USING INDEX ix_documents_issued_at" in plan(newest)
    standings = plan(select(Document.id, register.standing()).where(Document.id.in_([1, 2])))
    assert "SEARCH documents_1 USING INDEX ix_documents_membership_id_kind" in standings
    assert "SCAN documents" not in standings + plan(register.overtaken())


def plan(chosen: Any) -> str:
    """How SQLite would go about it."""
    asked = str(chosen.compile(db.engine, compile_kwargs={"literal_binds": True}))
    return "; ".join(row[-1] for row in db.session.execute(text(f"explain query plan {asked}")))
