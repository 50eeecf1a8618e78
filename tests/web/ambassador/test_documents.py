"""What was issued to an ambassador, and what could not be."""

from sqlalchemy import select

from portal.db import db
from portal.models.paper.document import DocumentKind
from portal.models.paper.print_run import PrintRun, RunState, Sheet
from tests.conftest import NOW, Client
from tests.support.forms import send, wrongs
from tests.support.rows_onboarding import an_ambassador


def test_a_pack_that_could_not_be_made_is_told_and_asked_for_again(client: Client) -> None:
    client.sign_in(an_ambassador(at=NOW).person)
    told = "Agreement as accepted: it could not be made"
    assert told not in client.get("/me/documents").text
    for run in db.session.scalars(select(PrintRun)):
        run.state = RunState.FAILED
    for sheet in db.session.scalars(select(Sheet)):
        sheet.error = "Broken"
    db.session.commit()
    assert told in client.get("/me/documents").text
    send(client, "/me/documents", to="/me/documents/pack")
    page = client.get("/me/documents").text
    assert (told in page, "Onboarding pack: being made." in page) == (True, True)


def test_i_ask_for_my_pack_and_my_statement_once(client: Client) -> None:
    membership = an_ambassador(at=NOW)
    client.sign_in(membership.person)
    for _time in range(2):
        send(client, "/me/documents", to="/me/documents/pack")
        send(client, "/me/documents", to="/me/documents/statement", quarter="")
    wrong = send(client, "/me/documents", to="/me/documents/statement", quarter="1999Q1")
    assert wrongs(wrong) == {"quarter": "Not a valid choice."}
    asked = db.session.scalars(select(PrintRun).where(PrintRun.kind != DocumentKind.AGREEMENT)).all()
    assert [(run.kind, run.choices, run.by_id) for run in asked] == [
        (DocumentKind.PACK, {}, membership.person_id),
        (DocumentKind.STATEMENT, {"quarter": ""}, membership.person_id),
    ]
    assert client.post("/me/documents/report").status_code == 404
