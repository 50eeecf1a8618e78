"""Deciding on applications."""

from sqlalchemy import select

from portal.db import db
from portal.domain.joining import rubric
from portal.models.joining.application import ApplicationState
from portal.models.joining.decision import Outcome
from portal.models.joining.membership import Membership
from portal.models.letter import Letter, LetterState
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import resend, send
from tests.support.rows import a_person
from tests.support.rows_deciding import readers
from tests.support.rows_joining import an_application


def test_from_the_list_to_the_letter(client: Client) -> None:
    admin, (tom, priya) = a_person(role=Role.ADMIN, at=NOW), readers(at=NOW)
    applied = an_application(at=NOW, name="Joan Pettifer", email="joan@post.example")
    client.sign_in(admin)
    assert "Joan Pettifer" in client.get("/admin/applications").text
    answer = send(
        client,
        f"/admin/applications/readers?id={applied.id}",
        to="/admin/applications/readers",
        **{f"reader-{applied.id}": [str(tom.id), str(priya.id)]},
    )
    assert answer.status_code == 303, answer.text
    assert applied.state is ApplicationState.IN_REVIEW
    for reader in (tom, priya):
        page = client.sign_in(reader).get(f"/admin/applications/{applied.id}")
        answer = resend(
            client,
            page,
            to=f"/admin/applications/{applied.id}/review",
            **{f"line-{line.id}": "3" for line in rubric.lines()},
        )
        assert answer.status_code == 303, answer.text
    assert applied.state is ApplicationState.TO_DECIDE
    client.sign_in(admin)
    address = f"/admin/applications/{applied.id}/decision?outcome=approved&reason=fit"
    answer = send(client, address, to=address)
    assert answer.status_code == 303, answer.text
    letter = db.session.scalars(select(Letter).where(Letter.kind == "approved")).one()
    member = db.session.scalars(select(Membership)).one()
    assert (applied.state, letter.to, letter.state) == (
        ApplicationState.APPROVED,
        "joan@post.example",
        LetterState.QUEUED,
    )
    assert (letter.not_before - letter.created_at).seconds == 10
    assert "/welcome/" in letter.text
    assert "their-own-link" not in letter.text
    assert member.person.email == "joan@post.example"
    assert applied.decisions[0].outcome is Outcome.APPROVED
