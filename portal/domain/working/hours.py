"""Influence hours: the time that approved work took, plain and weighed by how far it carries."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import bindparam, func, select

from portal.db import rows
from portal.models.person import Person
from portal.models.working.submission import Submission, SubmissionState

TENTH = Decimal("0.1")
SUMS = select(
    func.coalesce(func.sum(Submission.minutes), 0),
    func.coalesce(func.sum(Submission.minutes * Submission.weight), 0),
).where(Submission.person_id == bindparam("person"), Submission.state == SubmissionState.APPROVED)


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
    minutes, weighed = rows(SUMS, {"person": person.id}).one()
    return Given(minutes=minutes, weighed=weighed)
