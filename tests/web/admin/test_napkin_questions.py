"""Asking about the rules, and marking what was answered."""

import pytest
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.db import db
from portal.domain.program import napkin_candidates, napkin_questions, revisions
from portal.models.joining.membership import Membership
from portal.models.paper.napkin_answer import NapkinAnswer
from portal.models.person import Person, Role
from tests.conftest import NOW, Client
from tests.support.forms import forged, resend, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import the_rules
from tests.support.statements import counted

HERE = "/admin/program/napkin/questions"
SAID = {"does": "Two pieces <b>", "gets": "Points.", "by_when": "At once."}


@pytest.fixture
def manager(client: Client, monkeypatch: pytest.MonkeyPatch) -> Person:
    """A manager who is signed in."""
    monkeypatch.setattr("portal.clock.now", lambda: NOW)
    manager = a_person(role=Role.MANAGER, name="Ines Calder", at=NOW)
    client.sign_in(manager)
    return manager


def asked(manager: Person, *, answered: bool = True, **facts: object) -> NapkinAnswer:
    ada = an_ambassador(at=NOW, **facts)
    (found,) = napkin_questions.put(revisions.current(), [ada], by=manager, at=NOW)
    if answered:
        napkin_questions.answer(found, **SAID, at=NOW)
    return found


def known_on(page: TestResponse) -> str:
    return " ".join(html.fromstring(page.text).xpath("string(//p[contains(@class, 'known')])").split())


def ids() -> list[int]:
    return list(db.session.scalars(select(NapkinAnswer.membership_id).order_by(NapkinAnswer.id)))


def test_those_who_were_drawn_are_asked(client: Client, manager: Person) -> None:
    rules = the_rules(at=NOW)
    for _ in range(5):
        an_ambassador(at=NOW)
    drawn = [each.id for each in napkin_candidates.drawn(rules, at=NOW)]
    page = client.get(HERE)
    assert "Ask these three" in page.text
    answer = resend(client, page)
    assert (answer.headers["Location"], ids()) == (HERE, drawn)
    after = client.get(HERE).text
    assert "3 asked. It stands on their pages." in after
    assert "3 were asked; no answer is marked yet." in after
    assert "Not answered yet" in after
    twice = resend(client, page)
    name = db.session.get_one(Membership, drawn[0]).person.name
    assert (twice.status_code, wrongs(twice)) == (
        422,
        {"": f"{name} was asked about these rules already."},
    )
    assert ids() == drawn


def test_another_can_be_chosen_and_the_choice_stays(client: Client, manager: Person) -> None:
    the_rules(at=NOW)
    people = [an_ambassador(at=NOW).id for _ in range(4)]
    wrong = send(client, HERE, id=[str(people[3]), str(people[3]), str(people[0])])
    assert wrongs(wrong) == {"": "Somebody is chosen twice. Choose different people."}
    chosen = html.fromstring(wrong.text).xpath("//select/option[@selected]/@value")
    assert chosen == [str(people[3]), str(people[3]), str(people[0])]
    send(client, HERE, id=[str(people[3]), str(people[1]), str(people[0])])
    assert ids() == [people[3], people[1], people[0]]


def test_without_rules_or_people_it_says_so(client: Client, manager: Person) -> None:
    assert "No rules are published yet" in client.get(HERE).text
    early = forged(client, HERE, page="/admin/applications", id="1")
    assert (early.status_code, "there is nothing to ask about" in early.text) == (422, True)
    the_rules(at=NOW)
    assert "Nobody is active yet." in client.get(HERE).text
    asked(manager)
    assert "Everybody who is active was asked" in client.get(HERE).text


