"""What waits for a person today, and what was done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    bindparam,
    cast,
    exists,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import joinedload

from portal.db import db, rows
from portal.domain import quarters
from portal.domain.earning import leaves, redemption_desk, renewals
from portal.domain.joining import ambassadors, desk
from portal.domain.program import napkin_questions
from portal.domain.working import review_queue
from portal.models.audit_entry import AuditEntry
from portal.models.earning.leave import Leave
from portal.models.earning.quarter_close import Renewal
from portal.models.earning.redemption import WAITING, Redemption
from portal.models.earning.reward import Reward
from portal.models.joining.application import Application, ApplicationState
from portal.models.joining.decision import Decision
from portal.models.joining.membership import Membership
from portal.models.joining.review import Review
from portal.models.letter import Letter, LetterState
from portal.models.paper.napkin_answer import NapkinAnswer
from portal.models.person import Person, Role
from portal.models.revision import Revision
from portal.models.working.submission import Submission, SubmissionState

# Minutes that one of each usually takes, and the order of their urgency.
MINUTES = {
    "unlabelled": 2,
    "rules": 15,
    "failed": 2,
    "decide": 4,
    "work": review_queue.MINUTES,
    "review": 5,
    "assign": 1,
    "rewards": 5,
    "late": 3,
    "held": 1,
    "lapse": 5,
    "leave": 1,
    "mark": 1,
    "begin": 1,
    "print": 1,
}
# Within how many days each is to be done, counted from the day on which the first came.
WITHIN = {"work": review_queue.WITHIN}
QUARTER_BEGAN = bindparam("quarter_began", type_=Date)
UNSEEN = ("signed in", "signed out")


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How many of a kind wait, the day on which the first is due, if it is, and what they take, if known."""

    kind: str
    count: int
    due: date | None
    taking: int | None = None

    @property
    def minutes(self) -> int:
        """Return about how long they take: what is known of them, or so many minutes for each."""
        return MINUTES[self.kind] * self.count if self.taking is None else self.taking


def waiting(person: Person, *, kinds: Collection[str], on: date) -> list[Waiting]:
    """Return what waits for `person` on a day, of the `kinds` that are theirs, in one statement."""
    if not kinds:
        return []
    began = {QUARTER_BEGAN.key: quarters.first_day(quarters.of(on))}
    counted = rows(_counted(person.id, person.email, person.role, frozenset(kinds)), began)
    found = {row.kind: row for row in counted}
    return [
        Waiting(kind=kind, count=found[kind].many, due=_by(kind, found[kind].due), taking=found[kind].taking)
        for kind in MINUTES
        if kind in found and found[kind].many
    ]


def deeds(*, since: datetime, by: Person | None = None, most: int = 30) -> Sequence[AuditEntry]:
    """Return what was done since a moment, by anyone or by one person, the latest first."""
    chosen = select(AuditEntry).where(
        AuditEntry.at >= since, AuditEntry.verb.not_in(UNSEEN), AuditEntry.by_id.is_not(None)
    )
    if by is not None:
        chosen = chosen.where(AuditEntry.by_id == by.id)
    return db.session.scalars(
        chosen.options(joinedload(AuditEntry.by)).order_by(AuditEntry.id.desc()).limit(most)
    ).all()


@lru_cache(maxsize=64)
def _counted(
    id: int, email: str, role: Role | None, kinds: Collection[str]
) -> CompoundSelect[str, int, date | None, int]:
    """Count what waits for one reader; built once for each, which takes longer than the database does."""
    every = _counts(Person(id=id, email=email, role=role))
    return union_all(*(every[kind] for kind in MINUTES if kind in kinds))


