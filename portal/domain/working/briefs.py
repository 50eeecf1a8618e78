"""Briefs: what content must include, what it must avoid, and the rest is the creator's."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import load_only

from portal.db import db
from portal.domain import audit
from portal.domain.refusal import Refused
from portal.models.person import Person
from portal.models.working.brief import Brief

STALE_AFTER = timedelta(days=60)
MATTER = ("title", "intro", "must", "avoid", "free", "right", "wrong")


def current() -> Brief | None:
    """Return the version in force, or None before the first."""
    return db.session.scalar(select(Brief).order_by(Brief.number.desc()).limit(1))


def numbered(number: int) -> Brief | None:
    """Return the version with this number, or None."""
    return db.session.scalar(select(Brief).where(Brief.number == number))


def versions() -> list[Brief]:
    """Return every version, newest first, without its words."""
    lean = load_only(Brief.number, Brief.title, Brief.published_at, Brief.reviewed_at)
    return list(db.session.scalars(select(Brief).order_by(Brief.number.desc()).options(lean)))


def publish(
    title: str,
    *,
    intro: str,
    must: list[str],
    avoid: list[str],
    free: list[str],
    right: str,
    wrong: str,
    by: Person | None,
    at: datetime,
) -> Brief:
    """Publish a new version of the brief. Raises `Refused` when nothing changed."""
    matter = dict(zip(MATTER, (title, intro, must, avoid, free, right, wrong), strict=True))
    last = current()
    if last is not None and all(getattr(last, name) == value for name, value in matter.items()):
        raise Refused("This is word for word version %(number)s.", number=last.number)
    number = (db.session.scalar(select(func.max(Brief.number))) or 0) + 1
    brief = Brief(number=number, published_at=at, reviewed_at=at, by_id=by.id if by else None, **matter)
    db.session.add(brief)
    db.session.flush()
    audit.write("published", brief, by=by, at=at, label=f"{title} {number}")
    return brief


def review(brief: Brief, *, by: Person | None, at: datetime) -> None:
    """Note that somebody read the brief again and it still holds."""
    before = {"reviewed_at": brief.reviewed_at.isoformat()}
    brief.reviewed_at = at
    db.session.flush()
    audit.write("reviewed", brief, by=by, at=at, before=before, label=f"{brief.title} {brief.number}")


def age(brief: Brief, *, at: datetime) -> int:
    """Return the days since somebody last looked whether the brief still holds."""
    return (at - brief.reviewed_at).days


def is_stale(brief: Brief, *, at: datetime) -> bool:
    """Whether nobody has looked at the brief for sixty days."""
    return at - brief.reviewed_at > STALE_AFTER
