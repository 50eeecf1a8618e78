"""What follows a close: letters, and the proposals that a person decides."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from portal.db import db
from portal.domain.earning import renewals
from portal.domain.programs import the_program
from portal.domain.refusal import Refused
from portal.models.audit_entry import AuditEntry
from portal.models.earning.quarter_close import Renewal, Standing
from portal.models.joining.membership import Membership, MembershipState
from portal.models.letter import Letter
from portal.models.person import Person, Role
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_closing import a_member, closed, on
from tests.support.rows_earning import earned
from tests.support.rows_working import the_rules
from tests.support.statements import counted

pytestmark = pytest.mark.usefixtures("app")
APRIL = on(date(2026, 4, 1))
LINK = "https://portal.example/me/points"
EARLY = date(2025, 8, 1)
KINDS = ("renewed", "at_risk", "lapsed", "kept")


@pytest.fixture(autouse=True)
def rules(app: object) -> None:
    """Rules under which 25 % fade and 150 keep a place, and where to appeal."""
    the_rules(at=NOW, fading=25, threshold=150)
    the_program().appeals_email = "appeals@program.example"


def letters_to(person: Person) -> list[Letter]:
    found = select(Letter).where(Letter.to == person.email, Letter.kind.in_(KINDS)).order_by(Letter.id)
    return list(db.session.scalars(found))


def tell_all() -> list[int]:
    steps = []
    while count := renewals.tell(link=LINK, at=APRIL, most=2):
        steps.append(count)
    return steps


def a_proposal() -> Renewal:
    a_member(40, joined=EARLY)
    closed("2025Q3", "2025Q4", "2026Q1")
    return db.session.scalars(renewals.proposals()).one()


def test_the_renewed_and_those_at_risk_are_told_once_in_batches() -> None:
    people = [a_member(412), a_member(80), a_member(0, joined=EARLY), a_member(5, joined=date(2026, 1, 5))]
    closed("2025Q3", "2025Q4", "2026Q1")
    assert tell_all() == [2, 1]
    assert [[letter.kind for letter in letters_to(each.person)] for each in people] == [
        ["renewed"], ["at_risk"], [], [],
    ]  # fmt: skip
    assert tell_all() == []


def test_the_letter_says_what_would_keep_the_place_by_when() -> None:
    person = a_member(80).person
    closed("2025Q4", "2026Q1")
    tell_all()
    (letter,) = letters_to(person)
    for words in ("was 80; 20 of it faded, and 60 are left", "A place takes 150", LINK):
        assert words in letter.text
    assert "139 more points by 30 June 2026 keep your place." in letter.text
    assert letter.person_id == person.id


def test_what_was_earned_since_is_reckoned_in() -> None:
    membership = a_member(80)
    earned(membership, 100, at=on(date(2026, 4, 1)))
    closed("2025Q4", "2026Q1")
    tell_all()
    assert "39 more points by 30 June 2026" in letters_to(membership.person)[0].text


def test_where_everything_fades_no_number_is_promised() -> None:
    the_rules(at=NOW, fading=100, threshold=150)
    person = a_member(80).person
    closed("2025Q4", "2026Q1")
    tell_all()
    assert "more points" not in letters_to(person)[0].text


def test_who_left_and_what_is_no_news_any_more_is_passed_over() -> None:
    gone, stays = a_member(80), a_member(90)
    closed("2025Q4", "2026Q1", "2026Q2")
    gone.state, gone.ended_on = MembershipState.LEFT, date(2026, 7, 2)
    db.session.execute(update(Renewal).values(told_at=None).where(Renewal.outcome == Standing.AT_RISK))
    assert tell_all() == [2]
    assert letters_to(gone.person) + letters_to(stays.person) == []
    assert tell_all() == []


def test_a_batch_costs_the_same_for_each() -> None:
    counts = []
    for people in (1, 4):
        for _ in range(people):
            a_member(80)
    closed("2025Q4", "2026Q1")
    for most in (1, 4):
        with counted() as sent:
            renewals.tell(link=LINK, at=APRIL, most=most)
        counts.append(
            len([text for text in sent if text.startswith("SELECT") and "letter_templates" not in text])
        )
    assert counts[1] <= counts[0]


def test_a_lapse_is_confirmed_by_a_person_and_told_with_the_way_to_appeal() -> None:
    proposal = a_proposal()
    manager = a_person(role=Role.MANAGER, at=NOW)
    shown = renewals.words_of_lapse(proposal)
    renewals.lapse(proposal, by=manager, at=APRIL)
    membership = proposal.membership
    assert (membership.state, membership.ended_on) == (MembershipState.LAPSED, date(2026, 4, 1))
    assert (proposal.kept, proposal.resolved_by_id, proposal.resolved_at) == (False, manager.id, APRIL)
    (letter,) = letters_to(membership.person)
    assert (letter.kind, letter.subject) == ("lapsed", shown.subject)
    assert "appeals@program.example" in letter.text
    assert "below 150 for a second quarter, which ended on 31 March 2026" in letter.text
    deed = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "lapsed")).one()
    assert (deed.thing_id, deed.by_id) == (membership.id, manager.id)
    assert db.session.scalars(renewals.proposals()).all() == []


def test_a_person_is_kept_with_a_reason_that_they_read() -> None:
    proposal = a_proposal()
    manager = a_person(role=Role.MANAGER, at=NOW)
    with pytest.raises(Refused, match="Say why"):
        renewals.keep(proposal, reason="", link=LINK, by=manager, at=APRIL)
    renewals.keep(proposal, reason="Ill since March.", link=LINK, by=manager, at=APRIL)
    membership = proposal.membership
    assert (membership.state, membership.is_open) == (MembershipState.AT_RISK, True)
    assert (proposal.kept, proposal.reason) == (True, "Ill since March.")
    (letter,) = letters_to(membership.person)
    assert letter.kind == "kept"
    assert "Ill since March." in letter.text


def test_the_second_who_decides_is_told() -> None:
    proposal = a_proposal()
    first, second = (a_person(role=Role.MANAGER, name=name, at=NOW) for name in ("Ines", "Otto"))
    renewals.keep(proposal, reason="Ill since March.", link=LINK, by=first, at=APRIL)
    with pytest.raises(Refused, match="Ines was faster"):
        renewals.lapse(proposal, by=second, at=APRIL)
    assert [letter.kind for letter in letters_to(proposal.membership.person)] == ["kept"]


def test_all_proposals_of_a_membership_are_decided_together() -> None:
    proposal = a_proposal()
    closed("2026Q2")
    both = db.session.scalars(renewals.proposals().order_by(Renewal.id)).all()
    assert [each.membership_id for each in both] == [proposal.membership_id] * 2
    renewals.lapse(both[1], by=a_person(role=Role.MANAGER, at=NOW), at=APRIL + timedelta(days=100))
    assert [each.kept for each in both] == [False, False]
    assert len(letters_to(proposal.membership.person)) == 1


def test_nobody_decides_about_their_own_place() -> None:
    proposal = a_proposal()
    person = proposal.membership.person
    person.role = Role.MANAGER
    with pytest.raises(Refused, match="your own place"):
        renewals.keep(proposal, reason="I like it here.", link=LINK, by=person, at=APRIL)
    assert db.session.get_one(Membership, proposal.membership_id).is_open


def test_only_a_proposal_can_be_decided() -> None:
    a_member(412)
    closed("2025Q4", "2026Q1")
    renewal = db.session.scalars(select(Renewal).order_by(Renewal.id.desc())).first()
    assert renewal is not None
    with pytest.raises(Refused, match="decided already"):
        renewals.lapse(renewal, by=a_person(role=Role.ADMIN, at=NOW), at=APRIL)


def test_the_renewals_of_a_membership_are_read_along_their_index() -> None:
    """SQLite finds them by every close, and else reads those of everybody."""
    if db.engine.dialect.name != "sqlite":
        return
    membership = a_member(412)
    closed("2025Q4", "2026Q1")
    with counted() as sent:
        assert len(renewals.of_membership(membership)) == 2
    own = f"explain query plan {sent[-1]}"
    plan = db.session.connection().exec_driver_sql(own, (1,) * own.count("?"))
    steps = " ".join(step[3] for step in plan)
    assert "sqlite_autoindex_renewals_1 (close_id=? AND membership_id=?)" in steps, steps
