"""How far one ambassador has come with what the calendar asks: done, sent back, next."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.domain.programs import day_of
from portal.domain.working.plans import LENGTH, Due, Plan
from portal.domain.working.sent_in import SentIn
from portal.models.working.action import Action, Limit
from portal.models.working.submission import SubmissionState

DONE = (SubmissionState.PENDING, SubmissionState.APPROVED)
STATES = ("open", "done")


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What was sent in and stands: how often by action, ever and this month, and days of one's own accord."""

    today: date
    ever: Counter[int]
    this_month: Counter[int]
    own_days: set[date]

    def is_done(self, action: Action) -> bool:
        """Whether the person has done an action as often as it may be done at present."""
        if action.limit is Limit.MONTHLY:
            return self.this_month[action.id] > 0
        return self.ever[action.id] >= (action.limit_count if action.limit is Limit.UP_TO else 1)

    def left_of(self, dues: Iterable[Due]) -> list[Due]:
        """Return what is still to be done, the next thing first."""
        work = (due for due in dues if not due.action.is_date and due.on >= self.today)
        return [due for due in work if not self.is_done(due.action)]

    def days(self, plan: Plan) -> set[date]:
        """Return the days of a plan on which something is done.

        That is when it was due, or was sent in where nothing had asked for it.
        """
        done = {due.on for due in plan.dues if not due.action.is_date and self.is_done(due.action)}
        return done | {day for day in self.own_days if plan.start <= day < plan.start + LENGTH}


def of(sent: SentIn, *, today: date) -> Progress:
    """Return how far a membership has come, by what it sent in."""
    ever: Counter[int] = Counter()
    this_month: Counter[int] = Counter()
    own_days = set()
    for piece in sent.pieces:
        if piece.sent_at is None or piece.state not in DONE or piece.membership_id != sent.membership.id:
            continue
        on = day_of(piece.sent_at)
        if piece.action_id is None:
            own_days.add(on)
        else:
            ever[piece.action_id] += 1
            this_month[piece.action_id] += (on.year, on.month) == (today.year, today.month)
    return Progress(today=today, ever=ever, this_month=this_month, own_days=own_days)


def in_state(dues: list[Due], progress: Progress, state: str) -> list[Due]:
    """Return the dues that are open or done; all for any other word."""
    if state == "done":
        return [due for due in dues if not due.action.is_date and progress.is_done(due.action)]
    return progress.left_of(dues) if state == "open" else dues