def test_an_answer_is_marked_and_the_share_is_told(client: Client, manager: Person) -> None:
    the_rules(at=NOW)
    one, two, three = (asked(manager) for _ in range(3))
    assert "Answers about the rules to mark" in client.get("/admin/").text
    for each, word in ((one, "yes"), (two, "yes"), (three, "no")):
        page = send(client, HERE, to=f"{HERE}/{each.id}/mark", knew=word)
        assert page.headers["Location"] == HERE
    assert [each.knew for each in (one, two, three)] == [True, True, False]
    page = client.get(HERE)
    assert "Two pieces &lt;b&gt;" in page.text
    assert known_on(page) == "2 of 3 knew; too few to tell: 21–94 %"
    napkin = client.get("/admin/program/napkin")
    assert known_on(napkin) == "2 of 3 knew; too few to tell: 21–94 %"
    assert f'href="{HERE}"' in napkin.text
    assert "to mark" not in client.get("/admin/").text


def test_it_stands_under_the_word_napkin(client: Client, manager: Person) -> None:
    here = html.fromstring(client.get(HERE).text).xpath("//nav//a[@aria-current]")
    assert {" ".join(each.text_content().split()) for each in here} == {"Program", "Napkin"}


def test_htmx_takes_the_round(client: Client, manager: Person) -> None:
    the_rules(at=NOW)
    found = asked(manager)
    (form,) = html.fromstring(client.get(HERE).text).xpath("//form[@hx-post]")
    assert form.get("hx-target") == "#round-1"
    data = {"csrf": form.xpath(".//input[@name='csrf']/@value")[0], "knew": "no"}
    answer = client.post(form.get("hx-post"), data=data, headers={"HX-Request": "true"})
    assert answer.text.lstrip().startswith('<section class="block" id="round-1">')
    assert "0 of 1 knew" in " ".join(answer.text.split()).replace("<b>", "").replace("</b>", "")
    assert (found.knew, found.marked_by_id) == (False, manager.id)


def test_what_cannot_be_marked_is_told(client: Client, manager: Person) -> None:
    the_rules(at=NOW)
    waits, own = asked(manager, answered=False, name="Nell Harker"), asked(manager)
    own.membership.person.role = Role.MANAGER
    early = forged(client, f"{HERE}/{waits.id}/mark", page=HERE, knew="yes")
    assert (early.status_code, "Nell Harker has not answered yet." in early.text) == (409, True)
    assert forged(client, f"{HERE}/{own.id}/mark", page=HERE, knew="maybe").status_code == 400
    assert forged(client, f"{HERE}/{own.id + 99}/mark", page=HERE, knew="yes").status_code == 404
    client.sign_in(own.membership.person)
    assert "Somebody else marks this" in client.get(HERE).text
    assert "to mark" not in client.get("/admin/").text
    refused = forged(client, f"{HERE}/{own.id}/mark", page=HERE, knew="yes")
    assert (refused.status_code, "your own answer" in refused.text) == (409, True)
    assert (waits.knew, own.knew) == (None, None)


def test_one_row_and_ten_cost_the_same(client: Client, manager: Person) -> None:
    the_rules(at=NOW)

    def cost() -> int:
        with counted() as sent:
            assert "Two pieces" in client.get(HERE).text
        return len(sent)

    asked(manager)
    one = cost()
    for _ in range(10):
        asked(manager)
    assert cost() == one


def test_others_are_kept_out(client: Client, manager: Person) -> None:
    the_rules(at=NOW)
    found = asked(manager)
    for person in (
        a_person(role=Role.REVIEWER, at=NOW),
        a_person(role=Role.DIRECTOR, at=NOW),
        an_ambassador(at=NOW).person,
    ):
        client.sign_in(person)
        assert "This page is not for your account" in client.get(HERE).text
        for address in (HERE, f"{HERE}/{found.id}/mark"):
            answer = forged(client, address, page="/account/name", knew="yes", id="1")
            assert "This page is not for your account" in answer.text
    client.sign_in(manager)
    assert client.get(f"{HERE}/{found.id}/mark").status_code == 405
    assert (found.knew, ids()) == (None, [found.membership_id])
