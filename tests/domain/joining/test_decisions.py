"""Deciding, with letters, undo and correction."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain import programs
from portal.domain.joining import application_links, decisions, held_letters
from portal.domain.joining.decisions import STAND_IN, Verdict
from portal.domain.people.sign_ins import fingerprint
from portal.domain.post import letters
from portal.domain.refusal import Refused
from portal.models.audit_entry import AuditEntry
from portal.models.joining.application import ApplicationState
from portal.models.joining.decision import Outcome
from portal.models.joining.membership import Membership
from portal.models.letter import Letter, LetterState
from portal.models.person import Person, Role
from portal.models.ticket import Purpose, Ticket
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_deciding import given_to, readers, score, to_decide

LINK = f"https://portal.example/welcome/{STAND_IN}"
YES = Verdict(outcome=Outcome.APPROVED, reason="fit", subject="You are in", body=f"Begin: <{LINK}>")
LATER = Verdict(outcome=Outcome.WAITLISTED, reason="full", subject="Not yet", body="There is no place.")
NO = Verdict(outcome=Outcome.DECLINED, reason="too early", subject="Not now", body="It is too early.")


def an_admin() -> Person:
    """Somebody who decides."""
    return a_person(role=Role.ADMIN, at=NOW)


def token_of(letter: Letter) -> str:
    """The token in a letter's welcome link."""
    return letter.text.split("/welcome/")[1].split()[0].strip("<>")


def test_approval_makes_the_member_and_the_letter_with_the_link(app: Flask) -> None:
    admin, application = an_admin(), to_decide(at=NOW)
    decision = decisions.decide(application, YES, by=admin, at=NOW)
    letter, member = decision.letter, db.session.scalars(select(Membership)).one()
    assert letter
    assert (application.state, application.decision) == (ApplicationState.APPROVED, decision)
    assert (letter.state, letter.not_before - NOW) == (LetterState.QUEUED, timedelta(seconds=10))
    assert (member.application, letter.person) == (application, member.person)
    ticket = db.session.scalars(select(Ticket)).one()
    assert (ticket.purpose, ticket.token_hash) == (Purpose.WELCOME, fingerprint(token_of(letter)))
    assert STAND_IN in decision.body
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "approved")).one()
    assert (entry.by_id, entry.before, entry.after) == (
        admin.id,
        {"state": "to decide"},
        {"reason": "fit", "quiet": False},
    )


def test_a_declined_person_learns_when_to_apply_again(app: Flask) -> None:
    application = to_decide(at=NOW)
    decision = decisions.decide(application, NO, by=an_admin(), at=NOW)
    days = programs.the_program().reapply_days
    assert decision.reapply_on == programs.day_of(NOW) + timedelta(days=days)
    assert application.state is ApplicationState.DECLINED
    assert db.session.scalars(select(Membership)).all() == []


def test_a_status_link_is_made_for_the_letter(app: Flask) -> None:
    application = to_decide(at=NOW)
    told = replace(LATER, body=f"See <https://portal.example/apply/{STAND_IN}>.")
    decision = decisions.decide(application, told, by=an_admin(), at=NOW)
    assert decision.letter
    token = decision.letter.text.split("/apply/")[1].split()[0].strip("<>.")
    assert application_links.application_of(token) == application


@pytest.mark.parametrize("unfilled", ["{{ name }}", "{% if x %}", "}} stray", "{{"])
@pytest.mark.parametrize("field", ["subject", "body"])
def test_a_placeholder_that_stands_for_nothing_stops_the_letter(
    app: Flask, field: str, unfilled: str
) -> None:
    application, admin = to_decide(at=NOW), an_admin()
    verdict = replace(NO, **{field: f"Dear {unfilled}"})
    with pytest.raises(Refused, match="Nothing stands for") as refused:
        decisions.decide(application, verdict, by=admin, at=NOW)
    assert refused.value.field == field
    assert db.session.scalars(select(Letter)).all() == []


