"""The rubric: its lines, what they count, and changing either."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.db import db
from portal.domain import audit
from portal.domain.refusal import Refused
from portal.models.joining.application import OPEN_STATES, Application
from portal.models.joining.review import Review, RubricLine
from portal.models.person import Person

WORDS = ("name", "about", "words0", "words2", "words4")


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one line of the rubric shall say, and how much it shall count, 1 to 5."""

    name: str
    about: str
    words0: str
    words2: str
    words4: str
    weight: int


def lines() -> Sequence[RubricLine]:
    """Return the lines of the rubric, in order."""
    return db.session.scalars(select(RubricLine).order_by(RubricLine.position)).all()


def revise(changed: Mapping[int, Line], *, reason: str, by: Person, at: datetime) -> None:
    """Change words and weights of lines, by their ids.

    New weights need a reason. They count at once for whatever is not decided, and reprice nothing
    that is. Raises `Refused` without a reason, or for a weight off the scale.
    """
    reweighed = False
    for line in lines():
        if line.id in changed:
            reweighed |= _revise(line, changed[line.id], reason=reason, by=by, at=at)
    db.session.flush()
    if reweighed:
        _weigh_again()


def _revise(line: RubricLine, new: Line, *, reason: str, by: Person, at: datetime) -> bool:
    if not 1 <= new.weight <= 5:
        raise Refused("A line counts once to five times.", f"lines-{line.position}-weight")
    before = {name: getattr(line, name) for name in (*WORDS, "weight")}
    after = {name: getattr(new, name) for name in (*WORDS, "weight")}
    changed = [name for name in after if before[name] != after[name]]
    if "weight" in changed and not reason.strip():
        raise Refused("Say why the weights change; it is kept with the change.", "reason")
    for name in changed:
        setattr(line, name, after[name])
    if changed:
        audit.write(
            "revised",
            line,
            by=by,
            at=at,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed} | ({"reason": reason} if reason else {}),
            label=line.name,
        )
    return "weight" in changed


def _weigh_again() -> None:
    weights = {line.id: line.weight for line in lines()}
    chosen = (
        select(Review)
        .join(Review.application)
        .where(Application.state.in_(OPEN_STATES))
        .options(selectinload(Review.scores))
    )
    for review in db.session.scalars(chosen):
        for score in review.scores:
            score.weight = weights[score.line_id]
        if review.is_in:
            review.total = review.sum
    db.session.flush()
