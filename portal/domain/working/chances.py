"""Can I do this now? One answer, with every reason why not and the next possible day."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.domain import quarters
from portal.domain.programs import dawn_of, day_of, the_program
from portal.domain.refusal import Refused
from portal.domain.working import sent_in
from portal.domain.working.plans import NEW_FOR, due_of
from portal.domain.working.sent_in import Piece, SentIn
from portal.models.joining.membership import Membership
from portal.models.working.action import Action, Audience, Limit
from portal.models.working.activity_type import ActivityType
from portal.models.working.submission import Submission, SubmissionState


@dataclass(frozen=True)
class Reason:
    """Why not, as a sentence; `until` is the day from which it does not hold, None where there is none."""

    why: Refused
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Chance:
    """Whether something can be done; `last` is the day on which its window closes."""

    reasons: tuple[Reason, ...]
    last: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can be done now."""
        return not self.reasons

    @property
    def next_day(self) -> date | None:
        """Return the next day on which it can be done, None where it can be done now, or never."""
        days = [reason.until for reason in self.reasons]
        known = [day for day in days if day is not None]
        if not known or len(known) < len(days):
            return None
        return None if self.last and max(known) > self.last else max(known)

    def check(self) -> None:
        """Raise the first reason why not."""
        for reason in self.reasons:
            raise reason.why

    def check_ever(self) -> None:
        """Raise the first reason why not, unless a day will come."""
        if self.next_day is None:
            self.check()


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What decides, for one membership on one day: what was sent in, how long it took, and leave.

    `done` has for each action how often it was sent in, ever and this month; `minutes` is what was sent
    in this week, `cap` the most; `back` is the day after a leave that is on.
    """

    membership: Membership
    today: date
    done: Mapping[int | None, tuple[int, int]]
    minutes: int
    cap: int | None
    back: date | None

    def of_action(self, action: Action, *, minutes: int | None = None) -> Chance:
        """Whether the action can be done; `minutes` is what it took, by default what it is said to take."""
        due = due_of(action, joined=self.membership.joined_on)
        taken = action.minutes if minutes is None else minutes
        reasons = (*self._standing(taken), *self._window(action, due.opens, due.on), *self._limits(action))
        return Chance(reasons=reasons, last=due.on)

    def of_type(self, kind: ActivityType | None, *, minutes: int = 0) -> Chance:
        """Whether something of one's own accord can be sent in, under an activity type if one is chosen."""
        reasons = tuple(self._standing(minutes))
        if kind is not None and kind.retired_at is not None:
            why = Refused("%(name)s is not offered any more.", "activity_type", name=kind.name)
            reasons += (Reason(why),)
        return Chance(reasons=reasons)

    def of_submission(self, submission: Submission) -> Chance:
        """Whether a submission can be sent; what was returned was in time, and within its limits."""
        if submission.state is SubmissionState.RETURNED:
            return Chance(reasons=tuple(self._standing(submission.minutes)))
        if submission.action is None:
            return self.of_type(submission.activity_type, minutes=submission.minutes)
        return self.of_action(submission.action, minutes=submission.minutes)

    def _standing(self, minutes: int) -> Iterator[Reason]:
        membership = self.membership
        if membership.ended_on is not None:
            yield Reason(Refused("Your time as an ambassador ended on %(day)s.", day=membership.ended_on))
        if membership.complete_at is None:
            yield Reason(Refused("Agree to the terms first."))
        if self.back is not None:
            last = self.back - timedelta(days=1)
            yield Reason(Refused("You are on leave until %(day)s.", day=last), self.back)
        if self.cap is not None and minutes > self.cap:
            why = "This takes %(minutes)s minutes, and nobody does more than %(cap)s a week."
            yield Reason(Refused(why, "minutes", minutes=minutes, cap=self.cap))
        elif self.cap is not None and self.minutes + max(minutes, 1) > self.cap:
            why = "You have sent in %(minutes)s of the %(cap)s minutes that a week may have."
            monday = self.today + timedelta(days=7 - self.today.weekday())
            yield Reason(Refused(why, "minutes", minutes=self.minutes, cap=self.cap), monday)

    def _window(self, action: Action, opens: date, closes: date) -> Iterator[Reason]:
        if action.ended_at is not None:
            yield Reason(Refused("It was taken off the calendar."))
        if action.is_date:
            yield Reason(Refused("It is a date for everyone; nothing is sent in for it."))
        elif self.today < opens:
            yield Reason(Refused("It opens on %(day)s.", day=opens), opens)
        elif self.today > closes:
            yield Reason(Refused("It closed on %(day)s.", day=closes))
        days = (self.today - self.membership.joined_on).days
        if action.audience is Audience.NEW and days >= NEW_FOR:
            yield Reason(Refused("It is for the first %(days)s days of an ambassador.", days=NEW_FOR))
        if action.audience is Audience.TRUSTED and self.membership.trusted_at is None:
            yield Reason(Refused("It is for trusted ambassadors."))

    def _limits(self, action: Action) -> Iterator[Reason]:
        ever, this_month = self.done.get(action.id, (0, 0))
        if action.limit is Limit.ONCE and ever:
            yield Reason(Refused("You have sent this in; it can be done once."))
        elif action.limit is Limit.UP_TO and ever >= action.limit_count:
            why = "You have sent this in %(count)s times, and no more are asked for."
            yield Reason(Refused(why, count=ever))
        elif action.limit is Limit.MONTHLY and this_month:
            first = (self.today.replace(day=1) + timedelta(days=32)).replace(day=1)
            yield Reason(Refused("You have sent this in; it can be done once a month."), first)


def of(membership: Membership, *, at: datetime, besides: Submission | None = None) -> Situation:
    """Return what decides for a membership at the moment `at`, in one statement.

    `besides` is a submission that counts for nothing, because it is asked about.
    """
    return after(sent_in.by(membership), at=at, besides=besides)


def after(sent: SentIn, *, at: datetime, besides: Submission | None = None) -> Situation:
    """Return the same, by what was sent in."""
    today = day_of(at)
    month, week = dawn_of(today.replace(day=1)), dawn_of(today - timedelta(days=today.weekday()))
    done: defaultdict[int | None, tuple[int, int]] = defaultdict(lambda: (0, 0))
    minutes = 0
    for piece in sent.pieces:
        if besides is not None and piece.id == besides.id:
            continue
        ever, this_month = done[piece.action_id]
        done[piece.action_id] = ever + 1, this_month + _since(month, piece)
        minutes += piece.minutes * _since(week, piece)
    return Situation(
        membership=sent.membership,
        today=today,
        done=done,
        minutes=minutes,
        cap=the_program().weekly_minutes,
        back=_back(sent.away, today),
    )


def _since(moment: datetime, piece: Piece) -> bool:
    return piece.sent_at is not None and piece.sent_at >= moment


def _back(away: Collection[str], today: date) -> date | None:
    """The first day after the leave that is on, where it runs through a second quarter after that too."""
    quarter = quarters.of(today)
    if quarter not in away:
        return None
    while quarter in away:
        quarter = quarters.after(quarter)
    return quarters.first_day(quarter)
