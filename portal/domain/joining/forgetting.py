"""Deleting what applicants wrote, when the time that we promised is over."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from portal.db import db
from portal.domain import audit
from portal.domain.joining import applications, invitations
from portal.domain.people.sign_ins import fingerprint
from portal.models.joining.application import Application, ApplicationState
from portal.models.joining.application_link import ApplicationLink
from portal.models.joining.consent import Consent, ConsentFor
from portal.models.joining.decision import Decision
from portal.models.joining.review import Review

ANSWERED = timedelta(days=183)
WORDS = ("name", "town", "country", "age_band", "work", "audience", "replies_link", "reach", "ties", "why")


def due(*, at: datetime) -> list[Application]:
    """Return whose words are to be deleted: unsent drafts past their day, and noes of six months ago.

    A no is a decline, a withdrawal, or a twin, which nobody decides on. Nothing is changed, so that
    this is also the run that only shows what it would do.
    """
    said_no = select(func.max(Decision.at)).where(Decision.application_id == Application.id)
    ended = func.coalesce(Application.withdrawn_at, said_no.scalar_subquery(), Application.submitted_at)
    over = Application.state.in_((ApplicationState.DECLINED, ApplicationState.WITHDRAWN)) | (
        Application.twin_of_id.is_not(None)
    )
    unsent = (Application.state == ApplicationState.DRAFT) & Application.submitted_at.is_(None)
    kept = select(Application).where(Application.purged_at.is_(None)).order_by(Application.id)
    old = db.session.scalars(kept.where(over, ended < at - ANSWERED)).all()
    drafts = db.session.scalars(kept.where(unsent, Application.saved_at < at - applications.DRAFT_LASTS))
    return [*(draft for draft in drafts if applications.kept_until(draft) < at), *old]


def forget(*, at: datetime) -> int:
    """Delete the words of all that are due, and old nominations; return how many.

    What is left of an application are its state, its source and its dates, for the numbers.
    """
    found = due(at=at)
    for application in found:
        _blank(application, at=at)
    count = len(found) + invitations.forget_old(at=at)
    if count:
        audit.write("forgot", "applications", by=None, at=at, after={"rows": count})
    return count


def _blank(application: Application, *, at: datetime) -> None:
    for field in WORDS:
        setattr(application, field, "")
    application.links, application.places, application.hours_month = [], [], None
    application.email = fingerprint(application.email)
    application.purged_at = at
    mine = application.id
    db.session.execute(delete(ApplicationLink).where(ApplicationLink.application_id == mine))
    db.session.execute(update(Review).where(Review.application_id == mine).values(comment=""))
    db.session.execute(update(Decision).where(Decision.application_id == mine).values(note="", body=""))
    given = (Consent.application_id == mine) & (Consent.purpose == ConsentFor.APPLICATION)
    db.session.execute(update(Consent).where(given).values(email=application.email))
    db.session.flush()
