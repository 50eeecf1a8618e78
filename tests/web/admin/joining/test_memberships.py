"""The ambassadors, as staff look them up."""

from sqlalchemy import event, select

from portal.db import db
from portal.domain import audit
from portal.models.audit_entry import AuditEntry
from portal.models.letter import Letter
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.rows import a_person
from tests.support.rows_joining import a_membership
from tests.support.rows_onboarding import an_ambassador


def statements(client: Client, address: str) -> int:
    """How many statements a page needs."""
    seen: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *facts: seen.append(facts[2]))
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return len([text for text in seen if not text.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))])


def test_the_list_is_searched_and_filtered_by_address(client: Client) -> None:
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    an_ambassador(at=NOW, name="Łukasz Žižek", town="Ely")
    a_membership(at=NOW, name="Maya Okafor", town="Hebden Bridge")
    whole = client.get("/admin/ambassadors").text
    assert "Łukasz Žižek" in whole
    assert "Maya Okafor" in whole
    assert "Łukasz" not in client.get("/admin/ambassadors?q=hebden+may").text
    assert "Maya" not in client.get("/admin/ambassadors?state=active").text
    assert "Nobody fits that" in client.get("/admin/ambassadors?q=%25").text
    sheet = client.get("/admin/ambassadors/list.csv?q=maya").text.splitlines()
    assert (len(sheet), sheet[1].startswith("Maya Okafor,")) == (2, True)
    assert db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id.desc())).first() == "exported"


def test_one_row_and_thirty_need_the_same_statements(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    an_ambassador(at=NOW)
    one = statements(client, "/admin/ambassadors")
    for _ in range(29):
        a_membership(at=NOW)
    assert statements(client, "/admin/ambassadors") == one <= 8


def test_strangers_and_reviewers_are_kept_out(client: Client) -> None:
    membership = an_ambassador(at=NOW)
    for person in (a_person(role=Role.REVIEWER, at=NOW), membership.person):
        client.sign_in(person)
        places = ("/admin/ambassadors", f"/admin/ambassadors/{membership.id}", "/admin/documents")
        assert [client.get(place).status_code for place in places] == [403, 403, 403]
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    assert client.get("/admin/ambassadors/999").status_code == 404
    assert client.post(f"/admin/ambassadors/{membership.id}").status_code == 405


def test_a_lost_welcome_link_is_sent_anew(client: Client) -> None:
    membership = a_membership(at=NOW, name="Nell Harker")
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    page = client.get(f"/admin/ambassadors/{membership.id}").text
    csrf = page.split('name="csrf" value="')[1].split('"')[0]
    answer = client.post(f"/admin/ambassadors/{membership.id}/welcome", data={"csrf": csrf})
    assert answer.headers["Location"] == f"/admin/ambassadors/{membership.id}"
    letter = db.session.scalars(select(Letter).where(Letter.kind == "welcome")).one()
    assert letter.to == membership.person.email
    assert "http://localhost/welcome/" in letter.text
    membership.person.password_hash = "set"
    again = client.post(f"/admin/ambassadors/{membership.id}/welcome", data={"csrf": csrf})
    assert (again.status_code, "needs no welcome link any more" in again.text) == (409, True)


def test_a_person_page_tells_what_happened(client: Client) -> None:
    membership = an_ambassador(at=NOW, name="Nell Harker")
    audit.write("tested", membership, by=None, at=NOW)
    page = client.sign_in(a_person(role=Role.MANAGER, at=NOW)).get(f"/admin/ambassadors/{membership.id}").text
    for words in ("Nell Harker", "Code NELL", "<b>Tested</b>", "Version 1, accepted on"):
        assert words in page
