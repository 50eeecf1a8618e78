"""What an applicant does: begin, save, send, correct, withdraw, find the way back."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.joining import application_links, applications, standings
from portal.domain.refusal import Refused
from portal.models.joining.application import Application, ApplicationState, Source
from portal.models.joining.consent import Consent, ConsentFor
from portal.models.joining.decision import Decision, Outcome
from portal.models.letter import Letter, LetterState
from portal.models.person import Role
from portal.models.program import Doors
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_applying import KEPT, a_draft, a_full_draft, a_sent_one, link, open_doors
from tests.support.statements import counted

LATER = NOW + timedelta(days=2)


def letters() -> list[tuple[str, str]]:
    """Every letter, by kind and address, in order."""
    return [(each.kind, each.to) for each in db.session.scalars(select(Letter).order_by(Letter.id))]


def token_in(letter: Letter) -> str:
    """The token of the link in a letter."""
    return letter.text.split("http://localhost/apply/")[1].split()[0].rstrip(">)")


def last_letter() -> Letter:
    return db.session.scalars(select(Letter).order_by(Letter.id.desc()).limit(1)).one()


def decide(application: Application, outcome: Outcome, **values: object) -> Decision:
    """Put a decision and its letter beside an application, as the verbs of deciding leave them."""
    letter = Letter(
        kind=outcome.value,
        to=application.email,
        subject="Your application",
        text="No.",
        html="<p>No.</p>",
        message_id=f"<{application.id}@x.example>",
        state=values.pop("letter_state", LetterState.SENT),
        created_at=NOW,
        not_before=NOW,
    )
    db.session.add(letter)
    db.session.flush()
    decision = Decision(
        application_id=application.id,
        outcome=outcome,
        reason="fit",
        by_id=a_person(role=Role.ADMIN, at=NOW).id,
        at=NOW,
        subject="Your application",
        body="It is a no.",
        letter_id=letter.id,
        **values,
    )
    db.session.add(decision)
    application.state = ApplicationState(outcome.value)
    db.session.flush()
    return decision


@pytest.fixture(autouse=True)
def _open(app: Flask) -> None:
    open_doors()


def test_a_draft_is_found_by_the_link_of_its_letter_and_by_no_other_word() -> None:
    application, token = a_draft(at=NOW)
    assert letters() == [("application_saved", "nell@post.example")]
    mailed = token_in(last_letter())
    assert application_links.application_of(token) is application
    assert application_links.application_of(mailed) is application
    assert mailed != token
    assert application_links.application_of(application.token_hash) is None
    assert application_links.application_of("") is None
    held = str([vars(row) for row in db.session.scalars(select(Application))])
    assert token not in held
    assert mailed not in held


def test_who_is_too_young_is_refused_and_nothing_is_kept() -> None:
    for band in ("under", "16-17", "0-99", ""):
        with pytest.raises(Refused) as refusal:
            a_draft(at=NOW, age_band=band)
        assert refusal.value.field == "age_band"
    assert db.session.scalars(select(Application)).all() == []
    assert letters() == []


def test_a_page_cannot_be_saved_with_the_fields_of_another() -> None:
    application, _token = a_draft(at=NOW)
    for forged in ({"state": "approved"}, {"email": "x@x.example"}, {"number": "A-1"}, {"source": "invited"}):
        with pytest.raises(ValueError, match="not asked"):
            applications.save(application, "why", whole=True, link=link, at=NOW, why="x", **forged)
    assert application.state is ApplicationState.DRAFT


def test_sending_gives_a_number_a_day_and_a_letter() -> None:
    application, token = a_full_draft(at=NOW)
    applications.send(application, consent="Keep it.", marketing="News.", link=link, at=LATER)
    assert application.number == f"A-{application.id:04d}"
    assert application.answer_by == date(2026, 2, 27)
    assert application.state is ApplicationState.NEW
    assert application.source is Source.ORGANIC
    letter = last_letter()
    assert letter.kind == "application_received"
    assert application.number in letter.text
    assert "27 February 2026" in letter.text
    given = db.session.scalars(select(Consent).order_by(Consent.id)).all()
    assert [(each.purpose, each.wording) for each in given] == [
        (ConsentFor.APPLICATION, "Keep it."),
        (ConsentFor.MARKETING, "News."),
    ]
    with pytest.raises(Refused, match="sent already"):
        applications.send(application, consent="Keep it.", marketing=None, link=link, at=LATER)
    assert len(letters()) == 2
    assert application_links.application_of(token) is application


def test_nothing_is_sent_while_a_page_is_missing() -> None:
    application, _token = a_draft(at=NOW)
    with pytest.raises(Refused, match="not finished"):
        applications.send(application, consent="Keep it.", marketing=None, link=link, at=NOW)
    assert application.number is None


def test_the_same_address_twice_is_led_to_the_first_by_letter_alone() -> None:
    first, _token = a_sent_one(at=NOW)
    second, token = a_full_draft(at=LATER, email="Nell@POST.example ")
    assert letters()[-1] == ("application_again", "nell@post.example")
    assert application_links.application_of(token_in(last_letter())) is first
    applications.send(second, consent="Keep it.", marketing=None, link=link, at=LATER)
    assert (second.twin_of_id, second.state) == (first.id, ApplicationState.DRAFT)
    assert application_links.application_of(token) is second
    assert standings.of(second, at=LATER).stage is standings.Stage.SENT
    assert standings.of(first, at=LATER).stage is standings.Stage.SENT
    assert application_links.application_of(token_in(last_letter())) is first
    first.state = ApplicationState.IN_REVIEW
    assert standings.of(second, at=LATER).stage is standings.Stage.SENT


def test_of_two_drafts_the_one_sent_first_counts() -> None:
    first, _ = a_full_draft(at=NOW)
    second, _ = a_full_draft(at=NOW)
    applications.send(second, consent="Keep it.", marketing=None, link=link, at=NOW)
    applications.send(first, consent="Keep it.", marketing=None, link=link, at=NOW)
    assert (second.state, second.twin_of_id) == (ApplicationState.NEW, None)
    assert (first.state, first.twin_of_id) == (ApplicationState.DRAFT, second.id)


def test_a_link_is_mailed_again_but_not_without_end() -> None:
    application, _token = a_sent_one(at=NOW)
    for _ in range(20):
        applications.find("NELL@post.example", link=link, at=LATER)
    applications.find("nobody@post.example", link=link, at=LATER)
    sent = [kind for kind, to in letters() if kind == "application_again"]
    assert len(sent) == application_links.OFTEN
    applications.find("nell@post.example", link=link, at=LATER + timedelta(days=2))
    assert application_links.application_of(token_in(last_letter())) is application


def test_looking_for_an_application_costs_the_same_whether_there_is_one() -> None:
    a_sent_one(at=NOW)
    written = []
    for email in ["nell@post.example"] * (application_links.OFTEN + 1) + ["nobody@post.example"]:
        with counted() as sent:
            applications.find(email, link=link, at=LATER)
        written.append([text.split()[2] for text in sent if text.startswith("INSERT")][-2:])
    assert written == [["application_links", "letters"]] * (application_links.OFTEN + 2)
    assert len(db.session.scalars(select(Application)).all()) == 1
    assert [to for kind, to in letters() if kind == "application_again"] == [
        "nell@post.example"
    ] * application_links.OFTEN


def test_corrections_end_when_review_starts() -> None:
    application, _token = a_sent_one(at=NOW)
    applications.save(application, "why", whole=True, link=link, at=LATER, why="Better words.")
    applications.save(application, "ties", whole=True, link=link, at=LATER, ties="", hours_month=4)
    assert (application.why, application.hours_month) == ("Better words.", 4)
    assert [kind for kind, _to in letters()].count("application_corrected") == 1
    application.state = ApplicationState.IN_REVIEW
    db.session.flush()
    with pytest.raises(Refused, match="begun to read"):
        applications.save(application, "why", whole=True, link=link, at=LATER, why="Too late.")
    assert application.why == "Better words."


def test_withdrawing_ends_it_and_the_address_may_apply_again() -> None:
    application, _token = a_sent_one(at=NOW)
    applications.withdraw(application, link=link, at=LATER)
    applications.withdraw(application, link=link, at=LATER + timedelta(days=1))
    assert (application.state, application.withdrawn_at) == (ApplicationState.WITHDRAWN, LATER)
    assert [kind for kind, _to in letters()].count("application_withdrawn") == 1
    again, _token = a_sent_one(at=LATER)
    assert (again.state, again.twin_of_id) == (ApplicationState.NEW, None)


@pytest.mark.parametrize("outcome", [Outcome.APPROVED, Outcome.DECLINED])
def test_what_was_decided_cannot_be_withdrawn(outcome: Outcome) -> None:
    application, _token = a_sent_one(at=NOW)
    decide(application, outcome)
    with pytest.raises(Refused, match="decided"):
        applications.withdraw(application, link=link, at=LATER)
    assert application.withdrawn_at is None


def test_withdrawing_tells_nothing_of_a_quiet_decision() -> None:
    for outcome in (Outcome.APPROVED, Outcome.DECLINED):
        application, _token = a_sent_one(at=NOW, email=f"{outcome}@post.example")
        decision = decide(application, outcome, letter_state=LetterState.HELD, quiet=True)
        applications.withdraw(application, link=link, at=LATER)
        assert (application.state, application.withdrawn_at) == (ApplicationState.WITHDRAWN, LATER)
        assert (decision.undone_at, decision.letter.state) == (LATER, LetterState.CANCELLED)
        assert letters()[-1] == ("application_withdrawn", application.email)


def test_a_quiet_decision_shows_nothing_until_its_letter_goes() -> None:
    application, _token = a_sent_one(at=NOW)
    decision = decide(application, Outcome.APPROVED, letter_state=LetterState.HELD, quiet=True)
    assert standings.of(application, at=LATER) == standings.Standing(standings.Stage.READING)
    letter = db.session.get_one(Letter, decision.letter_id)
    letter.state = LetterState.QUEUED
    letter.not_before = LATER
    db.session.flush()
    assert standings.of(application, at=NOW).stage is standings.Stage.READING
    assert standings.of(application, at=LATER).stage is standings.Stage.APPROVED
    decision.undone_at = LATER
    db.session.flush()
    assert standings.of(application, at=LATER).stage is standings.Stage.READING


def test_declined_people_may_apply_again_from_their_day() -> None:
    first, _token = a_sent_one(at=NOW)
    day = date(2026, 5, 12)
    decide(first, Outcome.DECLINED, reapply_on=day)
    early, _token = a_full_draft(at=LATER)
    assert "12 May 2026" in last_letter().text
    applications.send(early, consent="Keep it.", marketing=None, link=link, at=LATER)
    assert early.twin_of_id == first.id
    assert standings.of(first, at=LATER).reapply_on == day
    on_the_day = NOW.replace(month=5, day=12)
    again, _token = a_sent_one(at=on_the_day)
    assert (again.state, again.twin_of_id) == (ApplicationState.NEW, None)


def test_while_the_doors_are_shut_nobody_begins_or_sends() -> None:
    application, _token = a_full_draft(at=NOW)
    open_doors(Doors.PAUSED, opens_on=date(2026, 4, 1))
    for verb in (
        lambda: a_draft(at=NOW, email="other@post.example"),
        lambda: applications.send(application, consent="Keep it.", marketing=None, link=link, at=NOW),
    ):
        with pytest.raises(Refused, match="open on 2026-04-01"):
            verb()
    assert application.is_draft
    assert applications.kept_until(application).date() == date(2026, 5, 1)
    applications.send(application, consent="K.", marketing=None, link=link, at=NOW.replace(month=4, day=1))
    assert application.state is ApplicationState.NEW


@pytest.mark.parametrize("name", ["一", "نيل هاركر", "é" * 200, "👩🏽‍🌾 Nell", "a\u0301\u0323", "‏שלום"])
def test_names_in_any_script_come_out_as_they_went_in(name: str) -> None:
    application, _token = a_draft(at=NOW, name=name)
    db.session.expire_all()
    assert application.name == name


def test_answers_are_kept_as_they_were_given() -> None:
    application, _token = a_full_draft(at=NOW)
    db.session.expire_all()
    kept = {name: getattr(application, name) for answers in KEPT.values() for name in answers}
    assert kept == {name: value for answers in KEPT.values() for name, value in answers.items()}