def test_an_approval_without_its_link_and_a_reason_of_another_outcome_are_refused(app: Flask) -> None:
    application, admin = to_decide(at=NOW), an_admin()
    for verdict, field in (
        (replace(YES, body="You are in."), "body"),
        (replace(YES, reason="too early"), "reason"),
        (replace(NO, reason=""), "reason"),
    ):
        with pytest.raises(Refused) as refused:
            decisions.decide(application, verdict, by=admin, at=NOW)
        assert refused.value.field == field


def test_what_is_decided_is_decided_once(app: Flask) -> None:
    application, admin = to_decide(at=NOW), an_admin()
    decisions.decide(application, YES, by=admin, at=NOW)
    with pytest.raises(Refused, match="decided already"):
        decisions.decide(application, NO, by=admin, at=NOW)
    assert len(application.decisions) == 1


def test_the_same_is_not_told_twice(app: Flask) -> None:
    application, admin = to_decide(at=NOW), an_admin()
    first = decisions.decide(application, LATER, by=admin, at=NOW)
    with pytest.raises(Refused, match="told the same before"):
        decisions.decide(application, replace(LATER, after=first.id), by=admin, at=NOW)


def test_nothing_is_decided_before_the_reviews_are_in_or_after_withdrawal(app: Flask) -> None:
    admin, people = an_admin(), readers(at=NOW)
    application = given_to(people, at=NOW)
    score(application, people[0], 3, at=NOW)
    for state in (ApplicationState.NEW, ApplicationState.IN_REVIEW, ApplicationState.WITHDRAWN):
        application.state = state
        with pytest.raises(Refused, match="before the reviews are in"):
            decisions.decide(application, YES, by=admin, at=NOW)


def test_an_admin_who_was_asked_to_read_scores_first(app: Flask) -> None:
    admin, people = an_admin(), readers(at=NOW)
    application = given_to([*people, admin], at=NOW)
    for person in people:
        score(application, person, 3, at=NOW)
    assert application.state is ApplicationState.TO_DECIDE
    with pytest.raises(Refused, match="own scores"):
        decisions.decide(application, YES, by=admin, at=NOW)
    score(application, admin, 2, at=NOW)
    assert decisions.hindrance(application, by=admin) is None


def test_undo_takes_back_the_letter_the_link_and_the_membership(app: Flask) -> None:
    application, admin = to_decide(at=NOW), an_admin()
    first = decisions.decide(application, YES, by=admin, at=NOW)
    decisions.undo(application, by=admin, at=NOW + timedelta(seconds=9))
    member, ticket = db.session.scalars(select(Membership)).one(), db.session.scalars(select(Ticket)).one()
    db.session.refresh(ticket)
    assert (application.state, application.decision) == (ApplicationState.TO_DECIDE, None)
    assert first.letter
    assert (first.letter.state, first.undone_at) == (LetterState.CANCELLED, NOW + timedelta(seconds=9))
    assert not member.is_open
    assert not ticket.is_good(at=NOW + timedelta(seconds=9))
    again = decisions.decide(application, YES, by=admin, at=NOW + timedelta(minutes=1))
    assert application.decision == again


def test_after_ten_seconds_a_decision_stands(app: Flask) -> None:
    application, admin = to_decide(at=NOW), an_admin()
    decisions.decide(application, NO, by=admin, at=NOW)
    with pytest.raises(Refused, match="has left"):
        decisions.undo(application, by=admin, at=NOW + timedelta(seconds=11))
    assert application.state is ApplicationState.DECLINED


def test_nothing_to_undo_and_undo_twice_are_refused(app: Flask) -> None:
    application, admin = to_decide(at=NOW), an_admin()
    with pytest.raises(Refused):
        decisions.undo(application, by=admin, at=NOW)
    decisions.decide(application, NO, by=admin, at=NOW)
    decisions.undo(application, by=admin, at=NOW)
    with pytest.raises(Refused):
        decisions.undo(application, by=admin, at=NOW)


