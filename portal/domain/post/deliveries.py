"""Handing letters over: claimed before, marked after, tried again when it did not work."""

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from portal.db import db, locked
from portal.domain.post.letter_secrets import masked
from portal.models.letter import Letter, LetterState

# Longer than handing over one letter can take: only what broke off is claimed a second time.
LEASE = timedelta(minutes=10)
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720)]
BROKE_OFF = "Handing it over broke off each time."


def claim(*, at: datetime) -> Letter | None:
    """Take the letter that has waited longest in hand, or one whose handing over broke off, or None."""
    due = or_(
        and_(Letter.state == LetterState.QUEUED, Letter.not_before <= at),
        and_(Letter.state == LetterState.SENDING, Letter.claimed_at <= at - LEASE),
    )
    letter = db.session.scalar(
        select(Letter)
        .where(due)
        .order_by(Letter.not_before, Letter.id)
        .limit(1)
        .options(joinedload(Letter.attachment))
        .with_for_update(skip_locked=True, of=Letter)
        .execution_options(populate_existing=True)
    )
    if letter is None:
        return None
    if letter.attempts > len(PAUSES):
        letter.state, letter.claimed_at, letter.error = LetterState.FAILED, None, letter.error or BROKE_OFF
        return claim(at=at)
    letter.attempts += 1
    letter.state, letter.claimed_at = LetterState.SENDING, at
    db.session.flush()
    return letter


def delivered(letter_id: int, *, at: datetime) -> None:
    """Mark a letter as handed over; the links in it that open something are not kept."""
    letter = locked(Letter, letter_id)
    letter.state, letter.sent_at, letter.claimed_at, letter.error = LetterState.SENT, at, None, ""
    letter.text, letter.html = masked(letter.text), masked(letter.html)
    db.session.flush()


def refused(letter_id: int, *, why: str, for_good: bool, at: datetime) -> None:
    """Keep why a letter was not taken; it is tried again later, or never where it is `for_good`."""
    letter = locked(Letter, letter_id)
    letter.error, letter.claimed_at = why[:1000], None
    if for_good or letter.attempts > len(PAUSES):
        letter.state = LetterState.FAILED
    else:
        letter.state, letter.not_before = LetterState.QUEUED, at + PAUSES[letter.attempts - 1]
    db.session.flush()
