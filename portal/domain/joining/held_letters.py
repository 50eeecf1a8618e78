"""The letters of decisions made quietly: which are held, and sending them together."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain import audit
from portal.domain.people import accounts, tickets
from portal.domain.post import letters
from portal.domain.refusal import Refused
from portal.models.joining.application import Application
from portal.models.joining.decision import Decision, Outcome
from portal.models.letter import Letter, LetterState
from portal.models.person import Person
from portal.models.ticket import Purpose


def all_held() -> Sequence[Decision]:
    """Return the decisions whose letters are held, the oldest first, in one statement."""
    chosen = (
        select(Decision)
        .join(Decision.letter)
        .where(Letter.state == LetterState.HELD, Decision.undone_at.is_(None))
        .options(joinedload(Decision.application), joinedload(Decision.letter), joinedload(Decision.by))
        .order_by(Decision.at, Decision.id)
    )
    return db.session.scalars(chosen).all()


def send(decisions: Sequence[Decision], *, by: Person, at: datetime) -> None:
    """Send letters that were held; a welcome link in them is good for its full time from now."""
    for decision in decisions:
        if decision.letter is None:
            continue
        letters.release(decision.letter, at=at)
        if decision.outcome is Outcome.APPROVED:
            tickets.prolong(_person_of(decision.application), purpose=Purpose.WELCOME, at=at)
        audit.write("sent the letter", decision.application, by=by, at=at, label=decision.application.name)


def _person_of(application: Application) -> Person:
    person = accounts.person_of(application.email)
    if person is None:
        raise Refused("%(name)s has no account yet.", name=application.name)
    return person
