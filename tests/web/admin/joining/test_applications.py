"""The applications, as staff find, read and export them."""

import csv
import io
from datetime import timedelta

import pytest
from lxml import html
from sqlalchemy import select

from portal.db import db
from portal.domain import programs
from portal.models.audit_entry import AuditEntry
from portal.models.joining.application import ApplicationState, Source
from portal.models.joining.invitation import Invitation, InvitationKind
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import forged, headline
from tests.support.rows import a_person
from tests.support.rows_deciding import given_to, readers, score, to_decide
from tests.support.rows_joining import an_application
from tests.support.statements import counted

LIST = "/admin/applications"


def names(client: Client, query: str = "") -> list[str]:
    """The names on the list, in their order."""
    page = html.fromstring(client.get(f"{LIST}{query}").text)
    return [link.text_content() for link in page.xpath("//tbody//a[@class='who']")]


def test_it_is_searched_filtered_and_sorted_by_address(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    (tom,) = readers(at=NOW, count=1)
    an_application(at=NOW, name="Ada One", town="Ely", links=["https://pics.example/sloe"])
    given_to([tom], at=NOW - timedelta(days=40), name="Bea Two", source=Source.INVITED)
    to_decide(at=NOW, name="Cy Three", values=(4, 1))
    to_decide(at=NOW, name="Di Four", values=(1, 1), answer_by=NOW.date())
    found = {
        query: names(client, query)
        for query in (
            "",
            "?q=ely",
            "?q=SLOE",
            "?q=100%25",
            "?state=to+decide",
            "?source=invited",
            f"?reader={tom.id}",
            "?score=pass",
            "?score=below",
            "?score=apart",
            f"?since={(NOW - timedelta(days=10)).date()}",
            "?sort=who",
            "?sort=-score",
            "?state=nonsense&source=x&reader=x&score=x&since=x&sort=x&page=x",
        )
    }
    assert found == {
        "": ["Di Four", "Cy Three", "Bea Two", "Ada One"],
        "?q=ely": ["Ada One"],
        "?q=SLOE": ["Ada One"],
        "?q=100%25": [],
        "?state=to+decide": ["Di Four", "Cy Three"],
        "?source=invited": ["Bea Two"],
        f"?reader={tom.id}": ["Bea Two"],
        "?score=pass": ["Cy Three"],
        "?score=below": ["Di Four"],
        "?score=apart": ["Cy Three"],
        f"?since={(NOW - timedelta(days=10)).date()}": ["Di Four", "Cy Three", "Ada One"],
        "?sort=who": ["Ada One", "Bea Two", "Cy Three", "Di Four"],
        "?sort=-score": ["Cy Three", "Di Four", "Ada One", "Bea Two"],
        "?state=nonsense&source=x&reader=x&score=x&since=x&sort=x&page=x": [],
    }


def test_states_carry_their_counts_whatever_state_is_shown(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    for state in (ApplicationState.NEW, ApplicationState.NEW, ApplicationState.DECLINED):
        an_application(at=NOW, state=state)
    page = html.fromstring(client.get(f"{LIST}?state=declined").text)
    words = [" ".join(link.text_content().split()) for link in page.xpath("//nav[@class='states']/a")]
    assert words == [
        "All 3", "To decide 0", "With readers 0", "New 2", "Waitlisted 0", "Approved 0", "Declined 1",
        "Withdrawn 0",
    ]  # fmt: skip


def test_drafts_twins_and_purged_ones_are_not_there(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    first = an_application(at=NOW, name="Only One")
    an_application(at=NOW, state=ApplicationState.DRAFT, submitted_at=None)
    an_application(at=NOW, twin_of_id=first.id)
    an_application(at=NOW, purged_at=NOW)
    assert names(client) == ["Only One"]


def test_one_row_and_thirty_need_the_same_statements(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    to_decide(at=NOW)
    with counted() as one:
        client.get(LIST)
    for number in range(29):
        to_decide(at=NOW) if number % 3 else an_application(at=NOW)
    with counted() as thirty:
        client.get(LIST)
    assert len(one) == len(thirty) <= 4, "\n".join(thirty)


def test_pages_are_turned_by_address(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    for number in range(26):
        an_application(at=NOW, name=f"Nr {number:02}")
    assert names(client, "?sort=who&page=2") == ["Nr 25"]
    assert names(client, "?sort=who&page=99") == ["Nr 25"]


def test_reviewers_see_what_was_given_to_them_and_nothing_else(client: Client) -> None:
    mine, other = readers(at=NOW)
    given, foreign = given_to([mine], at=NOW, name="Given"), given_to([other], at=NOW, name="Foreign")
    fresh = an_application(at=NOW, name="Fresh")
    client.sign_in(mine)
    assert names(client) == ["Given"]
    answers = {each.name: client.get(f"{LIST}/{each.id}").status_code for each in (given, foreign, fresh)}
    assert answers == {"Given": 200, "Foreign": 404, "Fresh": 404}
    for act in ("review", "review/scores", "tie"):
        assert forged(client, f"{LIST}/{foreign.id}/{act}").status_code == 404


def test_the_referrer_is_shut_out_by_itself_and_nobody_sees_their_own(client: Client) -> None:
    manager = a_person(role=Role.MANAGER, at=NOW, email="manager@x.example")
    invitation = Invitation(
        kind=InvitationKind.INVITED,
        email="friend@x.example",
        name="Friend",
        token_hash="f" * 64,
        referrer_id=manager.id,
        at=NOW,
    )
    friend = an_application(at=NOW, invitation=invitation)
    own = an_application(at=NOW, email="manager@x.example")
    client.sign_in(manager)
    assert names(client) == []
    assert [client.get(f"{LIST}/{each.id}").status_code for each in (friend, own)] == [404, 404]


def test_the_others_are_kept_out(client: Client) -> None:
    application = an_application(at=NOW)
    for role in (Role.DIRECTOR, None):
        client.sign_in(a_person(role=role, at=NOW))
        for address in (LIST, f"{LIST}/{application.id}", f"{LIST}/list.csv"):
            assert client.get(address).status_code == 403
    client.sign_in(readers(at=NOW, count=1)[0])
    assert client.get(f"{LIST}/list.csv").status_code == 403
    assert client.post(LIST).status_code == 405
    assert client.delete(f"{LIST}/{application.id}").status_code == 405


def test_the_list_leaves_as_harmless_csv_and_the_audit_knows(client: Client) -> None:
    manager = a_person(role=Role.MANAGER, at=NOW)
    client.sign_in(manager)
    to_decide(at=NOW, name="=HYPERLINK(1)", why="+1", links=["https://pics.example/1"])
    an_application(at=NOW, name="Other")
    sheet = client.get(f"{LIST}/list.csv?state=to+decide")
    assert sheet.headers["Content-Disposition"] == "attachment; filename=applications.csv"
    (row,) = csv.DictReader(io.StringIO(sheet.get_data().decode("utf-8-sig")))
    assert (row["name"], row["why"], row["scores"]) == ("'=HYPERLINK(1)", "'+1", "15; 10")
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "exported")).one()
    assert (entry.by_id, entry.after) == (manager.id, {"rows": 1})


def test_what_people_wrote_is_text_and_out_of_reach_of_htmx(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    evil = "<b hx-post='/logout' hx-trigger='load'>x</b>"
    application = an_application(
        at=NOW, name=evil, town=evil, work=evil, audience=evil, ties=evil, why=evil,
        links=["javascript:alert(1)", "https://pics.example/1"], replies_link="javascript:alert(2)",
    )  # fmt: skip
    page = html.fromstring(client.get(f"{LIST}/{application.id}").text)
    assert page.xpath("//*[@hx-post='/logout']") == []
    holders = page.xpath("//*[contains(text(), 'hx-trigger')][not(ancestor-or-self::*[@hx-ignore])]")
    assert [each.tag for each in holders] == ["title"]
    given = page.xpath("//article//a[@target='_blank']")
    assert [(link.get("href"), link.get("rel")) for link in given] == [
        ("https://javascript:alert(1)", "noopener noreferrer nofollow"),
        ("https://pics.example/1", "noopener noreferrer nofollow"),
        ("https://javascript:alert(2)", "noopener noreferrer nofollow"),
    ]


def test_scores_are_hidden_until_ones_own_are_in(client: Client) -> None:
    first, second = readers(at=NOW)
    application = given_to([first, second], at=NOW)
    score(application, first, 4, at=NOW, comment="A voice of its own.")
    client.sign_in(second)
    assert "A voice of its own." not in client.get(f"{LIST}/{application.id}").text
    score(application, second, 2, at=NOW)
    page = client.get(f"{LIST}/{application.id}").text
    assert "A voice of its own." in page
    assert "Ten points apart" in page or "ten points apart" in page


def test_empty_lists_say_what_to_do(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    assert "No applications yet" in client.get(LIST).text
    assert "Nobody fits that" in client.get(f"{LIST}?q=zzz").text
    client.sign_in(readers(at=NOW, count=1)[0])
    assert "Nothing to read yet" in client.get(LIST).text


@pytest.mark.parametrize(("count", "words"), [(0, "Nothing waits to be decided"), (3, "Three applications")])
def test_the_headline_counts_in_words(client: Client, count: int, words: str) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    for _ in range(count):
        to_decide(at=NOW)
    assert headline(client.get(LIST)).startswith(words)


def test_the_pass_mark_of_the_program_counts(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    programs.the_program().pass_mark = 14
    to_decide(at=NOW, name="Low", values=(3, 2))
    to_decide(at=NOW, name="High", values=(3, 3))
    assert (names(client, "?score=pass"), names(client, "?score=below")) == (["High"], ["Low"])