def test_quiet_letters_wait_and_go_together_with_fresh_links(app: Flask) -> None:
    admin, yes, no = an_admin(), to_decide(at=NOW), to_decide(at=NOW)
    decisions.decide(yes, replace(YES, quiet=True), by=admin, at=NOW)
    decisions.decide(no, replace(NO, quiet=True), by=admin, at=NOW)
    assert [each.application for each in held_letters.all_held()] == [yes, no]
    later = NOW + timedelta(days=13)
    held_letters.send(held_letters.all_held(), by=admin, at=later)
    assert held_letters.all_held() == []
    assert {letter.state for letter in db.session.scalars(select(Letter))} == {LetterState.QUEUED}
    ticket = db.session.scalars(select(Ticket)).one()
    db.session.refresh(ticket)
    assert ticket.expires_at == later + timedelta(days=14)
    verbs = list(db.session.scalars(select(AuditEntry.verb).where(AuditEntry.verb == "sent the letter")))
    assert len(verbs) == 2


def test_a_held_letter_can_be_taken_back_days_later(app: Flask) -> None:
    application, admin = to_decide(at=NOW), an_admin()
    decisions.decide(application, replace(NO, quiet=True), by=admin, at=NOW)
    decisions.undo(application, by=admin, at=NOW + timedelta(days=3))
    assert (application.state, held_letters.all_held()) == (ApplicationState.TO_DECIDE, [])


def test_while_a_letter_is_held_nothing_else_is_decided(app: Flask) -> None:
    application, admin = to_decide(at=NOW), an_admin()
    first = decisions.decide(application, replace(NO, quiet=True), by=admin, at=NOW)
    with pytest.raises(Refused, match="Take that back first"):
        decisions.decide(application, replace(YES, after=first.id, note="Mixed up."), by=admin, at=NOW)
    assert [each.decision for each in (application,)] == [first]


def test_from_the_waiting_list_comes_another_decision_and_its_undo_leads_back(app: Flask) -> None:
    application, admin = to_decide(at=NOW), an_admin()
    first = decisions.decide(application, LATER, by=admin, at=NOW)
    later = NOW + timedelta(days=30)
    decisions.decide(application, replace(YES, after=first.id), by=admin, at=later)
    assert application.state is ApplicationState.APPROVED
    decisions.undo(application, by=admin, at=later)
    assert application.state is ApplicationState.WAITLISTED


def test_a_decline_that_was_sent_is_corrected_with_a_reason(app: Flask) -> None:
    application, admin = to_decide(at=NOW), an_admin()
    first = decisions.decide(application, NO, by=admin, at=NOW)
    later, mended = NOW + timedelta(days=2), replace(YES, after=first.id)
    with pytest.raises(Refused, match="Say why") as refused:
        decisions.decide(application, mended, by=admin, at=later)
    assert refused.value.field == "note"
    decisions.decide(application, replace(mended, note="We mixed up two people."), by=admin, at=later)
    assert application.state is ApplicationState.APPROVED
    assert [each.note for each in application.decisions] == ["", "We mixed up two people."]


def test_the_default_letters_say_what_is_so(app: Flask) -> None:
    values = {"name": "Ada", "number": "A-0001", "note": "", "link": LINK, "reason": "It is too early."}
    declined = letters.compose("declined", **values, reapply_on="12 May 2026").body
    assert "It is too early." in declined
    assert "12 May 2026" in declined
    again = {"reapply_on": "", "again": "https://portal.example/forgot"}
    assert LINK in letters.compose("approved", **values, **again).body


def test_the_next_reader_sees_the_earlier_application(app: Flask) -> None:
    before = to_decide(at=NOW - timedelta(days=200), email="joan@post.example")
    decisions.decide(before, NO, by=an_admin(), at=NOW - timedelta(days=190))
    now = to_decide(at=NOW, email="joan@post.example")
    assert decisions.earlier(now) == [before]
    assert decisions.earlier(before) == []
