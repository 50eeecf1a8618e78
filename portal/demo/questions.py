"""Three who were asked about the rules: two answered and were marked, and Ada has not come to it."""

from datetime import datetime, timedelta

from sqlalchemy import select

from portal.db import db
from portal.demo.facts import Facts
from portal.domain.program import napkin_candidates, napkin_questions, revisions
from portal.models.joining.membership import Membership
from portal.models.person import Person, Role

DAY = timedelta(days=1)


def load(facts: Facts, *, at: datetime) -> None:
    """Ask two who were drawn, and Ada, six days before `at`; mark what they said."""
    revision, manager = revisions.current(), _manager()
    assert revision is not None
    ada = db.session.scalars(
        select(Membership).join(Membership.person).where(Person.email.like("ada@%"))
    ).one()
    drawn = [each.id for each in napkin_candidates.drawn(revision, at=at) if each.id != ada.id]
    others = [db.session.get_one(Membership, each) for each in drawn[: len(facts.answers)]]
    asked = napkin_questions.put(revision, [*others, ada], by=manager, at=at - 6 * DAY)
    for each, said in zip(asked, facts.answers, strict=False):
        napkin_questions.answer(each, does=said.does, gets=said.gets, by_when=said.by_when, at=at - 5 * DAY)
        napkin_questions.mark(each, knew=said.knew, by=manager, at=at - 4 * DAY)


def _manager() -> Person:
    return db.session.scalars(select(Person).where(Person.role == Role.MANAGER)).one()
