"""What was issued to an ambassador, and what could not be."""

from sqlalchemy import select

from portal.db import db
from portal.models.print_run import PrintRun, RunState, Sheet
from tests.conftest import NOW, Client
from tests.support.forms import send
from tests.support.rows_onboarding import an_ambassador


def test_a_pack_that_could_not_be_made_is_told_and_asked_for_again(client: Client) -> None:
    client.sign_in(an_ambassador(at=NOW).person)
    told = "The last document could not be made."
    assert told not in client.get("/me/documents").text
    for run in db.session.scalars(select(PrintRun)):
        run.state = RunState.FAILED
    for sheet in db.session.scalars(select(Sheet)):
        sheet.error = "Broken"
    db.session.commit()
    assert told in client.get("/me/documents").text
    send(client, "/me/documents", to="/me/documents/pack")
    assert told not in client.get("/me/documents").text
