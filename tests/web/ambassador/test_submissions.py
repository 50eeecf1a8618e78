"""Sending work in, by its own forms."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from portal import clock
from portal.db import db
from portal.domain.programs import day_of
from portal.models.joining.membership import Membership
from portal.models.working.submission import Submission, SubmissionState
from tests.conftest import Client
from tests.support.forms import headline, send, wrongs
from tests.support.rows_earning import a_submission
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import a_type, an_action


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
