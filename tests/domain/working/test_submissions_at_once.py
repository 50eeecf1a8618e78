"""One person who sends in the same moment twice, and what happens to what was sent."""

from flask import Flask
from sqlalchemy import func, select

from portal.db import db, transaction
from portal.domain import programs
from portal.domain.working import pasted, submissions
from portal.models.joining.membership import Membership
from portal.models.working.action import Action
from portal.models.working.submission import Submission, SubmissionState
from tests.conftest import NOW
from tests.support.at_once import at_once
from tests.support.rows_earning import a_submission
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import a_type, an_action


def pending() -> int:
    """How many submissions wait."""
    chosen = select(func.count(Submission.id)).where(Submission.state == SubmissionState.PENDING)
    return db.session.scalar(chosen) or 0


def test_one_draft_is_sent_once(apart: Flask) -> None:
    with apart.app_context():
        draft = transaction(lambda: a_submission(an_ambassador(at=NOW), at=NOW, send=False).id)
    send = lambda: submissions.send(db.session.get_one(Submission, draft), at=NOW)  # noqa: E731
    told = at_once(apart, send, send, send)
    assert (told[2], told[0][:21]) == ("done", "This was sent in alre")
    with apart.app_context():
        assert pending() == 1


def test_what_can_be_done_once_is_sent_once(apart: Flask) -> None:
    def made() -> list[int]:
        ada, action = an_ambassador(at=NOW), an_action(on=NOW.date(), at=NOW)
        return [a_submission(ada, at=NOW, action=action, send=False).id for _ in range(4)]

    with apart.app_context():
        drafts = transaction(made)
    deeds = [
        lambda draft=draft: submissions.send(db.session.get_one(Submission, draft), at=NOW)
        for draft in drafts
    ]
    assert at_once(apart, *deeds) == ["You have sent this in; it can be done once."] * 3 + ["done"]
    with apart.app_context():
        assert pending() == 1


def test_a_week_never_has_more_than_its_minutes(apart: Flask) -> None:
    def made() -> list[int]:
        programs.the_program().weekly_minutes = 100
        ada = an_ambassador(at=NOW)
        return [a_submission(ada, at=NOW, minutes=40, send=False).id for _ in range(5)]

    with apart.app_context():
        drafts = transaction(made)
    deeds = [
        lambda draft=draft: submissions.send(db.session.get_one(Submission, draft), at=NOW)
        for draft in drafts
    ]
    assert at_once(apart, *deeds).count("done") == 2
    with apart.app_context():
        assert pending() == 2


def test_a_form_that_comes_twice_begins_one(apart: Flask) -> None:
    with apart.app_context():
        ada, action = transaction(lambda: (an_ambassador(at=NOW).id, an_action(on=NOW.date(), at=NOW).id))

    def begin() -> None:
        membership, what = db.session.get_one(Membership, ada), db.session.get_one(Action, action)
        words = {"link": "https://x.example/a", "note": ""}
        same = submissions.sent_twice(membership, action=what, kind=None, files=set(), at=NOW, **words)
        if same is None:
            submissions.draft(membership, action=what, at=NOW, **words)  # type: ignore[arg-type]

    assert at_once(apart, begin, begin, begin) == ["done"] * 3
    with apart.app_context():
        assert db.session.scalar(select(func.count(Submission.id))) == 1


def test_links_pasted_twice_are_drafts_once(apart: Flask) -> None:
    with apart.app_context():
        ada, kind = transaction(lambda: (an_ambassador(at=NOW).id, a_type("Content").name))

    def paste() -> None:
        membership = db.session.get_one(Membership, ada)
        lines = [f"https://x.example/{number}" for number in range(10)]
        pasted.draft_each(membership, lines, action=None, kind=a_type(kind), at=NOW)

    assert at_once(apart, paste, paste) == ["done"] * 2
    with apart.app_context():
        assert db.session.scalar(select(func.count(Submission.id))) == 10
