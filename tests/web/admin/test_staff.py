"""The staff's pages: inviting, changing roles, shutting out."""

import csv
import io
import re
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from portal.db import db
from portal.models.audit_entry import AuditEntry
from portal.models.letter import Letter
from portal.models.person import Person, Role
from tests.conftest import NOW, Client
from tests.support.forms import forged, headline, send, wrongs
from tests.support.rows import a_person

NEW = "seven quiet green bicycles"


@pytest.fixture
def admin(client: Client) -> Person:
    """An admin, signed in."""
    person = a_person(role=Role.ADMIN, name="Ines Calder", email="ines@x.example", at=NOW)
    client.sign_in(person)
    return person


def statements_of(client: Client, address: str) -> int:
    """How many SQL statements a page takes."""
    seen: list[str] = []

    def listen(*args: Any) -> None:
        seen.append(args[2])

    event.listen(Engine, "before_cursor_execute", listen)
    client.get(address)
    event.remove(Engine, "before_cursor_execute", listen)
    return len(seen)


def verbs() -> list[str]:
    """What the audit says, the oldest first."""
    return [entry.verb for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_an_invitation_leads_from_the_letter_to_the_desk(client: Client, admin: Person) -> None:
    answer = send(
        client, "/admin/staff/new", to="/admin/staff", name="Tomás Rey", email="T@x.example", role="manager"
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/staff")
    assert "An invitation is on its way to T@x.example." in client.get("/admin/staff").text
    letter = db.session.scalars(select(Letter)).one()
    assert (letter.to, letter.kind) == ("t@x.example", "staff")
    path = re.search(r"http://localhost(/welcome/\S+?)\W*\s", letter.text)
    guest = client.application.test_client()
    assert path
    welcome = guest.get(path[1])
    assert headline(welcome) == "Good to have you, Tomás"
    inside = send(guest, path[1], password=NEW, again=NEW)
    assert (inside.status_code, inside.headers["Location"]) == (303, "/admin/")
    assert headline(guest.get("/admin/")) != ""
    assert guest.get(path[1]).status_code == 410
    assert verbs() == ["added", "changed the password", "signed in"]


def test_an_address_of_the_staff_is_not_invited_again(client: Client, admin: Person) -> None:
    answer = send(
        client, "/admin/staff/new", to="/admin/staff", name="I", email="ines@x.example", role="manager"
    )
    assert wrongs(answer) == {"email": "ines@x.example belongs to the staff already."}
    assert "<title>Error: Invite somebody" in answer.text


def test_empty_fields_are_named(client: Client, admin: Person) -> None:
    answer = send(client, "/admin/staff/new", to="/admin/staff", name=" ", email="nowhere")
    assert answer.status_code == 422
    assert wrongs(answer) == {
        "name": "Type the name.",
        "email": "Type a mail address like name@example.org.",
    }
    assert "Choose a role." in answer.text


def test_a_second_invitation_ends_the_first(client: Client, admin: Person) -> None:
    send(client, "/admin/staff/new", to="/admin/staff", name="T", email="t@x.example", role="manager")
    invited = db.session.scalars(select(Person).where(Person.email == "t@x.example")).one()
    first = db.session.scalars(select(Letter.text)).one()
    send(client, f"/admin/staff/{invited.id}", to=f"/admin/staff/{invited.id}/invitation")
    guest = client.application.test_client()
    path = re.search(r"/welcome/[\w-]+", first)
    assert path
    assert guest.get(path[0]).status_code == 410


def test_another_role_ends_every_session_at_once(client: Client, admin: Person) -> None:
    tom = a_person(role=Role.ADMIN, at=NOW)
    other = client.application.test_client()
    other.sign_in(tom)  # type: ignore[attr-defined]
    assert other.get("/admin/staff").status_code == 200
    page = f"/admin/staff/{tom.id}"
    answer = send(client, page, to=f"{page}/role", role="reviewer")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/staff")
    assert other.get("/admin/").headers["Location"].startswith("/login")
    assert db.session.scalars(
        select(AuditEntry.after).where(AuditEntry.verb == "changed the role")
    ).all() == [{"role": "reviewer"}]


def test_the_last_admin_keeps_the_role_and_is_told_why(client: Client, admin: Person) -> None:
    a_person(role=Role.MANAGER, at=NOW)
    invited = a_person(role=Role.ADMIN, at=NOW)
    invited.password_hash = None
    page = f"/admin/staff/{admin.id}"
    for role in ("manager", ""):
        answer = send(client, page, to=f"{page}/role", role=role)
        assert answer.status_code == 422
        assert wrongs(answer) == {"role": "Ines Calder is the last admin. Make somebody else an admin first."}
    assert db.session.get_one(Person, admin.id).role is Role.ADMIN


def test_a_suspension_shuts_out_and_a_reinstatement_lets_in(client: Client, admin: Person) -> None:
    tom = a_person(role=Role.MANAGER, name="Tom", at=NOW)
    other = client.application.test_client()
    other.sign_in(tom)  # type: ignore[attr-defined]
    page = f"/admin/staff/{tom.id}"
    assert other.get("/admin/").status_code == 200
    send(client, page, to=f"{page}/suspension")
    assert "Tom is suspended." in client.get(page).text
    assert other.get("/admin/").headers["Location"].startswith("/login")
    send(client, page, to=f"{page}/reinstatement")
    assert other.get("/admin/").headers["Location"].startswith("/login"), "the old session stays shut"
    assert other.sign_in(tom).get("/admin/").status_code == 200  # type: ignore[attr-defined]
    assert verbs() == ["suspended", "reinstated"]


def test_nobody_suspends_themself(client: Client, admin: Person) -> None:
    page = f"/admin/staff/{admin.id}"
    assert f'action="{page}/suspension"' not in client.get(page).text
    a_person(role=Role.ADMIN, at=NOW)
    answer = send(client, "/admin/staff/new", to="/logout")
    assert answer.status_code == 303


def test_nobody_turns_off_their_own_second_step_without_the_password(client: Client, admin: Person) -> None:
    admin.totp_secret, admin.totp_since = "A" * 32, NOW
    page = f"/admin/staff/{admin.id}"
    assert f'action="{page}/second-factor-removal"' not in client.get(page).text
    answer = forged(client, f"{page}/second-factor-removal")
    assert (answer.status_code, admin.has_second_factor) == (409, True)
    assert "Turn off your own second step under your account." in answer.text


def test_staff_end_their_work_here_and_are_gone_from_the_list(client: Client, admin: Person) -> None:
    tom = a_person(role=Role.MANAGER, name="Tom Gone", at=NOW)
    page = f"/admin/staff/{tom.id}"
    send(client, page, to=f"{page}/role", role="")
    client.get("/admin/staff")
    assert "Tom Gone" not in client.get("/admin/staff").text
    assert client.get(page).status_code == 404


def test_the_list_is_searched_filtered_sorted_and_leaves_as_csv(client: Client, admin: Person) -> None:
    a_person(role=Role.REVIEWER, name="=HYPERLINK(1)", email="bad@x.example", at=NOW)
    a_person(role=Role.REVIEWER, name="Łukasz Żak", email="l@x.example", at=NOW)
    a_person(name="Ambassador Only", at=NOW)

    def names(query: str) -> list[str]:
        return re.findall(r'class="who"[^>]*>([^<]*)<', client.get(f"/admin/staff?{query}").text)

    assert names("") == ["=HYPERLINK(1)", "Ines Calder", "Łukasz Żak"]
    assert names("sort=-name") == ["Łukasz Żak", "Ines Calder", "=HYPERLINK(1)"]
    assert names("q=kasz") == ["Łukasz Żak"]
    assert names("role=admin") == ["Ines Calder"]
    assert names("state=suspended") == []
    answer = client.get("/admin/staff/list.csv?role=reviewer&sort=-name")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows == [
        ["Name", "Mail address", "Role", "State", "Second step"],
        ["Łukasz Żak", "l@x.example", "Reviewer", "active", "off"],
        ["'=HYPERLINK(1)", "bad@x.example", "Reviewer", "active", "off"],
    ]
    assert verbs() == ["exported"]


def test_the_list_costs_the_same_with_one_row_and_with_thirty(client: Client, admin: Person) -> None:
    few = statements_of(client, "/admin/staff")
    for _ in range(29):
        a_person(role=Role.REVIEWER, at=NOW)
    assert statements_of(client, "/admin/staff") == few


@pytest.mark.parametrize("role", [Role.MANAGER, Role.REVIEWER, Role.DIRECTOR, None])
def test_others_see_and_do_nothing_here(client: Client, role: Role | None) -> None:
    tom = a_person(role=Role.ADMIN, at=NOW)
    client.sign_in(a_person(role=role, at=NOW))
    client.application.config["WTF_CSRF_ENABLED"] = False
    try:
        doors = {
            "/admin/staff": ("GET", "POST"),
            "/admin/staff/list.csv": ("GET",),
            "/admin/staff/new": ("GET",),
            f"/admin/staff/{tom.id}": ("GET",),
            f"/admin/staff/{tom.id}/role": ("POST",),
            f"/admin/staff/{tom.id}/suspension": ("POST",),
            f"/admin/staff/{tom.id}/reinstatement": ("POST",),
            f"/admin/staff/{tom.id}/invitation": ("POST",),
            f"/admin/staff/{tom.id}/second-factor-removal": ("POST",),
        }
        answers = {client.open(path, method=way).status_code for path, ways in doors.items() for way in ways}
    finally:
        client.application.config["WTF_CSRF_ENABLED"] = True
    assert answers == {403}
    assert db.session.get_one(Person, tom.id).suspended_at is None
