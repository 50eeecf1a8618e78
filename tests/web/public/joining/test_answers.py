"""The pages of an application, from the first to sending it."""

from sqlalchemy import select

from portal.db import db
from portal.models.joining.application import Application, ApplicationState
from portal.models.joining.consent import Consent, ConsentFor
from portal.models.letter import Letter
from tests.conftest import Client
from tests.support.forms import send
from tests.support.rows_applying import ANSWERS, KEPT, open_doors

MAIL = "nell@post.example"


def test_five_pages_a_last_look_and_a_number(client: Client) -> None:
    open_doors()
    answer = send(client, "/apply", email=MAIL, **ANSWERS["you"])
    assert answer.status_code == 303, answer.text
    here = answer.headers["Location"]
    token = here.split("/")[2]
    for name in ("work", "audience", "ties", "why"):
        assert here == f"/apply/{token}/{name}"
        answer = send(client, here, **ANSWERS[name])
        assert answer.status_code == 303, answer.text
        here = answer.headers["Location"]
    assert here == f"/apply/{token}/answers"
    answer = send(client, here, rules="y", consent="y")
    assert (answer.status_code, answer.headers.get("Location")) == (303, f"/apply/{token}"), answer.text
    application = db.session.scalars(select(Application)).one()
    assert application.state is ApplicationState.NEW
    for answers in KEPT.values():
        for name, value in answers.items():
            assert getattr(application, name) == value
    status = client.get(f"/apply/{token}").text
    assert application.number
    assert application.number in status
    assert "You will hear by" in status
    assert f"Application sent. A copy went to {MAIL}." in status
    assert [letter.kind for letter in db.session.scalars(select(Letter).order_by(Letter.id))] == [
        "application_saved",
        "application_received",
    ]
    given = db.session.scalars(select(Consent)).all()
    assert [(each.purpose, each.email) for each in given] == [(ConsentFor.APPLICATION, MAIL)]
