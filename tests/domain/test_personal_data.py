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
from portal.models.earning.leave import Leave
from portal.models.earning.quarter_close import QuarterClose, Renewal, Standing
from portal.models.earning.redemption import Redemption, RedemptionState, RedemptionStep
from portal.models.joining.decision import Outcome
from portal.models.letter import Letter, LetterState
from portal.models.person import Person, Role
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_deciding import to_decide
from tests.support.rows_earning import a_reward
from tests.support.rows_points import a_history

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


def test_work_and_points_are_ones_own_alone(app: Flask) -> None:
    mine, others = a_history(), a_history()
    for membership in (mine, others):
        redemption = Redemption(
            person_id=membership.person_id, membership=membership, credits=5,
            reward=a_reward(f"Mug {membership.id}", at=NOW),
            key=f"key {membership.id}", state=RedemptionState.REQUESTED, address="1 Lane", asked_at=NOW,
            changed_at=NOW,
        )  # fmt: skip
        db.session.add(redemption)
        db.session.flush()
        db.session.add(RedemptionStep(redemption_id=redemption.id, state=redemption.state, at=NOW))
        db.session.add(Leave(membership=membership, quarter="2026Q3", asked_at=NOW))
        close = QuarterClose(quarter=f"202{membership.id % 9}Q1", rate=25, threshold=300, at=NOW)
        standing = {"outcome": Standing.RENEWED, "before": 412, "after": 309}
        db.session.add(Renewal(close=close, membership=membership, **standing))
    found = personal_data.of(mine.person, at=LATER)
    counts = {name: len(rows) for name, rows in found.items()}
    assert counts["submissions"] == counts["verdicts"] == 3
    assert counts["entries"] == 9
    for name in ("balances", "redemptions", "redemption_steps", "leaves", "renewals"):
        assert counts[name] == 1, name
    assert {row["person_id"] for row in found["entries"]} == {mine.person_id}
    assert found["redemptions"][0]["address"] == "1 Lane"
    assert "key" not in found["redemptions"][0]
    assert found["balances"][0]["lifetime"] == 472
