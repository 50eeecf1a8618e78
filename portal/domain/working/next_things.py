"""What one ambassador does next: returned work, else what can be done now, else until when."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.working import chances
from portal.domain.working.chances import Chance
from portal.domain.working.plans import Due
from portal.models.joining.membership import Membership
from portal.models.revision import Revision
from portal.models.working.brief import Brief
from portal.models.working.submission import Submission, SubmissionState
from portal.models.working.verdict import Verdict


@dataclass(frozen=True, kw_only=True)
class Next:
    """What is next; `chance` says whether `due` can be done now, with every reason why not.

    `back` is the first day after a leave that is on, `until` the day on which there is something again.
    """

    due: Due | None = None
    chance: Chance | None = None
    back: date | None = None
    until: date | None = None

    @property
    def can(self) -> bool:
        """Whether there is something to do now."""
        return self.chance is not None and self.chance.is_open


@dataclass(frozen=True, kw_only=True)
class Said:
    """The last word on a person's work."""

    submission: Submission
    verdict: Verdict

    @property
    def is_returned(self) -> bool:
        """Whether the work waits to be changed and sent again."""
        return self.submission.state is SubmissionState.RETURNED


def of(membership: Membership, left: list[Due], *, at: datetime) -> Next:
    """Return the first of `left` that can be done now; where none can, the first, and until when."""
    situation = chances.of(membership, at=at)
    open_days = []
    for due in left:
        chance = situation.of_action(due.action)
        if chance.is_open:
            return Next(due=due, chance=chance, back=situation.back)
        if chance.next_day is not None:
            open_days.append((chance.next_day, due, chance))
    if not open_days:
        return Next(back=situation.back)
    until, due, chance = min(open_days, key=lambda found: (found[0], found[1].on))
    return Next(due=due, chance=chance, back=situation.back, until=until)


def said_of(membership: Membership) -> Said | None:
    """Return the last word on what a membership sent in; what was returned comes before all else."""
    waits = case((Submission.state == SubmissionState.RETURNED, 0), else_=1)
    found = db.session.execute(
        select(Submission, Verdict)
        .join(Verdict, Verdict.submission_id == Submission.id)
        .where(Submission.membership_id == membership.id, Verdict.undone_at.is_(None))
        .options(joinedload(Verdict.by))
        .order_by(waits, Verdict.id.desc())
        .limit(1)
    ).first()
    return Said(submission=found[0], verdict=found[1]) if found else None


def guide_of(due: Due) -> tuple[Brief | None, str]:
    """Return the brief that an action follows, or else the current one, and how one discloses."""
    disclosure = (
        select(Revision.disclosure)
        .where(Revision.number.is_not(None))
        .order_by(Revision.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    chosen = select(Brief, disclosure).order_by(Brief.number.desc()).limit(1)
    if due.action.brief_id is not None:
        chosen = chosen.where(Brief.id == due.action.brief_id)
    found = db.session.execute(chosen).first()
    return (found[0], found[1] or "") if found else (None, "")