def _counts(person: Person) -> dict[str, Select[str, int, date | None, int]]:
    mine = (Review.reviewer_id == person.id, Review.submitted_at.is_(None), Review.tie_at.is_(None))
    return {
        "unlabelled": _work("unlabelled", _unlabelled(person)),
        "work": _work("work", review_queue.waiting_for(person)),
        "rules": _unruled(),
        "failed": _count("failed").where(Letter.state == LetterState.FAILED),
        "decide": _due("decide", person).where(Application.state == ApplicationState.TO_DECIDE),
        "review": _due("review", person)
        .join(Review, Review.application_id == Application.id)
        .where(*mine, Application.state.in_(desk.UNDER_REVIEW)),
        "assign": _due("assign", person).where(Application.state == ApplicationState.NEW),
        "rewards": _rewards(),
        "late": _count("late").select_from(Redemption).where(redemption_desk.is_late()),
        "held": _count("held")
        .select_from(Letter)
        .join(Decision, Decision.letter_id == Letter.id)
        .where(Letter.state == LetterState.HELD, Decision.undone_at.is_(None)),
        "lapse": _count("lapse").select_from(Renewal).join(Renewal.membership).where(*renewals.waits()),
        "leave": _count("leave").select_from(Leave).join(Leave.membership).where(leaves.waits()),
        "mark": _answers(person),
        "begin": _count("begin")
        .select_from(Membership)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.ended_on.is_(None), Person.password_hash.is_(None)),
        "print": _count("print")
        .select_from(Membership)
        .where(Membership.ended_on.is_(None), ambassadors.is_printed("no")),
    }


def _rewards() -> Select[str, int, date | None, int]:
    """Count what was asked for, and the minutes that each reward takes by itself."""
    asked = _row("rewards", cast(null(), Date), taking=func.sum(Reward.handling)).select_from(Redemption)
    return asked.join(Reward, Reward.id == Redemption.reward_id).where(Redemption.state.in_(WAITING))


def _answers(person: Person) -> Select[str, int, date | None, int]:
    """Count what somebody else answered about the rules: nobody marks their own."""
    answered = _count("mark").select_from(NapkinAnswer).join(NapkinAnswer.membership)
    return answered.where(napkin_questions.to_mark(), Membership.person_id != person.id)


def _by(kind: str, day: date | None) -> date | None:
    return day and day + WITHIN.get(kind, timedelta())


def _unruled() -> Select[str, int, date | None, int]:
    """Count one where somebody was here in a quarter that is over, and no rules say how it closes."""
    first = select(func.min(Membership.joined_on).label("joined_on")).subquery()
    published = exists().where(Revision.number.is_not(None))
    return _count("rules").select_from(first).where(first.c.joined_on < QUARTER_BEGAN, ~published)


def _unlabelled(person: Person) -> list[ColumnElement[bool]]:
    returned = Submission.state == SubmissionState.RETURNED
    return [returned, Submission.disclosed.is_(False), Submission.person_id != person.id]


def _work(kind: str, wanted: list[ColumnElement[bool]]) -> Select[str, int, date | None, int]:
    """Count work, up to so many that more make no difference; due is the day on which the first came.

    Disputed work came when it was disputed."""
    came = func.coalesce(Submission.disputed_at, Submission.sent_at).label("came")
    some = select(came).where(*wanted).order_by(Submission.sent_at).limit(review_queue.MOST).subquery()
    first = func.min(some.c.came) if kind in WITHIN else null()
    return _row(kind, func.date(first, type_=Date)).select_from(some)


def _due(kind: str, person: Person) -> Select[str, int, date | None, int]:
    return _row(kind, func.min(Application.answer_by.expression)).where(*desk.visible_to(person))


def _count(kind: str) -> Select[str, int, date | None, int]:
    return _row(kind, cast(null(), Date))


def _row(
    kind: str, due: ColumnElement[date | None], *, taking: ColumnElement[int] | None = None
) -> Select[str, int, date | None, int]:
    minutes = cast(null(), Integer) if taking is None else cast(taking, Integer)
    counted = literal(kind).label("kind"), func.count().label("many"), due.label("due")
    return select(*counted, minutes.label("taking"))
