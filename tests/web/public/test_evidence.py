"""Files that show work: kept from everyone but their author and those who review."""

import hashlib
import io
from datetime import UTC, datetime

import pytest
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal import clock
from portal.db import db
from portal.models.file import File
from portal.models.joining.membership import Membership
from portal.models.person import Role
from portal.models.working.submission import Evidence, Submission, SubmissionState
from portal.outside.files import Bucket
from tests.conftest import Client
from tests.support.bucket import served
from tests.support.drawn import PDF, a_picture, with_a_place
from tests.support.forms import send, wrongs
from tests.support.rows import a_person
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import a_type

NEW = "/me/submissions/new"


@pytest.fixture
def ambassador(client: Client) -> Membership:
    """An ambassador who is signed in."""
    membership = an_ambassador(at=datetime(2026, 1, 7, 9, 0, tzinfo=UTC))
    client.sign_in(membership.person)
    return membership


def sent(client: Client, *files: tuple[bytes, str], button: str = "send") -> TestResponse:
    """Send files in through the form."""
    typed = {"activity_type": str(a_type("Content").id), "minutes": "5", "disclosed": "y"}
    uploads = [(io.BytesIO(body), name) for body, name in files]
    return send(client, NEW, to="/me/submissions", button=button, files=uploads, **typed)  # type: ignore[arg-type]


def only() -> Submission:
    """The one submission there is."""
    return db.session.scalars(select(Submission)).one()


def test_a_photo_is_sent_in_and_shown_without_its_place(client: Client, ambassador: Membership) -> None:
    assert sent(client, (with_a_place(), "toast.jpg")).status_code == 303
    work = only()
    address = f"/evidence/{work.evidence[0].id}"
    assert f'src="{address}"' in client.get(f"/me/submissions/{work.id}").text
    shown = client.get(address)
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Content-Disposition"] == "inline; filename=toast.jpg"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    with Image.open(io.BytesIO(shown.data)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((40, 60), {})


def test_a_paper_is_a_download(client: Client, ambassador: Membership) -> None:
    sent(client, (PDF, "certificate.html"))
    shown = client.get(f"/evidence/{only().evidence[0].id}")
    assert (shown.data, shown.mimetype) == (PDF, "application/pdf")
    assert shown.headers["Content-Disposition"] == "attachment; filename=certificate.pdf"
    assert only().evidence[0].file.sha256 == hashlib.sha256(PDF).hexdigest()


def test_strangers_find_nothing(client: Client, ambassador: Membership) -> None:
    sent(client, (a_picture(), "toast.png"))
    address = f"/evidence/{only().evidence[0].id}"
    client.sign_in(an_ambassador(at=clock.now(), name="Somebody Else").person)
    assert client.get(address).status_code == 404
    for role, status in ((Role.DIRECTOR, 404), (Role.REVIEWER, 200), (Role.MANAGER, 200), (Role.ADMIN, 200)):
        client.sign_in(a_person(role=role, at=clock.now()))
        assert client.get(address).status_code == status, role
    client.get("/login")
    with client.session_transaction() as cookie:
        cookie.clear()
    assert client.get(address).headers["Location"] == f"/login?next={address}"


def test_a_draft_is_nobodys_business(client: Client, ambassador: Membership) -> None:
    sent(client, (a_picture(), "toast.png"), button="draft")
    address = f"/evidence/{only().evidence[0].id}"
    assert client.get(address).status_code == 200
    client.sign_in(a_person(role=Role.MANAGER, at=clock.now()))
    assert client.get(address).status_code == 404


def test_what_is_no_picture_is_refused_and_nothing_is_sent(client: Client, ambassador: Membership) -> None:
    answer = sent(client, (a_picture(), "toast.png"), (b"MZ\x90", "toast.png"))
    told = "toast.png is neither a picture (JPEG, PNG, WebP, GIF) nor a PDF."
    assert wrongs(answer) == {"files": told}
    assert db.session.scalars(select(Submission)).all() == db.session.scalars(select(File)).all() == []


def test_seven_files_are_too_many(client: Client, ambassador: Membership) -> None:
    files = [(a_picture(colour=(number, 0, 0)), f"{number}.png") for number in range(7)]
    assert wrongs(sent(client, *files)) == {"files": "Leave it at 6 files."}
    assert sent(client, *files[:6]).status_code == 303
    assert len(only().evidence) == 6


def test_files_of_full_size_go_together_and_no_larger_ones(client: Client, ambassador: Membership) -> None:
    limit = client.application.config["MAX_CONTENT_LENGTH"]
    papers = [(PDF + bytes([number]) * (limit - 200) + b"%%EOF", f"{number}.pdf") for number in range(2)]
    assert sent(client, *papers).status_code == 303
    assert [each.file.size > limit - 200 for each in only().evidence] == [True, True]
    large = (PDF + b" " * limit + b"%%EOF", "large.pdf")
    assert wrongs(sent(client, large)) == {"files": "large.pdf is larger than 10 MB."}


def test_a_form_without_files_takes_no_more_than_before(client: Client, ambassador: Membership) -> None:
    limit = client.application.config["MAX_CONTENT_LENGTH"]
    body = {"about": (io.BytesIO(b"x" * limit), "a.txt")}
    assert client.post("/me/profile", data=body).status_code == 413


def test_ticked_files_go_with_the_next_save(client: Client, ambassador: Membership) -> None:
    sent(client, (a_picture(), "one.png"), (PDF, "two.pdf"), button="draft")
    work = only()
    address = f"/me/submissions/{work.id}"
    send(client, address, button="draft", take_off=str(work.evidence[0].id))
    assert [each.file.name for each in only().evidence] == ["two.pdf"]
    send(client, address, button="send")
    assert only().state is SubmissionState.PENDING
    assert db.session.scalars(select(Evidence)).one().file.name == "two.pdf"


def test_a_bucket_serves_as_well_and_one_that_is_away_loses_nothing(
    client: Client, ambassador: Membership
) -> None:
    kept = client.application.extensions["store"]
    try:
        with served() as place:
            client.application.extensions["store"] = Bucket(place)
            sent(client, (a_picture(), "toast.png"), (PDF, "paper.pdf"))
            addresses = [f"/evidence/{each.id}" for each in only().evidence]
            assert [client.get(address).mimetype for address in addresses] == ["image/png", "application/pdf"]
        answer = sent(client, (a_picture(), "again.png"))
        assert (answer.status_code, "Nothing was changed." in answer.text) == (500, True)
        assert len(only().evidence) == 2
    finally:
        client.application.extensions["store"] = kept
