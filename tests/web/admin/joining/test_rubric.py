"""The rubric's page."""

from portal.domain.joining import rubric
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import forged, send, wrongs
from tests.support.rows import a_person

PLACE = "/admin/rubric"


def test_words_and_weights_are_changed(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    typed = {"lines-0-weight": "3", "lines-1-words4": "The very people.", "reason": "Content first."}
    answer = send(client, PLACE, **typed)
    assert (answer.status_code, answer.headers["Location"]) == (303, PLACE)
    lines = rubric.lines()
    assert ([line.weight for line in lines], lines[1].words4) == ([3, 1, 1, 1, 1], "The very people.")
    assert "The rubric is saved." in client.get(PLACE).text


def test_what_is_wrong_stands_beside_its_field(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    found = [
        wrongs(send(client, PLACE, **{"lines-2-weight": "6"})),
        wrongs(send(client, PLACE, **{"lines-2-weight": "x"})),
        wrongs(send(client, PLACE, **{"lines-3-name": " "})),
        wrongs(send(client, PLACE, **{"lines-4-weight": "2"})),
    ]
    assert found == [
        {"lines-2-weight": "A line counts once to five times."},
        {"lines-2-weight": "Type a whole number, as in 3. A line counts once to five times."},
        {"lines-3-name": "Name the line."},
        {"reason": "Say why the weights change; it is kept with the change."},
    ]
    assert [line.weight for line in rubric.lines()] == [1, 1, 1, 1, 1]


def test_lines_can_be_neither_added_nor_taken_away(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    added = {f"lines-{number}-name": "x" for number in range(9)}
    for typed in ({}, added, {"lines-0-name": "Only one"}):
        assert forged(client, PLACE, **typed).status_code == 400
    assert len(rubric.lines()) == 5


def test_only_admins_change_it(client: Client) -> None:
    for role in (Role.MANAGER, Role.REVIEWER, Role.DIRECTOR):
        client.sign_in(a_person(role=role, at=NOW))
        assert [client.get(PLACE).status_code, forged(client, PLACE).status_code] == [403, 403]
    assert client.put(PLACE).status_code == 405
