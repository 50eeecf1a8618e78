"""The register of documents and print runs, as staff and ambassadors see them."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.db import db
from portal.domain import files as known_files
from portal.domain.issuing import documents, print_runs
from portal.models.joining.membership import Membership
from portal.models.paper.document import Document, DocumentKind
from portal.models.paper.print_run import PrintRun, RunForm, RunState
from portal.models.person import Role
from portal.outside.files import Folder
from tests.conftest import NOW, Client
from tests.support.rows import a_person
from tests.support.rows_onboarding import an_ambassador


@pytest.fixture
def store(app: Flask, tmp_path: Path) -> Folder:
    """A store of this test's own."""
    app.extensions["store"] = Folder(tmp_path)
    return app.extensions["store"]


def a_document(store: Folder, membership: Membership) -> Document:
    run = print_runs.begin(
        DocumentKind.PACK, [membership], form=RunForm.PDF, by=a_person(role=Role.ADMIN, at=NOW), at=NOW
    )
    body = b"%PDF pack of " + membership.person.name.encode()
    file = known_files.note(
        store.keep(body), size=len(body), media_type="application/pdf", name="pack.pdf", at=NOW
    )
    document = documents.issue(
        run.sheets[0], run, fingerprint="f" * 64, made_from="Rules 1", file=file, pages=9
    )
    print_runs.printed(run.sheets[0], document)
    return document


def test_a_document_comes_back_as_it_was_to_its_owner_and_staff_only(client: Client, store: Folder) -> None:
    mine, other = an_ambassador(at=NOW), an_ambassador(at=NOW)
    document = a_document(store, mine)
    answer = client.sign_in(mine.person).get(f"/me/documents/{document.id}")
    assert (answer.data, answer.mimetype) == (store.read(document.file.sha256), "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.sign_in(other.person).get(f"/me/documents/{document.id}").status_code == 404
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    assert client.get(f"/admin/documents/{document.id}/file").data == answer.data
    client.sign_in(a_person(role=Role.DIRECTOR, at=NOW))
    assert client.get(f"/admin/documents/{document.id}/file").status_code == 403


def test_the_register_is_searched_by_name_number_and_hash(client: Client, store: Folder) -> None:
    document = a_document(store, an_ambassador(at=NOW, name="Łukasz Žižek"))
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    for words in ("žižek", document.number, document.file.sha256[:12]):
        assert document.number in client.get(f"/admin/documents?q={words}").text, words
    assert "Nothing fits that" in client.get("/admin/documents?kind=agreement").text


def test_a_manager_asks_for_packs_watches_and_cancels(client: Client, store: Folder) -> None:
    people = [an_ambassador(at=NOW) for _ in range(3)]
    page = client.sign_in(a_person(role=Role.MANAGER, at=NOW)).get("/admin/ambassadors?printed=no").text
    csrf = page.split('name="csrf" value="')[1].split('"')[0]
    wrong = client.post("/admin/documents/runs", data={"csrf": csrf, "form": "pdf"})
    assert (wrong.status_code, "Choose at least one person." in wrong.text) == (409, True)
    asked = client.post("/admin/documents/runs", data={"csrf": csrf, "form": "zip", "who": "unprinted"})
    run = db.session.scalars(select(PrintRun).where(PrintRun.kind == DocumentKind.PACK)).one()
    assert asked.headers["Location"] == f"/admin/documents/runs/{run.id}"
    assert [sheet.membership_id for sheet in run.sheets] == [each.id for each in people]
    assert "0 of 3 made" in client.get(asked.headers["Location"]).text
    client.post(f"/admin/documents/runs/{run.id}/cancellation", data={"csrf": csrf})
    assert run.state is RunState.CANCELLED
    over = client.get(asked.headers["Location"]).text
    assert ("Cancelled. What was made stays" in over, "Waiting" in over) == (True, False)
    assert 'href="/admin/documents/new?kind=pack&amp;printed=no"' in over
    again = client.post(f"/admin/documents/runs/{run.id}/cancellation", data={"csrf": csrf})
    assert (again.status_code, "over already" in again.text) == (409, True)
    assert print_runs.claim(at=clock.now()) != run.id


def test_the_agreement_has_versions(client: Client) -> None:
    page = client.sign_in(a_person(role=Role.ADMIN, at=NOW)).get("/admin/agreement").text
    csrf = page.split('name="csrf"')[1].split('value="')[1].split('"')[0]
    first = {"csrf": csrf, "title": "Terms", "body": "## One\n\nText <b>bold</b>", "note": ""}
    assert client.post("/admin/agreement", data=first).headers["Location"] == "/admin/agreement"
    asked = client.get("/admin/agreement").text
    assert "for those who are asked again</label>" in asked
    same = client.post("/admin/agreement", data=first)
    assert (same.status_code, "word for word version 1" in same.text) == (422, True)
    shown = client.get("/admin/agreement/1").text
    assert "&lt;b&gt;bold&lt;/b&gt;" in shown
    assert client.get("/admin/agreement/2").status_code == 404
