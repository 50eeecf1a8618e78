"""Sending work in, by its own forms."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal import clock
from portal.db import db
from portal.domain import programs
from portal.domain.programs import day_of
from portal.domain.refusal import Refused
from portal.domain.working import verdicts
from portal.models.joining.membership import Membership
from portal.models.person import Role
from portal.models.working.submission import Submission, SubmissionState
from portal.models.working.verdict import Fault, Place
from tests.conftest import Client
from tests.support.forms import forged, headline, resend, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_earning import a_submission
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import a_type, an_action
from tests.support.statements import counted


@pytest.fixture
def ambassador(client: Client) -> Membership:
    """An ambassador who is signed in."""
    membership = an_ambassador(at=datetime(2026, 1, 7, 9, 0, tzinfo=UTC))
    client.sign_in(membership.person)
    return membership


def an_open_action(**matter: Any) -> Any:
    """An action that can be done today."""
    now = clock.now()
    return an_action(on=day_of(now), at=now, **({"evidence_link": True} | matter))


def timeline(page: TestResponse) -> list[str]:
    """What happened so far, as a page says it."""
    return [str(text) for text in html.fromstring(page.text).xpath("//ol[contains(@class, 'tl')]//b/text()")]


def only() -> Submission:
    """The one submission there is."""
    return db.session.scalars(select(Submission)).one()


def test_work_for_an_action_is_sent_in(client: Client, ambassador: Membership) -> None:
    action = an_open_action()
    address = f"/me/actions/{action.id}/submission"
    typed = {"link": "https://Posts.example/a?utm_source=x", "minutes": "35", "disclosed": "y"}
    answer = send(client, address, button="send", **typed)
    work = only()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/me/submissions/{work.id}")
    assert (work.state, work.minutes, work.link_key, work.points) == (
        SubmissionState.PENDING, 35, "posts.example/a", 30,
    )  # fmt: skip
    page = client.get(answer.headers["Location"])
    assert headline(page) == "Write a guide"
    assert "Sent in: Write a guide." in page.text
    assert "Being read since" in page.text
    assert timeline(page) == ["You sent it in", "A reviewer looks"]


def test_what_is_missing_is_said_beside_its_field(client: Client, ambassador: Membership) -> None:
    action = an_open_action()
    address = f"/me/actions/{action.id}/submission"
    assert wrongs(send(client, address, button="send")) == {"link": "Add the link to it."}
    typed = {"link": "https://posts.example/a"}
    assert list(wrongs(send(client, address, button="send", **typed))) == ["minutes"]
    assert list(wrongs(send(client, address, button="send", **typed, minutes="20"))) == ["disclosed"]
    assert list(wrongs(send(client, address, button="send", link="javascript:x()"))) == ["link"]
    assert db.session.scalars(select(Submission)).all() == []


def test_a_draft_is_kept_and_sent_later(client: Client, ambassador: Membership) -> None:
    send(client, "/me/submissions/new", to="/me/submissions", button="draft",
         activity_type=str(a_type("Content").id), note="Half of it.")  # fmt: skip
    work = only()
    assert (work.state, work.note, work.title) == (SubmissionState.DRAFT, "Half of it.", "Content")
    address = f"/me/submissions/{work.id}"
    assert "A draft: only you see it" in client.get(address).text
    send(client, address, button="send", minutes="15", disclosed="y", title="All of it")
    assert (only().state, only().title) == (SubmissionState.PENDING, "All of it")


def test_a_double_click_sends_once(client: Client, ambassador: Membership) -> None:
    typed = {
        "link": "https://posts.example/a",
        "minutes": "20",
        "disclosed": "y",
        "activity_type": str(a_type("Content").id),
    }
    answers = [
        send(client, "/me/submissions/new", to="/me/submissions", button="send", **typed) for _ in range(2)
    ]
    assert [answer.headers["Location"] for answer in answers] == [f"/me/submissions/{only().id}"] * 2


def test_what_was_kept_a_moment_ago_is_sent_as_it_was_typed_last(
    client: Client, ambassador: Membership
) -> None:
    form = client.get(f"/me/actions/{an_open_action().id}/submission")
    link = "https://posts.example/a"
    resend(client, form, button="draft", link=link, minutes="5")
    assert resend(client, form, button="send", link=link, minutes="50", disclosed="y").status_code == 303
    work = only()
    assert (work.state, work.minutes, work.disclosed) == (SubmissionState.PENDING, 50, True)


def test_the_list_is_narrowed_by_its_address(client: Client, ambassador: Membership) -> None:
    now = clock.now()
    a_submission(ambassador, at=now, title="First of all")
    a_submission(ambassador, at=now, title="Second", send=False)
    assert "First of all" in client.get("/me/submissions").text
    drafts = client.get("/me/submissions?state=draft").text
    assert ("Second" in drafts, "First of all" in drafts) == (True, False)
    assert "First of all" in client.get("/me/submissions?q=first").text
    assert "Nothing fits that" in client.get("/me/submissions?q=third").text


def test_the_work_of_others_is_not_there(client: Client, ambassador: Membership) -> None:
    other = an_ambassador(at=clock.now(), name="Somebody Else")
    theirs = a_submission(other, at=clock.now(), send=False, title="Not yours")
    assert client.get(f"/me/submissions/{theirs.id}").status_code == 404
    assert "Not yours" not in client.get("/me/submissions").text


def test_a_draft_is_thrown_away_after_a_question(client: Client, ambassador: Membership) -> None:
    draft = a_submission(ambassador, at=clock.now(), send=False)
    address = f"/me/submissions/{draft.id}/removal"
    assert headline(client.get(address)) == "Throw it away?"
    assert send(client, address).headers["Location"] == "/me/submissions"
    assert db.session.scalars(select(Submission)).all() == []
    sent = a_submission(ambassador, at=clock.now())
    answer = forged(client, f"/me/submissions/{sent.id}/removal", page="/me/submissions/new")
    assert (answer.status_code, "Only a draft can be thrown away." in answer.text) == (409, True)
    assert only() is sent


def test_rejected_work_is_disputed_once(client: Client, ambassador: Membership) -> None:
    work = a_submission(ambassador, at=clock.now())
    manager = a_person(role=Role.MANAGER, at=clock.now())
    verdicts.reject(work, by=manager, at=clock.now(), fault=Fault.PROOF, note="I saw nothing.")
    address = f"/me/submissions/{work.id}"
    page = client.get(address)
    assert ("Dispute it" in page.text, "I saw nothing." in page.text) == (True, True)
    assert list(wrongs(send(client, f"{address}/dispute"))) == ["words"]
    assert send(client, f"{address}/dispute", words="It is on page two.").headers["Location"] == address
    assert (work.state, work.dispute) == (SubmissionState.PENDING, "It is on page two.")
    said = ["You sent it in", "Not approved", "You disputed it", "Another reviewer looks"]
    assert timeline(client.get(address)) == said
    with pytest.raises(Refused, match="somebody else decides"):
        verdicts.reject(work, by=manager, at=clock.now(), fault=Fault.PROOF)
    other = a_person(role=Role.MANAGER, at=clock.now())
    verdicts.reject(work, by=other, at=clock.now(), fault=Fault.PROOF)
    assert "You disputed this once" in client.get(f"{address}/dispute").text
    again = forged(client, f"{address}/dispute", page="/me/submissions/new", words="But.")
    assert (again.status_code, "what the second reviewer says stands" in again.text) == (422, True)


def test_what_came_back_is_changed_and_sent_again(client: Client, ambassador: Membership) -> None:
    work = a_submission(ambassador, at=clock.now())
    manager = a_person(role=Role.MANAGER, at=clock.now())
    words = {"note": "Move the ad line.", "disclosure": Place.MISSING}
    verdicts.send_back(work, by=manager, at=clock.now(), **words)
    address = f"/me/submissions/{work.id}"
    page = client.get(address)
    assert timeline(page) == ["You sent it in", "Returned to you", "You send it in again"]
    assert [word in page.text for word in ("Your turn", "Move the ad line.", "Send it in again")] == [
        True
    ] * 3
    assert list(wrongs(resend(client, page, button="send"))) == ["disclosed"]
    resend(client, page, button="send", disclosed="y")
    assert work.state is SubmissionState.PENDING


def test_a_page_says_every_reason_and_the_next_day(client: Client, ambassador: Membership) -> None:
    programs.the_program().weekly_minutes = 10
    a_submission(ambassador, at=clock.now(), minutes=10)
    tomorrow = day_of(clock.now()) + timedelta(days=1)
    action = an_action(on=tomorrow, ends_on=tomorrow + timedelta(days=30), at=clock.now(), minutes=5)
    page = client.get(f"/me/actions/{action.id}/submission")
    assert "You have sent in 10 of the 10 minutes that a week may have." in page.text
    assert "It opens on" in page.text
    assert "you can send it in." in page.text
    assert 'name="send" value="1" disabled' in page.text
    typed = {"link": "https://x.example/a", "minutes": "5", "disclosed": "y"}
    refused = resend(client, page, button="send", **typed)
    assert refused.status_code == 422
    assert resend(client, page, button="draft", **typed).status_code == 303
    assert only_draft().link == "https://x.example/a"


def only_draft() -> Submission:
    """The one draft there is."""
    return db.session.scalars(select(Submission).where(Submission.state == SubmissionState.DRAFT)).one()


@pytest.mark.parametrize("place", ["", "/removal", "/dispute"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_anothers_is_nowhere(client: Client, ambassador: Membership, place: str, method: str) -> None:
    other = an_ambassador(at=clock.now(), name="Somebody Else")
    theirs = a_submission(other, at=clock.now(), send=place == "/dispute")
    address = f"/me/submissions/{theirs.id}{place}"
    if method == "POST":
        answer = forged(client, address, page="/me/submissions/new", words="x", link="https://x.example/evil")
    else:
        answer = client.get(address)
    assert (answer.status_code, "There is nothing here" in answer.text) == (404, True)
    assert (theirs.link.endswith("evil"), theirs.disputed_at) == (False, None)


def test_a_longer_list_costs_no_more(client: Client, ambassador: Membership) -> None:
    manager, now = a_person(role=Role.MANAGER, at=clock.now()), clock.now()
    verdicts.approve(a_submission(ambassador, at=now), by=manager, at=now, disclosure=Place.FIRST)
    client.get("/me/submissions")
    with counted() as few:
        client.get("/me/submissions")
    for number in range(24):
        work = a_submission(ambassador, at=now, send=number % 3 > 0)
        if number % 2 and number % 3:
            verdicts.approve(work, by=manager, at=now, disclosure=Place.FIRST)
    with counted() as many:
        page = client.get("/me/submissions")
    assert page.text.count('<tr id="submission-') == 25
    assert len(many) == len(few)


def test_whoever_sends_the_same_link_twice_is_told(client: Client, ambassador: Membership) -> None:
    first = a_submission(
        ambassador, at=clock.now(), link="https://x.example/a?utm_source=y", title="The first"
    )
    again = a_submission(ambassador, at=clock.now(), link="https://www.x.example/a/", send=False)
    told = "You sent in the same link before, as"
    assert told in client.get(f"/me/submissions/{again.id}").text
    send(client, f"/me/submissions/{again.id}", button="send")
    page = client.get(f"/me/submissions/{again.id}").text
    assert (told in page, "The first" in page) == (True, True)
    assert told not in client.get(f"/me/submissions/{first.id}").text
