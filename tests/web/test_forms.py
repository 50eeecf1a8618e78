"""What every form does with what was typed."""

from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import forged, send
from tests.support.rows import a_person


def test_a_field_of_one_line_holds_one_line(client: Client) -> None:
    person = a_person(role=Role.DIRECTOR, at=NOW)
    client.sign_in(person)
    answer = forged(client, "/account/name", name="Ada\r\nBcc: x@x.example\u2028Y\x85Z")
    assert (answer.status_code, person.name) == (303, "Ada Bcc: x@x.example YZ")


def test_signs_that_turn_what_follows_round_are_dropped(client: Client) -> None:
    person = a_person(role=Role.DIRECTOR, at=NOW)
    client.sign_in(person)
    send(
        client, "/account/name", name="\u202eAda\u202d \u05d0\u05d1\u200f e\u0301 \U0001f469\u200d\U0001f680"
    )
    assert person.name == "Ada \u05d0\u05d1\u200f e\u0301 \U0001f469\u200d\U0001f680"
