"""Three questions about the rules, answered by one who was asked."""

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.program import napkin_questions
from portal.models.joining.membership import Membership
from portal.models.paper.napkin_answer import NapkinAnswer
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import forged, headline, resend, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_joining import a_membership
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import the_rules
from tests.support.statements import counted

HERE = "/me/questions"
LINE = "Three questions about the rules, one minute."
SAID = {"does": "Two pieces.", "gets": "Points.", "by_when": "At once."}


@pytest.fixture
def ada(client: Client, monkeypatch: pytest.MonkeyPatch) -> Membership:
    """An ambassador who was asked, and is signed in."""
    monkeypatch.setattr("portal.clock.now", lambda: NOW)
    ada, rules = an_ambassador(at=NOW), the_rules(at=NOW, lines=["Feed the otters daily."])
    napkin_questions.put(rules, [ada], by=a_person(role=Role.MANAGER, at=NOW), at=NOW)
    client.sign_in(ada.person)
    return ada


def kept() -> tuple[str, str, str]:
    found = db.session.scalars(select(NapkinAnswer)).one()
    return found.does, found.gets, found.by_when


def test_the_line_leads_to_the_questions_and_goes(client: Client, ada: Membership) -> None:
    with counted() as asked:
        assert LINE in client.get("/me").text
    page = client.get(HERE)
    assert headline(page) == "Three questions, one minute"
    assert "otters" not in page.text
    assert [f"{label}</label>" in page.text for label in ("do?", "get?", "when?")] == [True] * 3
    assert resend(client, page, **SAID).headers["Location"] == HERE
    assert kept() == tuple(SAID.values())
    thanks = client.get(HERE)
    assert headline(thanks).startswith("Thank you")
    assert 'href="/rules"' in thanks.text
    with counted() as answered:
        assert LINE not in client.get("/me").text
    assert len(asked) == len(answered)


def test_what_was_typed_stays_when_something_is_missing(client: Client, ada: Membership) -> None:
    page = send(client, HERE, does="Two <pieces>", gets="", by_when="x" * 301)
    assert page.status_code == 422
    assert wrongs(page) == {
        "gets": "Write what comes to mind. “I don’t know” is an answer too.",
        "by_when": "Keep it to 300 characters; it has 301.",
    }
    assert 'value="Two &lt;pieces&gt;"' in page.text
    assert "x" * 301 in page.text
    assert kept() == ("", "", "")


def test_answering_twice_is_told_and_changes_nothing(client: Client, ada: Membership) -> None:
    page = client.get(HERE)
    resend(client, page, **SAID)
    twice = resend(client, page, does="Other", gets="Other", by_when="Other")
    assert (twice.status_code, wrongs(twice)) == (422, {"": "You have answered already. Thank you."})
    assert 'value="Other"' in twice.text
    assert kept() == tuple(SAID.values())


def test_new_rules_make_the_question_idle(client: Client, ada: Membership) -> None:
    page = client.get(HERE)
    the_rules(at=NOW, lines=["Feed them twice."])
    assert LINE not in client.get("/me").text
    late = resend(client, page, **SAID)
    assert (late.status_code, "The rules have changed" in late.text) == (422, True)
    assert 'value="Two pieces."' in late.text
    assert headline(client.get(HERE)) == "Nothing to answer any more"
    assert kept() == ("", "", "")


def test_who_was_not_asked_finds_nothing(client: Client, ada: Membership) -> None:
    client.sign_in(an_ambassador(at=NOW).person)
    assert LINE not in client.get("/me").text
    missing = client.get(HERE)
    assert (missing.status_code, headline(missing)) == (404, "There is nothing here")
    assert forged(client, HERE, page="/me/profile", **SAID).status_code == 404
    assert kept() == ("", "", "")


def test_others_are_kept_out(client: Client, ada: Membership) -> None:
    client.sign_in(a_membership(at=NOW).person)
    assert client.get(HERE).headers["Location"] == "/me"
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    assert "This page is not for your account" in client.get(HERE).text
    stranger = client.application.test_client()
    assert stranger.get(HERE).headers["Location"] == f"/login?next={HERE}"
    wrong = client.put(HERE)
    assert (wrong.status_code, kept()) == (405, ("", "", ""))
