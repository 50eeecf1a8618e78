"""Writing and publishing the rules."""

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.program import revisions
from portal.models.audit_entry import AuditEntry
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import send, wrongs
from tests.support.rows import a_person
from tests.support.rows_working import the_rules

HERE = "/admin/program/rules"
PUBLISH = f"{HERE}/publication"
SUBJECTS = ("stand", "deal", "work", "cadence", "reviewing", "renewal", "disclosure")


@pytest.fixture
def admin(client: Client) -> Client:
    """An admin's browser."""
    return client.sign_in(a_person(role=Role.ADMIN, at=NOW))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_subject_is_kept_as_it_is(admin: Client, subject: str) -> None:
    the_rules(formats=[{"name": "Post", "every": "weekly", "spec": "a | b"}], leaving="Any day.", at=NOW)
    before = {name: getattr(revisions.draft(), name) for name in revisions.MATTER}
    assert send(admin, f"{HERE}/{subject}").status_code == 303
    assert {name: getattr(revisions.draft(), name) for name in revisions.MATTER} == before


def test_what_is_drafted_is_seen_when_it_is_published(admin: Client) -> None:
    the_rules(lines=["Be kind."], at=NOW)
    send(admin, f"{HERE}/deal", lines="Be very kind.\n\nכן 🎉", deal="Give, get.")
    assert "very kind" not in admin.get("/rules").text
    draft = admin.get(HERE).text
    assert "Be <ins>very</ins> kind." in draft
    assert "2 parts would change" in draft
    assert '<span dir="auto">כן 🎉</span>' in admin.get(f"{HERE}/preview").text
    answer = send(admin, HERE, to=PUBLISH, note="Kinder.")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/rules")
    page = admin.get("/rules").text
    assert "Revision 2 is published." in page
    assert "Kinder." in page
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.label == "revision 2")).one()
    assert (entry.verb, entry.after) == ("published", {"note": "Kinder."})


def test_publishing_twice_publishes_once(admin: Client) -> None:
    the_rules(at=NOW)
    send(admin, f"{HERE}/deal", lines="Be early.")
    opened = revisions.draft().id
    first = send(admin, HERE, to=PUBLISH, note="Early.")
    send(admin, f"{HERE}/deal", lines="Be late.")
    second = send(admin, HERE, to=PUBLISH, note="Again.", draft=str(opened))
    assert (first.status_code, second.status_code) == (303, 422)
    assert "published already, as revision 2" in second.text
    assert [revision.number for revision in revisions.published()] == [2, 1]
    assert revisions.draft().lines == ["Be late."]


@pytest.mark.parametrize("wording", ["#ambassador", "#gifted socks", "#collab", "Thanks #ad", "adventure!"])
def test_a_disclosure_that_says_nothing_is_refused(admin: Client, wording: str) -> None:
    answer = send(admin, f"{HERE}/disclosure", disclosure=wording)
    assert answer.status_code == 422
    assert wrongs(answer)["disclosure"].startswith("Begin with #ad")
    assert f'value="{wording}"' in answer.text
    assert revisions.draft().disclosure == "#ad"


def test_too_many_lines_and_a_cadence_backwards(admin: Client) -> None:
    lines = send(admin, f"{HERE}/deal", lines="\n".join("abcdefghijklm"))
    assert wrongs(lines) == {"lines": "That is 13 lines; nobody keeps more than 12."}
    cadence = send(admin, f"{HERE}/cadence", pieces_least="5", pieces_most="4")
    assert wrongs(cadence) == {"pieces_most": "The most is less than the least."}


def test_nothing_to_say_is_not_published(admin: Client) -> None:
    page = admin.get(HERE).text
    answer = send(admin, HERE, to=PUBLISH, note="First.")
    assert answer.status_code == 422
    assert "The rules do not say yet why you do this." in answer.text
    assert "The first rules, not published yet" in page


def test_reviewers_and_directors_do_not_write_rules(client: Client) -> None:
    for role in (Role.REVIEWER, Role.DIRECTOR):
        client.sign_in(a_person(role=role, at=NOW))
        assert {client.get(f"{HERE}{tail}").status_code for tail in ("", "/preview", "/deal")} == {403}
