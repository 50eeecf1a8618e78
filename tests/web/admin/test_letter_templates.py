"""The words of letters: changed with a preview, refused with the line, taken back."""

import pytest

from portal.domain.post import letters
from portal.models.person import Person, Role
from tests.conftest import NOW, Client
from tests.support.forms import headline, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_applying import a_sent_one, open_doors

ADDRESS = "/admin/letters/declined"


@pytest.fixture
def admin(client: Client) -> Person:
    """An admin, signed in."""
    person = a_person(role=Role.ADMIN, at=NOW)
    client.sign_in(person)
    return person


def test_only_admins_change_words(client: Client) -> None:
    answers = {}
    for role in (*Role, None):
        client.sign_in(a_person(role=role, at=NOW))
        answers[role] = [client.get(address).status_code for address in ("/admin/letters", ADDRESS)]
    no = [403, 403]
    assert answers == {Role.ADMIN: [200, 200], **dict.fromkeys([*list(Role)[1:], None], no)}


def test_every_kind_is_listed(client: Client, admin: Person) -> None:
    page = client.get("/admin/letters").text
    assert [word in page for word in ("Declined", "A new password", "An invitation to apply")] == [True] * 3
    assert client.get("/admin/letters/unknown").status_code == 404


def test_words_are_previewed_on_real_data_kept_and_taken_back(client: Client, admin: Person) -> None:
    open_doors()
    a_sent_one(at=NOW, name="Łucja <i>Nowak</i>")
    shown = send(client, ADDRESS, button="preview", subject="On {{ number }}", body="Dear {{ name }}")
    assert "Dear Łucja &lt;i&gt;Nowak&lt;/i&gt;" in shown.text
    assert (
        letters.compose("declined", link="https://x.example").subject
        == "Your application to Ambassador program"
    )
    kept = send(client, ADDRESS, to=ADDRESS, subject="On {{ number }}", body="Dear {{ name }}")
    assert kept.headers["Location"] == ADDRESS
    assert letters.compose("declined", number="7", name="Łucja").body == "Dear Łucja"
    back = send(client, ADDRESS, to=f"{ADDRESS}/default")
    assert back.headers["Location"] == ADDRESS
    assert letters.compose("declined").subject == "Your application to Ambassador program"


def test_an_unknown_placeholder_is_refused_with_its_line(client: Client, admin: Person) -> None:
    typed = "Dear {{ name }}\n\n{{ nmbr }}"
    for button in ("", "preview"):
        answer = send(client, ADDRESS, button=button, subject="On {{ number }}", body=typed)
        assert answer.status_code == 422
        assert wrongs(answer) == {"body": "Line 3: there is no placeholder nmbr."}
        assert "{{ nmbr }}" in answer.text
        assert headline(answer) == "Declined"
