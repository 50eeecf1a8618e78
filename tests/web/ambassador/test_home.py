"""The ambassador's first steps, by its own forms."""

import re
from typing import Any

from sqlalchemy import select

from portal.db import db
from portal.domain.joining import agreements
from portal.models.audit_entry import AuditEntry
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.rows import a_person
from tests.support.rows_joining import a_membership
from tests.support.rows_onboarding import TERMS, an_ambassador

PLACES = ("", "/agreement", "/brief", "/calendar", "/profile", "/documents", "/data")


def hidden(html: str) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    tags = re.findall(r'<input[^>]*type="hidden"[^>]*>', html)
    found = [dict(re.findall(r'(name|value)="([^"]*)"', tag)) for tag in tags]
    return {pairs["name"]: pairs.get("value", "") for pairs in found}


def test_strangers_and_staff_are_kept_out(client: Client) -> None:
    for place in PLACES:
        answer = client.get(f"/me{place}")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/login?next=/me{place}")
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    assert [client.get(f"/me{place}").status_code for place in PLACES] == [403] * 6 + [200]


def test_the_area_opens_with_the_agreement(client: Client) -> None:
    agreements.publish("Our terms", body=TERMS, note="", by=None, at=NOW)
    membership = a_membership(at=NOW, name="Nell Harker")
    client.sign_in(membership.person)
    assert client.get("/me/calendar").headers["Location"] == "/me"
    page = client.get("/me/agreement").text
    assert "You help, we thank you." in page
    fields: dict[str, Any] = {**hidden(page), "typed_name": "Nell Harker", "agreed": "y"}
    assert "Tick this" in client.post("/me/agreement/acceptance", data={**fields, "agreed": ""}).text
    forged = client.post("/me/agreement/acceptance", data={**fields, "shown": fields["shown"] + "x"})
    assert forged.status_code == 400
    assert membership.complete_at is None
    answer = client.post("/me/agreement/acceptance", data=fields)
    assert answer.headers["Location"] == "/me"
    assert membership.complete_at is not None
    assert "Accepted. Your copy is on its way by mail." in client.get("/me").text
    assert "Your calendar" in client.get("/me/calendar").text
    again = client.post("/me/agreement/acceptance", data=fields)
    assert (again.status_code, "You have accepted this version already." in again.text) == (422, True)


def test_home_names_the_next_step_until_all_are_done(client: Client) -> None:
    membership = an_ambassador(at=NOW)
    client.sign_in(membership.person)
    assert "Write your profile" in client.get("/me").text
    page = client.get("/me/profile").text
    wrong = client.post(
        "/me/profile", data={**hidden(page), "name": "N", "about": "Hi", "links": "nell.example"}
    )
    assert (wrong.status_code, "Start each link with https://" in wrong.text) == (422, True)
    assert "\nnell.example</textarea>" in wrong.text
    client.post(
        "/me/profile", data={**hidden(page), "name": "N", "about": "Hi", "links": "https://n.example"}
    )
    assert membership.person.profile_at is not None
    assert "Write your profile" not in client.get("/me").text


def test_nobody_reads_the_data_or_documents_of_another(client: Client) -> None:
    mine, other = an_ambassador(at=NOW), an_ambassador(at=NOW, name="Somebody Else")
    client.sign_in(mine.person)
    body = client.get("/me/data/everything.json").text
    assert mine.person.email in body
    assert other.person.email not in body
    assert "password_hash" not in body


def test_taking_ones_data_is_in_the_audit(client: Client) -> None:
    membership = an_ambassador(at=NOW)
    client.sign_in(membership.person)
    client.get("/me/data")
    client.get("/me/data/everything.json")
    client.get("/me/data/everything.csv")
    taken = select(AuditEntry.thing, AuditEntry.thing_id).where(AuditEntry.verb == "took their data")
    assert db.session.execute(taken).all() == [("people", membership.person_id)] * 2
