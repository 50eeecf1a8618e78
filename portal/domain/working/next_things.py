"""What one ambassador does next: returned work, else what can be done now, else until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import Select, bindparam, case, select

from portal.db import rows
from portal.domain.working import chances
from portal.domain.working.chances import Chance
from portal.domain.working.plans import Due
from portal.domain.working.sent_in import SentIn
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.models.working.submission import Submission, SubmissionState
from portal.models.working.verdict import Outcome, Verdict


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
    """The last word on a person's work: what was decided, for how many points, in which words, by whom."""

    submission_id: int
    title: str
    is_returned: bool
    outcome: Outcome
    base_points: int
    weight: int
    note: str
    by: str | None
    at: datetime

    @property
    def awards(self) -> bool:
        """Whether points came with it."""
        return self.outcome in {Outcome.APPROVED, Outcome.IN_PART}


def of(sent: SentIn, left: list[Due], *, at: datetime) -> Next:
    """Return the first of `left` that can be done now; where none can, the first, and until when."""
    situation = chances.after(sent, at=at)
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
    found = rows(_last_word(), {"membership": membership.id}).first()
    return Said(**found._mapping) if found else None


def must_of(due: Due, current: Sequence[str]) -> Sequence[str]:
    """Return what a piece must have, by the brief that an action follows, or else by the `current` one."""
    return due.action.brief.must if due.action.brief else current


@cache
def _last_word() -> Select[int, str, bool, Outcome, int, int, str, str, datetime]:
    """Built once: that takes longer than sending it."""
    returned = Submission.state == SubmissionState.RETURNED
    return (
        select(
            Submission.id.label("submission_id"),
            Submission.title,
            returned.label("is_returned"),
            *(Verdict.outcome, Verdict.base_points, Verdict.weight, Verdict.note),
            Person.name.label("by"),
            Verdict.at,
        )
        .join(Verdict, Verdict.submission_id == Submission.id)
        .outerjoin(Person, Person.id == Verdict.by_id)
        .where(Submission.membership_id == bindparam("membership"), Verdict.undone_at.is_(None))
        .order_by(case((returned, 0), else_=1), Verdict.id.desc())
        .limit(1)
    )
