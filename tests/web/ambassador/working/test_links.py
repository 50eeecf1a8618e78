"""The short ways in: one link in place, several at once."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from portal import clock
from portal.db import db
from portal.domain.programs import day_of
from portal.domain.working import brief_readings, briefs
from portal.models.joining.membership import Membership
from portal.models.working.action import Limit
from portal.models.working.submission import Submission, SubmissionState
from tests.conftest import Client
from tests.support.forms import forged, send, wrongs
from tests.support.rows_earning import a_submission
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import a_type, an_action

ONE = {"link": "https://posts.example/a", "disclosed": "y", "minutes": "30"}


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


def settle(membership: Membership) -> None:
    """Take the first steps, so that the home shows what to do next."""
    words = {"intro": "", "must": [], "avoid": [], "free": [], "right": "", "wrong": ""}
    now = clock.now()
    brief = briefs.publish("Be kind", **words, by=None, at=now)
    brief_readings.acknowledge(brief, by=membership.person, at=now)
    membership.person.profile_at = membership.calendar_at = now


def works() -> list[tuple[str, SubmissionState]]:
    """Every submission, as its link and state."""
    found = db.session.scalars(select(Submission).order_by(Submission.id))
    return [(work.link, work.state) for work in found]


def test_one_link_is_sent_in_place(client: Client, ambassador: Membership) -> None:
    action = an_open_action()
    answer = forged_in_place(client, f"/me/actions/{action.id}/link", **ONE)
    assert (answer.status_code, answer.text.lstrip().startswith('<div id="quick">')) == (200, True)
    assert "Sent in: Write a guide." in answer.text
    again = forged_in_place(client, f"/me/actions/{action.id}/link", **ONE)
    assert (again.status_code, works()) == (200, [(ONE["link"], SubmissionState.PENDING)])


def forged_in_place(client: Client, address: str, **typed: str) -> Any:
    """Send as htmx does."""
    client.environ_base["HTTP_HX_REQUEST"] = "true"
    try:
        return forged(client, address, page="/me/submissions/new", **typed)
    finally:
        del client.environ_base["HTTP_HX_REQUEST"]


def test_a_note_is_sent_in_place_where_one_is_asked_for(client: Client, ambassador: Membership) -> None:
    action = an_open_action(evidence_link=False, evidence_note=True)
    settle(ambassador)
    assert 'name="note"' in client.get("/me").text
    typed = {"note": "Both said that it took place.", "disclosed": "y", "minutes": "30"}
    answer = send(client, "/me", to=f"/me/actions/{action.id}/link", **typed)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me")
    assert [work.note for work in db.session.scalars(select(Submission))] == [typed["note"]]


def test_what_is_wrong_is_said_in_place(client: Client, ambassador: Membership) -> None:
    action = an_open_action()
    answer = forged_in_place(client, f"/me/actions/{action.id}/link", **(ONE | {"disclosed": ""}))
    assert (answer.status_code, answer.text.lstrip().startswith('<div id="quick">')) == (422, True)
    assert "Tick that the ad line stands first: nothing is sent in without it." in answer.text
    assert 'name="disclosed" value="y" aria-invalid="true" aria-describedby="quick-err"' in answer.text
    assert 'value="https://posts.example/a">' in answer.text
    assert works() == []


def test_without_scripts_the_whole_form_answers(client: Client, ambassador: Membership) -> None:
    action = an_open_action()
    address = f"/me/actions/{action.id}/link"
    wrong = forged(client, address, page="/me/submissions/new", **(ONE | {"link": "nothing"}))
    assert (wrong.status_code, wrongs(wrong)["link"][:14]) == (422, "Start the link")
    right = forged(client, address, page="/me/submissions/new", **ONE)
    assert (right.status_code, right.headers["Location"]) == (303, "/me")
    assert works() == [(ONE["link"], SubmissionState.PENDING)]


def test_ten_links_make_ten_drafts(client: Client, ambassador: Membership) -> None:
    lines = [f"https://posts.example/{number}" for number in range(10)]
    about = f"type-{a_type('Forum').id}"
    answer = send(client, "/me/links", about=about, links="\n".join(lines), minutes="5", disclosed="y")
    assert answer.headers["Location"] == "/me/submissions?state=draft"
    assert works() == [(line, SubmissionState.DRAFT) for line in lines]
    assert "10 drafts are made." in client.get("/me/submissions?state=draft").text


def test_each_line_that_is_refused_is_told_and_kept(client: Client, ambassador: Membership) -> None:
    a_submission(ambassador, at=clock.now(), link="https://posts.example/old", title="The old one")
    lines = [
        *("https://posts.example/new", "javascript:alert(1)", "https://www.posts.example/old?utm_source=x"),
        *("https://posts.example/new/", *(f"https://many.example/{number}" for number in range(18))),
    ]
    page = send(client, "/me/links", about=f"type-{a_type('Content').id}", links="\n".join(lines))
    assert page.status_code == 200
    sentences = ("17 drafts", "Start the link with", "as The old one", "You have this one, as Content")
    for told in (*sentences, "Only 20 go at once."):
        assert told in page.text, told
    assert len(works()) == 18
    kept = page.text.split("<textarea")[1].split("</textarea>")[0]
    assert kept.split(">")[-1].split() == lines[1:4] + lines[20:]


def test_ticked_drafts_are_sent_as_far_as_they_are_ready(client: Client, ambassador: Membership) -> None:
    ready = a_submission(ambassador, at=clock.now(), send=False)
    bare = a_submission(ambassador, at=clock.now(), send=False, title="Half done", minutes=0)
    theirs = a_submission(an_ambassador(at=clock.now()), at=clock.now(), send=False)
    ids = [str(each.id) for each in (ready, bare, theirs)] + ["x", "99999999999"]
    answer = forged(client, "/me/sendings", page="/me/submissions?state=draft", id=ids)
    page = client.get(answer.headers["Location"]).text
    assert ("One piece is sent in." in page, "Half done: Say how many minutes" in page) == (True, True)
    states = [each.state for each in (ready, bare, theirs)]
    assert states == [SubmissionState.PENDING, SubmissionState.DRAFT, SubmissionState.DRAFT]


def test_an_action_that_can_be_done_often_takes_several(client: Client, ambassador: Membership) -> None:
    often = an_open_action(limit=Limit.UP_TO, limit_count=3)
    an_open_action(title="Only once")
    page = client.get("/me/links").text
    assert (f"action-{often.id}" in page, "Only once" in page) == (True, False)
    send(client, "/me/links", about=f"action-{often.id}", links="https://x.example/1\nhttps://x.example/2")
    assert [work.action_id for work in db.session.scalars(select(Submission))] == [often.id] * 2
