"""The audit's page: who reads it, how it is narrowed, how it leads on."""

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import event

from portal import clock
from portal.db import db
from portal.domain import audit
from portal.domain.post import letters
from portal.models.person import Person, Role
from portal.web.things import THINGS, Thing
from tests.conftest import NOW, Client
from tests.support.rows import a_person


@pytest.fixture
def admin(client: Client) -> Person:
    """An admin, signed in."""
    person = a_person(role=Role.ADMIN, name="Ines Calder", at=NOW)
    client.sign_in(person)
    return person


def deeds(client: Client, query: str = "") -> list[str]:
    tree = html.fromstring(client.get(f"/admin/audit?{query}").text)
    return [" ".join(head.text_content().split()) for head in tree.xpath("//tbody//th[@scope='row']/b")]


def test_only_admins_read_it(client: Client) -> None:
    answers = {}
    for role in (*Role, None):
        answers[role] = client.sign_in(a_person(role=role, at=NOW)).get("/admin/audit").status_code
    assert answers == {
        Role.ADMIN: 200,
        Role.MANAGER: 403,
        Role.REVIEWER: 403,
        Role.DIRECTOR: 403,
        None: 403,
    }


def test_it_is_narrowed_by_person_thing_verb_words_and_time(client: Client, admin: Person) -> None:
    tom = a_person(role=Role.MANAGER, name="Tom Rowe", at=NOW)
    long_ago = clock.now() - timedelta(days=40)
    audit.write("called back", "letters", by=tom, at=long_ago, label="You have 14 days")
    audit.write("published", "revisions", by=admin, at=clock.now(), label="Spring")
    audit.write("tidied", "people", by=None, at=clock.now())
    found = {
        query: deeds(client, query)
        for query in ("", f"by={tom.id}", "thing=revisions", "verb=tidied", "q=spring", "days=7", "q=nobody")
    }
    back, out, tidy = "Called back You have 14 days", "Published Spring", "Tidied"
    assert found == {
        "": [tidy, out, back],
        f"by={tom.id}": [back],
        "thing=revisions": [out],
        "verb=tidied": [tidy],
        "q=spring": [out],
        "days=7": [tidy, out],
        "q=nobody": [],
    }


def test_a_deed_shows_what_it_changed_and_leads_to_its_thing(client: Client, admin: Person) -> None:
    letter = letters.send_text(to="a@x.example", at=NOW, subject="No", body="No.", kind="declined")
    audit.write(
        "changed the weight", letter, by=admin, at=NOW, before={"weight": 3, "name": "x"},
        after={"weight": 4, "name": "x", "open": True, "reason": "<i>It takes</i> an hour"},
    )  # fmt: skip
    page = client.get("/admin/audit").text
    row = html.fromstring(page).xpath("//tbody/tr[2]")[0]
    said = [" ".join(small.text_content().split()) for small in row.xpath(".//small")]
    assert said == ["Weight: 3 4", "Open: yes", "Reason: <i>It takes</i> an hour"]
    assert [gone.text_content() for gone in row.xpath(".//del")] == ["3"]
    (link,) = row.xpath(".//a")
    assert (link.text, link.get("href")) == (f"Letter {letter.id}", f"/admin/outbox/{letter.id}")
    assert "Wednesday 11 February" in page


def test_it_leaves_as_csv_and_that_is_an_entry_too(client: Client, admin: Person) -> None:
    audit.write("published", "revisions", by=admin, at=NOW, label="=1+1", after={"number": 3})
    sheet = client.get("/admin/audit/list.csv?verb=published")
    rows = list(csv.reader(io.StringIO(sheet.text.removeprefix("\ufeff"))))
    assert rows[1] == ["2026-02-11T09:00:00+00:00", "Ines Calder", "published", "revisions", "", "'=1+1",
                       "", "{'number': 3}"]  # fmt: skip
    assert deeds(client)[0] == "Exported"


def test_thirty_entries_cost_what_one_does(client: Client, admin: Person) -> None:
    def statements() -> int:
        seen: list[str] = []
        listen = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(db.engine.engine, "before_cursor_execute", listen)
        client.get("/admin/audit")
        event.remove(db.engine.engine, "before_cursor_execute", listen)
        return len(seen)

    audit.write("tidied", "people", by=admin, at=NOW)
    one = statements()
    for number in range(30):
        audit.write("tidied", "people", by=a_person(at=NOW), at=NOW, label=str(number))
    assert statements() == one


@pytest.mark.parametrize("thing", [thing for thing in THINGS.values() if thing.endpoint])
def test_every_thing_leads_to_a_page_there_is(app: Flask, thing: Thing) -> None:
    expected = {thing.argument} - {""}
    assert [rule.arguments for rule in app.url_map.iter_rules(thing.endpoint)] == [expected]
