"""What one membership made: its approved pieces, the days they were sent in on, the time they took."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from portal.db import rows
from portal.domain.programs import dawn_of, day_of
from portal.domain.working.hours import hours
from portal.models.joining.membership import Membership
from portal.models.working.submission import Submission, SubmissionState


@dataclass(frozen=True, kw_only=True)
class Made:
    """Approved pieces and the minutes they took; `days` has each day that one was sent in on, in order.

    `licensed` says how many of them come with leave to show them.
    """

    pieces: int = 0
    minutes: int = 0
    licensed: int = 0
    days: tuple[date, ...] = ()

    @property
    def hours(self) -> Decimal:
        """Return the influence hours."""
        return hours(self.minutes)


def by(membership: Membership, *, first: date, last: date, at: datetime) -> Made:
    """Return what a membership sent in from `first` to `last` and was approved by the moment `at`."""
    chosen = select(Submission.sent_at, Submission.minutes, Submission.licensed).where(
        Submission.membership_id == membership.id,
        Submission.state == SubmissionState.APPROVED,
        Submission.sent_at >= dawn_of(first),
        Submission.sent_at < dawn_of(last + timedelta(days=1)),
        Submission.decided_at <= at,
    )
    found = rows(chosen).all()
    return Made(
        pieces=len(found),
        minutes=sum(minutes for _sent, minutes, _licensed in found),
        licensed=sum(licensed for _sent, _minutes, licensed in found),
        days=tuple(sorted({day_of(sent) for sent, _minutes, _licensed in found if sent})),
    )
