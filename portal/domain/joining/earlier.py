"""What the same address sent before: whether it stands in the way, and until when."""

from datetime import date, datetime

from sqlalchemy import Select, select

from portal.db import db
from portal.domain import programs
from portal.models.joining.application import OPEN_STATES, Application, ApplicationState
from portal.models.joining.decision import Decision
from portal.models.joining.membership import Membership
from portal.models.letter import Letter, LetterState


def latest_of(email: str) -> Application | None:
    """Return the last application of an address, sent or not, or None."""
    return db.session.scalar(_of(email).order_by(Application.submitted_at.is_(None), Application.id.desc()))


def sent_of(email: str, *, at: datetime) -> Application | None:
    """Return the application of an address that stands in the way of another, or None.

    One that waits for a decision does; one that was approved, while the membership lasts; one that
    was declined, until the day from which the person may apply again.
    """
    sent = db.session.scalars(
        _of(email).where(Application.submitted_at.is_not(None)).order_by(Application.id)
    )
    return next((each for each in sent if _stands(each, at=at)), None)


def first_of(email: str, *, at: datetime) -> Application | None:
    """Return where somebody who begins again is led: what was sent before, else an unsent draft."""
    drafts = _of(email).where(Application.state == ApplicationState.DRAFT, Application.submitted_at.is_(None))
    return sent_of(email, at=at) or db.session.scalar(drafts.order_by(Application.id.desc()))


def told(application: Application, *, at: datetime) -> Decision | None:
    """Return the decision that the applicant was told of, or None: not while its letter is held."""
    underway = (LetterState.QUEUED, LetterState.SENDING, LetterState.SENT, LetterState.FAILED)
    return db.session.scalar(
        select(Decision)
        .join(Letter, Letter.id == Decision.letter_id)
        .where(
            Decision.application_id == application.id,
            Decision.undone_at.is_(None),
            Letter.state.in_(underway),
            Letter.not_before <= at,
        )
        .order_by(Decision.id.desc())
    )


def reapply_on(application: Application, *, at: datetime) -> date | None:
    """Return the day from which a declined person may apply again, if it was told and is to come."""
    decision = told(application, at=at)
    if application.state is not ApplicationState.DECLINED or decision is None:
        return None
    day = decision.reapply_on
    return day if day and day > programs.day_of(at) else None


def _of(email: str) -> Select[Application]:
    return select(Application).where(
        Application.email == email,
        Application.twin_of_id.is_(None),
        Application.withdrawn_at.is_(None),
        Application.purged_at.is_(None),
    )


def _stands(application: Application, *, at: datetime) -> bool:
    if application.state in OPEN_STATES:
        return True
    if application.state is ApplicationState.APPROVED:
        ended = select(Membership.id).where(
            Membership.application_id == application.id, Membership.ended_on.is_not(None)
        )
        return db.session.scalar(ended) is None
    if application.state is ApplicationState.DECLINED:
        return told(application, at=at) is None or reapply_on(application, at=at) is not None
    return False
