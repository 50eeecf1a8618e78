"""Signed links to applications: making one for a letter, and finding what one leads to."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from portal.db import db
from portal.domain.people.sign_ins import fingerprint
from portal.models.joining.application import Application
from portal.models.joining.application_link import ApplicationLink

OFTEN = 6


def mint(application: Application, *, at: datetime) -> str:
    """Make one more link to `application` and return its token, which only the letter will hold."""
    token = secrets.token_urlsafe(32)
    link = ApplicationLink(application_id=application.id, token_hash=fingerprint(token), made_at=at)
    db.session.add(link)
    db.session.flush()
    return token


def application_of(token: str) -> Application | None:
    """Return the application that `token` leads to, or None; one that was purged is led to no more."""
    known = fingerprint(token)
    further = select(ApplicationLink.application_id).where(ApplicationLink.token_hash == known)
    return db.session.scalar(
        select(Application).where(
            or_(Application.token_hash == known, Application.id.in_(further)), Application.purged_at.is_(None)
        )
    )


def is_tired(application: Application, *, at: datetime) -> bool:
    """Whether so many links were made in the last day that another letter would be a nuisance."""
    made = db.session.scalar(
        select(func.count(ApplicationLink.id)).where(
            ApplicationLink.application_id == application.id,
            ApplicationLink.made_at > at - timedelta(days=1),
        )
    )
    return (made or 0) >= OFTEN
