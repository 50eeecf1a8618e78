"""Whether the rules were understood: whom to ask, the answer once, the mark, and the share."""

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain import personal_data
from portal.domain.earning import leaves, rates
from portal.domain.earning.rates import Place
from portal.domain.joining import onboarding
from portal.domain.program import napkin_candidates, napkin_questions
from portal.domain.refusal import Refused
from portal.models.audit_entry import AuditEntry
from portal.models.joining.membership import Membership
from portal.models.paper.napkin_answer import NapkinAnswer
from portal.models.person import Person, Role
from portal.models.revision import Revision
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_joining import a_membership
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import the_rules

pytestmark = pytest.mark.usefixtures("app")
SAID = {"does": "Two pieces a month.", "gets": "Points.", "by_when": "At once."}


@pytest.fixture
def manager(app: object) -> Person:
    """Who asks and marks."""
    return a_person(role=Role.MANAGER, name="Ines Calder", at=NOW)


@pytest.fixture
def rules(app: object) -> Revision:
    """The rules in force."""
    return the_rules(at=NOW)


def some(count: int) -> list[Membership]:
    return [an_ambassador(at=NOW) for _ in range(count)]


def deeds() -> list[tuple[str, int | None, object, object]]:
    found = select(AuditEntry).where(AuditEntry.thing == "napkin_answers").order_by(AuditEntry.id)
    return [(each.verb, each.by_id, each.before, each.after) for each in db.session.scalars(found)]


def test_three_are_drawn_the_same_each_time_and_never_twice(rules: Revision, manager: Person) -> None:
    everyone = some(7)
    first = napkin_candidates.drawn(rules, at=NOW)
    assert napkin_candidates.drawn(rules, at=NOW) == first
    assert len({each.id for each in first}) == 3
    people = [db.session.get_one(Membership, each.id) for each in first]
    napkin_questions.put(rules, people, by=manager, at=NOW)
    second = napkin_candidates.drawn(rules, at=NOW)
    assert not {each.id for each in first} & {each.id for each in second}
    napkin_questions.put(
        rules, [db.session.get_one(Membership, each.id) for each in second], by=manager, at=NOW
    )
    (last,) = napkin_candidates.drawn(rules, at=NOW)
    assert {last.id, *(each.id for each in first), *(each.id for each in second)} == {
        each.id for each in everyone
    }


def test_another_revision_draws_others() -> None:
    some(30)
    first = napkin_candidates.drawn(the_rules(at=NOW), at=NOW)
    assert napkin_candidates.drawn(the_rules(at=NOW, lines=["Be early."]), at=NOW) != first


def test_only_who_is_active_and_here_can_be_asked(rules: Revision, manager: Person) -> None:
    here, away, gone = some(3)
    a_membership(at=NOW)
    leave = leaves.ask(away, "2026Q1", at=NOW)
    leaves.confirm(leave, named="Q1", link="https://portal.example/me", by=manager, at=NOW)
    gone.ended_on = NOW.date()
    assert [each.id for each in napkin_candidates.free(rules, at=NOW)] == [here.id]
    for each in (away, gone):
        with pytest.raises(Refused, match="is not active at present"):
            napkin_questions.put(rules, [each], by=manager, at=NOW)


def test_they_are_asked_answer_and_are_marked(rules: Revision, manager: Person) -> None:
    one, *_others = people = some(3)
    asked = napkin_questions.put(rules, people, by=manager, at=NOW)[0]
    assert napkin_questions.latest_of(one) == asked
    assert [onboarding.waiting(each).is_asked for each in people] == [True, True, True]
    napkin_questions.answer(asked, **SAID, at=NOW)
    assert [onboarding.waiting(each).is_asked for each in people] == [False, True, True]
    napkin_questions.mark(asked, knew=False, by=manager, at=NOW)
    napkin_questions.mark(asked, knew=False, by=manager, at=NOW)
    napkin_questions.mark(asked, knew=True, by=manager, at=NOW)
    assert (asked.does, asked.gets, asked.by_when, asked.knew) == (*SAID.values(), True)
    assert deeds() == [
        *[("asked", manager.id, None, None)] * 3,
        ("answered", one.person_id, None, None),
        ("marked", manager.id, None, {"knew": False}),
        ("marked", manager.id, {"knew": False}, {"knew": True}),
    ]


