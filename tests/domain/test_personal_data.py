"""What people are told of what is kept about them: all of it, and nothing of others or before its time."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import update

from portal.db import db
from portal.domain import audit, personal_data
from portal.domain.joining import decisions
from portal.domain.joining.decisions import Verdict
from portal.domain.people import accounts
from portal.domain.post import letters
from portal.models.joining.decision import Outcome
from portal.models.letter import Letter, LetterState
from portal.models.person import Person, Role
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_deciding import to_decide

LATER = NOW + timedelta(minutes=1)


def decline(person: Person, *, quiet: bool) -> None:
    """Decide on an application of `person`."""
    verdict = Verdict(
        outcome=Outcome.DECLINED, reason="too early", subject="No", body="Not now.", quiet=quiet
    )
    application = to_decide(at=NOW, email=person.email)
    decisions.decide(application, verdict, by=a_person(role=Role.ADMIN, at=NOW), at=NOW)


def test_a_quiet_decision_is_not_told_by_ones_data(app: Flask) -> None:
    person = a_person(at=NOW)
    decline(person, quiet=True)
    found = personal_data.of(person, at=LATER)
    assert ([row["state"] for row in found["applications"]], found["letters"]) == (["reading"], [])
    db.session.execute(update(Letter).values(state=LetterState.SENT))
    found = personal_data.of(person, at=LATER)
    assert [row["state"] for row in found["applications"]] == ["declined"]
    assert [row["subject"] for row in found["letters"]] == ["No"]


def test_a_decision_that_was_taken_back_in_time_is_not_told(app: Flask) -> None:
    person = a_person(at=NOW)
    decline(person, quiet=False)
    assert personal_data.of(person, at=NOW)["letters"] == []
    db.session.execute(update(Letter).values(state=LetterState.CANCELLED))
    assert personal_data.of(person, at=LATER)["letters"] == []


def test_links_that_open_something_are_cut(app: Flask) -> None:
    person = a_person(at=NOW)
    accounts.forget(person.email, link=lambda token: f"http://localhost/forgot/{token}", at=NOW)
    (letter,) = personal_data.of(person, at=LATER)["letters"]
    assert "http://localhost/forgot/…" in letter["text"]


def test_who_takes_over_an_address_reads_nothing_of_who_had_it(app: Flask) -> None:
    before, after = a_person(at=NOW, email="team@x.example"), a_person(at=NOW)
    letters.send_text(to=before.email, person=before, subject="Yours", body="Hello.", kind="welcome", at=NOW)
    before.email = "gone@x.example"
    db.session.flush()
    after.email = "team@x.example"
    db.session.flush()
    assert personal_data.of(after, at=LATER)["letters"] == []
    assert [row["subject"] for row in personal_data.of(before, at=LATER)["letters"]] == ["Yours"]


def test_what_staff_did_to_others_is_named_without_the_others(app: Flask) -> None:
    person, other = a_person(role=Role.ADMIN, at=NOW), a_person(at=NOW, email="other@x.example")
    audit.write("suspended", other, by=person, at=NOW, label=other.email, after={"name": "Other"})
    accounts.rename(person, "New Name", at=NOW)
    rows = personal_data.of(person, at=LATER)["audit_entries"]
    assert [(row["verb"], row["label"], row["after"]) for row in rows] == [
        ("suspended", None, None),
        ("changed the name", "", {"name": "New Name"}),
    ]
