"""Signing in and out."""

from flask import Flask

from portal.domain import staff
from portal.models.person import Role
from tests.conftest import NOW


def test_staff_sign_in_and_out(app: Flask) -> None:
    staff.add("ada@x.example", name="Ada", role=Role.ADMIN, password="correct horse battery", by=None, at=NOW)
    client = app.test_client()
    assert client.get("/admin/").headers["Location"] == "/login?next=/admin/"
    page = client.get("/login?next=/admin/audit").text
    csrf = page.split('name="csrf"')[1].split('value="')[1].split('"')[0]
    answer = client.post(
        "/login?next=/admin/audit",
        data={"csrf": csrf, "email": "Ada@x.example", "password": "correct horse battery"},
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/audit"), answer.text
    assert "Audit" in client.get("/admin/audit").text
