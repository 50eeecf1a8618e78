"""Giving applications to readers, from the list."""

from lxml import html

from portal.models.joining.application import ApplicationState
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import forged, headline, send
from tests.support.rows import a_person
from tests.support.rows_deciding import readers
from tests.support.rows_joining import an_application
from tests.support.statements import counted

PLACE = "/admin/applications/readers"


def test_the_suggestion_can_be_taken_as_it_is(client: Client) -> None:
    people = readers(at=NOW)
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    ones = [an_application(at=NOW) for _ in range(3)]
    address = f"{PLACE}?{'&'.join(f'id={each.id}' for each in ones)}"
    page = client.get(address)
    assert headline(page) == "Readers for three applications"
    answer = send(client, address, to=PLACE)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/applications")
    assert [each.state for each in ones] == [ApplicationState.IN_REVIEW] * 3
    loads = [sum(r.reviewer == person for each in ones for r in each.readers) for person in people]
    assert sum(loads) <= 6
    assert all(len(each.readers) == 2 for each in ones)


def test_what_was_chosen_counts_and_the_shut_out_are_not_offered(client: Client) -> None:
    tom, _priya = readers(at=NOW)
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    one = an_application(at=NOW)
    send(client, f"{PLACE}?id={one.id}", to=PLACE, **{f"reader-{one.id}": [str(tom.id), ""]})
    assert [review.reviewer for review in one.readers] == [tom]


def test_a_forged_reader_is_refused(client: Client) -> None:
    director = a_person(role=Role.DIRECTOR, at=NOW)
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    one = an_application(at=NOW)
    answer = forged(client, PLACE, id=str(one.id), **{f"reader-{one.id}": str(director.id)})
    assert answer.status_code == 422
    assert "staff who review" in answer.text
    assert (one.state, one.reviews) == (ApplicationState.NEW, [])


def test_nothing_ticked_is_not_found_and_others_are_kept_out(client: Client) -> None:
    one = an_application(at=NOW)
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    assert [client.get(PLACE).status_code, client.get(f"{PLACE}?id=9999").status_code] == [404, 404]
    assert client.put(PLACE).status_code == 405
    client.sign_in(readers(at=NOW, count=1)[0])
    assert client.get(f"{PLACE}?id={one.id}").status_code == 403
    assert forged(client, PLACE, id=str(one.id)).status_code == 403


def test_thirty_need_no_more_statements_than_one(client: Client) -> None:
    readers(at=NOW)
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    ids = [an_application(at=NOW).id for _ in range(30)]
    lengths = []
    for some in (ids[:1], ids):
        with counted() as sent:
            page = client.get(f"{PLACE}?{'&'.join(f'id={each}' for each in some)}")
        lengths.append(len(sent))
        assert len(html.fromstring(page.text).xpath("//tbody/tr")) == len(some)
    assert lengths[0] == lengths[1] <= 4
