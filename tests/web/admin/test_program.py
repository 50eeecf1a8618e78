"""The settings, a subject a page."""

import io

import pytest
from PIL import Image
from sqlalchemy import select

from portal.db import db
from portal.domain import openings, programs
from portal.models.audit_entry import AuditEntry
from portal.models.file import File
from portal.models.letter import Letter
from portal.models.person import Role
from portal.models.program import Doors
from tests.conftest import NOW, Client
from tests.support.forms import send
from tests.support.rows import a_person

SUBJECTS = ("name", "look", "contact", "place", "doors", "entry", "doing")


@pytest.fixture
def admin(client: Client) -> Client:
    """An admin's browser, in a program that has an address."""
    programs.the_program().contact_email = "ines@x.example"
    return client.sign_in(a_person(role=Role.ADMIN, at=NOW))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_subject_is_kept_as_it_is(admin: Client, subject: str) -> None:
    answer = send(admin, f"/admin/program/{subject}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/admin/program/{subject}")
    assert "saved." in admin.get(f"/admin/program/{subject}").text
    assert not db.session.scalar(select(AuditEntry.id).where(AuditEntry.verb == "changed"))


def test_a_name_in_any_script(admin: Client) -> None:
    name = "سفراء 🎉 Zażółć " + "x" * 20
    send(admin, "/admin/program/name", name=name)
    assert programs.the_program().name == name
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "changed")).one()
    assert (entry.before, entry.after) == ({"name": "Ambassador program"}, {"name": name})


def test_languages_keep_the_capitals_of_their_countries(admin: Client) -> None:
    page = admin.get("/admin/program/place").text
    assert (">English (United Kingdom)</option>" in page, "(united" in page) == (True, False)


def test_what_was_typed_stays_beside_what_is_wrong(admin: Client) -> None:
    answer = send(admin, "/admin/program/name", name="", promise="x" * 201)
    assert answer.status_code == 422
    assert "<title>Error: " in answer.text
    assert "Type the name." in answer.text
    assert "it has 201" in answer.text
    assert "x" * 201 in answer.text
    assert programs.the_program().name == "Ambassador program"


def test_a_pause_says_on_which_day_it_ends(admin: Client) -> None:
    answer = send(admin, "/admin/program/doors", doors="paused")
    assert answer.status_code == 422
    assert "Say on which day you open again." in answer.text
    assert programs.the_program().doors is Doors.CLOSED


def test_opening_tells_those_who_wait_once(admin: Client) -> None:
    openings.ask("late@x.example", wording="One letter.", leave=lambda _: "https://x.example/told/1", at=NOW)
    answer = send(admin, "/admin/program/doors", doors="open")
    assert answer.status_code == 303
    assert "One person who waited is told." in admin.get("/admin/program/doors").text
    send(admin, "/admin/program/doors", doors="closed")
    send(admin, "/admin/program/doors", doors="open")
    kinds = db.session.scalars(select(Letter.kind).where(Letter.to == "late@x.example").order_by(Letter.id))
    assert list(kinds) == ["opening", "doors_open"]


def test_a_logo_is_cleaned_and_shown_as_a_picture_only(admin: Client) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script><path d="M0 0h9"/></svg>'
    send(admin, "/admin/program/look", logo=(io.BytesIO(svg), "logo.html"))
    number = programs.the_program().logo_id
    answer = admin.get(f"/pictures/{number}")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"script" not in answer.data
    assert b"onload" not in answer.data
    assert b'd="M0 0h9"' in answer.data
    assert f'src="/pictures/{number}"' in admin.get("/").text
    send(admin, "/admin/program/look", no_logo="y")
    assert programs.the_program().logo_id is None
    assert admin.get(f"/pictures/{number}").status_code == 404


def test_a_photo_loses_where_it_was_taken(admin: Client) -> None:
    camera = Image.Exif()
    camera[0x010F] = "SecretCamera"
    camera[0x0112] = 6
    raw = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(raw, "JPEG", exif=camera)
    send(admin, "/admin/program/contact", contact_photo=(io.BytesIO(raw.getvalue()), "me.jpg"))
    answer = admin.get(f"/pictures/{programs.the_program().contact_photo_id}")
    assert b"SecretCamera" not in answer.data
    with Image.open(io.BytesIO(answer.data)) as shown:
        assert (shown.size, shown.format, dict(shown.getexif())) == ((20, 40), "JPEG", {})


@pytest.mark.parametrize(
    "body", [b"", b"<html><script>1</script></html>", b"\x89PNG\r\n\x1a\nbroken", b"<svg"]
)
def test_what_is_no_picture_is_refused_beside_its_field(admin: Client, body: bytes) -> None:
    answer = send(admin, "/admin/program/look", logo=(io.BytesIO(body), "logo.png"))
    assert answer.status_code == 422
    assert 'id="logo-err"' in answer.text
    assert db.session.scalar(select(File.id)) is None


def test_a_colour_is_tried_before_it_is_kept(admin: Client) -> None:
    page = admin.get("/admin/program/look?colour=%23FFee00").text
    assert 'name="brand_colour" required type="text" value="#ffee00"' in page or 'value="#ffee00"' in page
    assert "Every shade passes." in page
    assert "That is no colour." in admin.get("/admin/program/look?colour=red").text
    assert programs.the_program().brand_colour == "#8c2352"


def test_only_admins_set_the_program(client: Client) -> None:
    for role in (Role.MANAGER, Role.REVIEWER, Role.DIRECTOR, None):
        browser = client.sign_in(a_person(role=role, at=NOW))
        codes = {browser.get(f"/admin/program/{subject}").status_code for subject in SUBJECTS}
        assert codes == {403}
    assert client.get("/admin/program/nothing").status_code == 403