def test_what_cannot_be_asked_is_said(rules: Revision, manager: Person) -> None:
    ada, *others = some(4)
    for people, why in (
        ([], "Choose whom to ask"),
        ([ada, *others], "Choose three at most"),
        ([ada, ada], "chosen twice"),
    ):
        with pytest.raises(Refused, match=why):
            napkin_questions.put(rules, people, by=manager, at=NOW)
    napkin_questions.put(rules, [ada], by=manager, at=NOW)
    with pytest.raises(Refused, match=f"{ada.person.name} was asked about these rules already"):
        napkin_questions.put(rules, [others[0], ada], by=manager, at=NOW)
    napkin_questions.put(rules, others, by=manager, at=NOW)
    with pytest.raises(Refused, match="There is nobody to ask"):
        napkin_questions.put(rules, [], by=manager, at=NOW)
    assert len(db.session.scalars(select(NapkinAnswer)).all()) == 4


def test_only_the_rules_in_force_are_asked_about(manager: Person) -> None:
    with pytest.raises(Refused, match="No rules are published"):
        napkin_questions.put(None, some(1), by=manager, at=NOW)
    old, ada = the_rules(at=NOW), an_ambassador(at=NOW)
    (asked,) = napkin_questions.put(old, [ada], by=manager, at=NOW)
    new = the_rules(at=NOW, lines=["Be early."])
    assert onboarding.waiting(ada).is_asked is False
    with pytest.raises(Refused, match="The rules have changed"):
        napkin_questions.answer(asked, **SAID, at=NOW)
    with pytest.raises(Refused, match="New rules were published"):
        napkin_questions.put(old, some(1), by=manager, at=NOW)
    (again,) = napkin_questions.put(new, [ada], by=manager, at=NOW)
    assert napkin_questions.latest_of(ada) == again
    assert [each.revision.number for each in napkin_questions.rounds()] == [2, 1]


def test_an_answer_stands_and_its_mark_is_given_by_somebody_else(rules: Revision, manager: Person) -> None:
    ada, own = some(2)
    own.person.role = Role.MANAGER
    first, second = napkin_questions.put(rules, [ada, own], by=manager, at=NOW)
    with pytest.raises(Refused, match=f"{ada.person.name} has not answered yet"):
        napkin_questions.mark(first, knew=True, by=manager, at=NOW)
    napkin_questions.answer(first, **SAID, at=NOW)
    with pytest.raises(Refused, match="answered already"):
        napkin_questions.answer(first, does="More.", gets="Much.", by_when="Now.", at=NOW)
    assert first.does == SAID["does"]
    napkin_questions.answer(second, **SAID, at=NOW)
    with pytest.raises(Refused, match="your own answer"):
        napkin_questions.mark(second, knew=True, by=own.person, at=NOW)
    assert second.knew is None


@pytest.mark.parametrize(
    ("knew", "wrong", "open_ones", "place"),
    [
        (0, 0, 1, Place.EARLY),
        (2, 1, 0, Place.EARLY),
        (3, 0, 1, Place.EARLY),
        (4, 0, 0, Place.INSIDE),
        (0, 4, 0, Place.BELOW),
    ],
)
def test_the_share_says_how_sure_it_is(
    rules: Revision, manager: Person, knew: int, wrong: int, open_ones: int, place: Place
) -> None:
    marks = [True] * knew + [False] * wrong
    for each, mark in zip(some(knew + wrong + open_ones), [*marks, None, None], strict=False):
        (asked,) = napkin_questions.put(rules, [each], by=manager, at=NOW)
        if mark is not None:
            napkin_questions.answer(asked, **SAID, at=NOW)
            napkin_questions.mark(asked, knew=mark, by=manager, at=NOW)
    found, known = napkin_questions.share(rules), rates.share(knew, knew + wrong)
    assert (found.part, found.whole, found.asked) == (knew, knew + wrong, knew + wrong + open_ones)
    assert (found.low, found.high, found.place) == (known.low, known.high, place)
    assert napkin_questions.round_of(rules).share == found


def test_ones_data_holds_what_one_answered(rules: Revision, manager: Person) -> None:
    ada, other = some(2)
    for each, says in zip(
        napkin_questions.put(rules, [ada, other], by=manager, at=NOW), ("Mine.", "Theirs."), strict=True
    ):
        napkin_questions.answer(each, does=says, gets="Points.", by_when="Now.", at=NOW)
    rows = personal_data.of(ada.person, at=NOW)["napkin_answers"]
    assert [(row["does"], row["gets"], row["by_when"]) for row in rows] == [("Mine.", "Points.", "Now.")]
