"""Whether the rules were understood: three ambassadors are asked, they answer, and staff mark it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select
from sqlalchemy.orm import contains_eager

from portal.db import db, locked, rows
from portal.domain import audit
from portal.domain.earning import rates
from portal.domain.earning.rates import Place
from portal.domain.program import napkin_candidates, revisions
from portal.domain.refusal import Refused
from portal.models.joining.membership import Membership
from portal.models.paper.napkin_answer import NapkinAnswer
from portal.models.person import Person
from portal.models.revision import Revision

MOST_KNOW = (0.5, 1.0)
"""Where the share should lie: it is too early to tell while its interval holds the half."""


@dataclass(frozen=True, kw_only=True)
class Share(rates.Share):
    """Those who knew, of all whose answers are marked; and how many were asked."""

    asked: int

    @property
    def place(self) -> Place:
        """Return whether more than half of all ambassadors know, fewer, or it is too early to tell."""
        return self.against(MOST_KNOW)


@dataclass(frozen=True, kw_only=True)
class Round:
    """What was asked about one revision, the latest first."""

    revision: Revision
    answers: Sequence[NapkinAnswer]

    @property
    def share(self) -> Share:
        """Return the share of those who knew."""
        marks = [each.knew for each in self.answers if each.knew is not None]
        return _share(sum(marks), len(marks), len(self.answers))


def put(
    revision: Revision | None, memberships: Sequence[Membership], *, by: Person, at: datetime
) -> list[NapkinAnswer]:
    """Ask up to three ambassadors about the rules in force. They see it on their page, and get no letter.

    Raises `Refused` where no rules are published or others are in force, and where somebody was asked
    already, stands twice, or cannot be asked.
    """
    if revision is None or revision.number is None:
        raise Refused("No rules are published yet: there is nothing to ask about.")
    revision = locked(Revision, revision.id)
    if revision != revisions.current():
        raise Refused("New rules were published meanwhile. Ask about those.")
    _check(revision, memberships, at=at)
    asked = [
        NapkinAnswer(revision=revision, membership=each, asked_at=at, asked_by=by) for each in memberships
    ]
    db.session.add_all(asked)
    db.session.flush()
    for each in asked:
        audit.write("asked", each, by=by, at=at, label=_label(each))
    return asked


def latest_of(membership: Membership) -> NapkinAnswer | None:
    """Return what a membership was asked last, or None."""
    chosen = select(NapkinAnswer).where(NapkinAnswer.membership_id == membership.id)
    return db.session.scalar(chosen.order_by(NapkinAnswer.revision_id.desc()).limit(1))


def waits() -> ColumnElement[bool]:
    """Return a condition: `:membership` was asked about the rules in force, and has not answered."""
    published = select(Revision.id).where(Revision.number.is_not(None))
    in_force = published.order_by(Revision.number.desc()).limit(1).scalar_subquery()
    return exists().where(
        NapkinAnswer.membership_id == bindparam("membership"),
        NapkinAnswer.revision_id == in_force,
        NapkinAnswer.answered_at.is_(None),
    )


def to_mark() -> ColumnElement[bool]:
    """Return a condition: an answer waits for staff to mark it."""
    return NapkinAnswer.answered_at.is_not(None) & NapkinAnswer.marked_at.is_(None)


def why_not(asked: NapkinAnswer) -> Refused | None:
    """Return why a question cannot be answered, or None where it can."""
    if asked.answered_at is not None:
        return Refused("You have answered already. Thank you.")
    if asked.revision != revisions.current():
        return Refused("The rules have changed since you were asked, so this is not needed any more.")
    return None


def answer(asked: NapkinAnswer, *, does: str, gets: str, by_when: str, at: datetime) -> None:
    """Keep what an ambassador answered. Raises `Refused` with the reason that `why_not` knows."""
    asked = locked(NapkinAnswer, asked.id)
    if why := why_not(asked):
        raise why
    asked.does, asked.gets, asked.by_when, asked.answered_at = does, gets, by_when, at
    db.session.flush()
    audit.write("answered", asked, by=asked.membership.person, at=at, label=_label(asked))


def mark(asked: NapkinAnswer, *, knew: bool, by: Person, at: datetime) -> None:
    """Say whether an ambassador knew; a mark can be corrected, and the audit keeps what it was.

    Raises `Refused` for one's own answer, and for what is not answered yet.
    """
    asked = locked(NapkinAnswer, asked.id)
    if asked.membership.person_id == by.id:
        raise Refused("This is your own answer; somebody else marks it.")
    if asked.answered_at is None:
        raise Refused("%(name)s has not answered yet.", name=asked.membership.person.name)
    if asked.knew == knew:
        return
    before = {"knew": asked.knew} if asked.knew is not None else None
    asked.knew, asked.marked_by, asked.marked_at = knew, by, at
    db.session.flush()
    audit.write("marked", asked, by=by, at=at, before=before, after={"knew": knew}, label=_label(asked))


def share(revision: Revision) -> Share:
    """Return how many knew a revision, of those whose answers are marked."""
    asked, marked, knew = rows(
        select(
            func.count(),
            func.count(NapkinAnswer.knew),
            func.count().filter(NapkinAnswer.knew.is_(True)),
        )
        .select_from(NapkinAnswer)
        .where(NapkinAnswer.revision_id == revision.id)
    ).one()
    return _share(knew, marked, asked)


def rounds() -> list[Round]:
    """Return all that was asked, by revision, the latest first, in one statement."""
    grouped = groupby(db.session.scalars(_asked()), key=lambda each: each.revision)
    return [Round(revision=revision, answers=list(answers)) for revision, answers in grouped]


def round_of(revision: Revision) -> Round:
    """Return what was asked about one revision."""
    found = db.session.scalars(_asked().where(NapkinAnswer.revision_id == revision.id))
    return Round(revision=revision, answers=found.all())


def _asked() -> Select[NapkinAnswer]:
    return (
        select(NapkinAnswer)
        .join(NapkinAnswer.revision)
        .join(NapkinAnswer.membership)
        .join(Membership.person)
        .options(
            contains_eager(NapkinAnswer.revision),
            contains_eager(NapkinAnswer.membership).contains_eager(Membership.person),
        )
        .order_by(Revision.number.desc(), NapkinAnswer.id)
    )


def _check(revision: Revision, memberships: Sequence[Membership], *, at: datetime) -> None:
    ids = [each.id for each in memberships]
    before = rows(select(Membership.id).where(Membership.id.in_(ids), napkin_candidates.was_asked(revision)))
    asked, free = set(before.scalars()), {each.id for each in napkin_candidates.free(revision, at=at)}
    if not free and not ids:
        raise Refused("There is nobody to ask: whoever is active was asked about these rules already.")
    if not ids:
        raise Refused("Choose whom to ask.")
    if len(ids) > napkin_candidates.AT_ONCE:
        raise Refused("Choose three at most.")
    if len(set(ids)) < len(ids):
        raise Refused("Somebody is chosen twice. Choose different people.")
    for each in memberships:
        if each.id in asked:
            raise Refused("%(name)s was asked about these rules already.", name=each.person.name)
        if each.id not in free:
            raise Refused("%(name)s is not active at present.", name=each.person.name)


def _share(knew: int, marked: int, asked: int) -> Share:
    return Share(asked=asked, **vars(rates.share(knew, marked)))


def _label(asked: NapkinAnswer) -> str:
    return f"{asked.membership.person.name}, rules {asked.revision.number}"
