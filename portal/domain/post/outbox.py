"""The outbox as staff see it: what waits, what went, what was not taken."""

from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import Select, func, select
from sqlalchemy.orm import defer, joinedload

from portal.db import db
from portal.domain.listing import matching
from portal.domain.post import mail_html
from portal.domain.post.letter_secrets import masked
from portal.models.letter import Letter, LetterState

STATES: dict[str, set[LetterState]] = {
    "held": {LetterState.HELD},
    "waiting": {LetterState.QUEUED, LetterState.SENDING},
    "failed": {LetterState.FAILED},
    "sent": {LetterState.SENT},
    "cancelled": {LetterState.CANCELLED},
}


@dataclass(frozen=True, kw_only=True)
class Content:
    """A letter's two parts: plain text, and HTML that is safe inside a page."""

    text: str
    html: Markup


def everything(*, words: str = "", state: str = "", kind: str = "") -> Select[Letter]:
    """Select letters by words in receiver and subject, by state and by kind; without their texts."""
    chosen = select(Letter).where(matching(words, Letter.to_name, Letter.to, Letter.subject))
    if state in STATES:
        chosen = chosen.where(Letter.state.in_(STATES[state]))
    if kind:
        chosen = chosen.where(Letter.kind == kind)
    return chosen.options(defer(Letter.text), defer(Letter.html))


def counts() -> dict[str, int]:
    """Return how many letters stand in each state."""
    chosen = select(Letter.state, func.count()).group_by(Letter.state)
    found = {state: number for state, number in db.session.execute(chosen)}
    return {name: sum(found.get(state, 0) for state in states) for name, states in STATES.items()}


def letter(letter_id: int) -> Letter | None:
    """Return one letter with what is attached, or None."""
    return db.session.get(Letter, letter_id, options=[joinedload(Letter.attachment)])


def read(letter: Letter, *, whole: bool) -> Content:
    """Return what a letter says, safe for a page; unless `whole`, links that open something are cut."""
    text, html = letter.text, letter.html
    if not whole:
        text, html = masked(text), masked(html)
    return Content(text=text, html=mail_html.inner(html))
