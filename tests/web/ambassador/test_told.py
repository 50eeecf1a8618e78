"""A quiet approval opens nothing before its letter leaves, not even to who has a password already."""

from portal.domain.joining import decisions, held_letters
from portal.domain.joining.decisions import STAND_IN, Verdict
from portal.models.joining.decision import Outcome
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.rows import a_person
from tests.support.rows_deciding import to_decide


def test_the_area_opens_with_the_letter(client: Client) -> None:
    admin, person = a_person(role=Role.ADMIN, at=NOW), a_person(at=NOW)
    quietly = Verdict(
        outcome=Outcome.APPROVED, reason="fit", subject="You are in", body=f"<{STAND_IN}>", quiet=True
    )
    decisions.decide(to_decide(at=NOW, email=person.email), quietly, by=admin, at=NOW)
    client.sign_in(person)
    assert client.get("/me").status_code == 403
    assert "Your home" not in client.get("/account").text
    held_letters.send(held_letters.all_held(), by=admin, at=NOW)
    assert client.get("/me").status_code == 200
