"""Influence hours: the time that approved work took, plain and weighed by how far it carries."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import func, select

from portal.db import db
from portal.models.person import Person
from portal.models.working.submission import Submission, SubmissionState

TENTH = Decimal("0.1")


@dataclass(frozen=True, kw_only=True)
class Given:
    """Minutes of approved work; `weighed` has each piece's minutes times its weight."""

    minutes: int
    weighed: int

    @property
    def hours(self) -> Decimal:
        """Return the influence hours."""
        return hours(self.minutes)

    @property
    def weighted_hours(self) -> Decimal:
        """Return the weighted figure."""
        return hours(self.weighed)


def hours(minutes: int) -> Decimal:
    """Return minutes as hours, to a tenth."""
    return (Decimal(minutes) / 60).quantize(TENTH, ROUND_HALF_UP)


def given_by(person: Person) -> Given:
    """Return what a person's approved work took."""
    weighed = Submission.minutes * Submission.weight
    minutes, times = db.session.execute(
        select(func.coalesce(func.sum(Submission.minutes), 0), func.coalesce(func.sum(weighed), 0)).where(
            Submission.person_id == person.id, Submission.state == SubmissionState.APPROVED
        )
    ).one()
    return Given(minutes=minutes, weighed=times)
