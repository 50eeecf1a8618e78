"""What an applicant does: begin, save a page, send, correct, withdraw, and find the way back."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from portal.db import db, locked
from portal.domain import audit, programs
from portal.domain.joining import (
    application_letters,
    consents,
    decisions,
    doors,
    earlier,
    invitations,
    standings,
)
from portal.domain.joining.pages import PAGES, age_bands, missing
from portal.domain.people.accounts import normal
from portal.domain.people.sign_ins import fingerprint
from portal.domain.people.tickets import Link
from portal.domain.refusal import Refused
from portal.models.joining.application import Application, ApplicationState, Source
from portal.models.joining.consent import ConsentFor
from portal.models.joining.invitation import Invitation, InvitationKind

DRAFT_LASTS = timedelta(days=30)
UNDER = "under"
_SOURCES = {InvitationKind.INVITED: Source.INVITED, InvitationKind.NOMINATED: Source.NOMINATED}


def begin(
    email: str,
    *,
    name: str,
    town: str,
    age_band: str,
    invitation: Invitation | None = None,
    link: Link,
    at: datetime,
) -> tuple[Application, str]:
    """Make a draft and return it with the token of its signed link; a letter brings the link too.

    Where the address applied before, the letter leads to the first application instead, and what
    is returned tells nothing of it. `link` makes an address of a token. An invitation counts for
    one person; once used, it is passed over. Raises `Refused` for an age below the program's, and
    while the doors are shut.
    """
    if invitation is not None and invitations.is_used(invitation):
        invitation = None
    _may_come_in(invitation, at=at)
    _is_old_enough(age_band)
    token = secrets.token_urlsafe(32)
    application = _draft(normal(email), token, invitation, at=at)
    application.name, application.town, application.age_band = name, town, age_band
    first = earlier.first_of(application.email, at=at)
    db.session.add(application)
    db.session.flush()
    if first is None:
        until = programs.day_of(kept_until(application))
        application_letters.post("application_saved", application, link=link, at=at, until=until)
    else:
        application_letters.lead_to(first, link=link, at=at)
    return application, token


def save(
    application: Application, page: str, *, whole: bool, link: Link, at: datetime, **values: Any
) -> None:
    """Keep the answers of one page; `whole` says that nothing on it is missing or wrong.

    Once the application was sent this is a correction, of which a letter tells. Raises `Refused`
    when it can be corrected no more, and for an age below the program's.
    """
    if unknown := set(values) - set(PAGES[page]):
        raise ValueError(f"not asked on page {page}: {', '.join(sorted(unknown))}")
    application = locked(Application, application.id)
    _may_be_changed(application)
    if values.get("age_band") or (page == "you" and whole):
        _is_old_enough(values["age_band"])
    for field, value in values.items():
        setattr(application, field, value)
    filled = {*application.pages} - {page} | ({page} if whole else set())
    application.pages = [name for name in PAGES if name in filled]
    application.saved_at = at
    db.session.flush()
    if application.submitted_at and not application.twin_of_id:
        application_letters.post_once(
            "application_corrected", application, link=link, at=at, number=application.number
        )


def send(
    application: Application, *, consent: str, marketing: str | None, link: Link, at: datetime
) -> Application:
    """Send a draft: it has a number and a day of answer from now on, and a letter says both.

    `consent` and `marketing` are the words that were agreed to, None where they were not. A second
    application of the same address stands aside, and the letter leads to the first. Raises
    `Refused` when a page is missing, when it was sent already, and while the doors are shut.
    """
    _lock_all_of(application.email)
    if not application.is_draft or application.submitted_at or application.withdrawn_at:
        raise Refused("This application was sent already.")
    _may_come_in(application.invitation, at=at)
    if missing(application):
        raise Refused("A page is not finished yet. It is named above; finish it, then send.")
    first = earlier.sent_of(application.email, at=at)
    program = programs.the_program()
    application.number = f"A-{application.id:04d}"
    application.submitted_at = at
    application.answer_by = programs.day_of(at) + timedelta(days=program.answer_days)
    _agree(application, consent, marketing, at=at)
    if first is not None:
        application.twin_of_id = first.id
        db.session.flush()
        application_letters.lead_to(first, link=link, at=at)
        return application
    application.state = ApplicationState.NEW
    db.session.flush()
    application_letters.post(
        "application_received",
        application,
        link=link,
        at=at,
        number=application.number,
        answer_by=application.answer_by,
    )
    return application


def withdraw(application: Application, *, link: Link, at: datetime) -> None:
    """Take an application back, at the applicant's word; done twice, the first time stays.

    A decision of which nobody was told yet falls with it. Raises `Refused` once one was told.
    """
    application = locked(Application, application.id)
    if application.withdrawn_at:
        return
    if not standings.of(application, at=at).may_be_withdrawn:
        raise Refused("This application was decided already, and cannot be withdrawn.")
    if not (application.is_draft or application.is_open):
        decisions.undo(application, by=None, at=at)
    before = application.state
    application.withdrawn_at = at
    if application.twin_of_id:
        return
    application.state = ApplicationState.WITHDRAWN
    audit.write(
        "withdrew",
        application,
        by=None,
        at=at,
        before={"state": before},
        after={"state": application.state},
        label=application.number or "",
    )
    if application.submitted_at:
        application_letters.post(
            "application_withdrawn", application, link=link, at=at, number=application.number
        )


def find(email: str, *, link: Link, at: datetime) -> None:
    """Send whoever applied with `email` a link back; say nothing where nobody did.

    The same work is done for an address that nobody applied with, and then undone, so that the time
    of an answer tells nothing.
    """
    first = earlier.latest_of(normal(email))
    with db.session.begin_nested() as work:
        whose = first or _draft(normal(email), secrets.token_urlsafe(32), None, at=at)
        db.session.add(whose)
        db.session.flush()
        application_letters.lead_to(whose, link=link, at=at)
        if first is None:
            work.rollback()


def kept_until(application: Application) -> datetime:
    """Return when a draft is forgotten: thirty days after it was last saved, or after the doors open."""
    until = application.saved_at + DRAFT_LASTS
    opens_on = programs.the_program().opens_on
    if opens_on is None:
        return until
    return max(
        until, datetime(opens_on.year, opens_on.month, opens_on.day, tzinfo=until.tzinfo) + DRAFT_LASTS
    )


def _draft(email: str, token: str, invitation: Invitation | None, *, at: datetime) -> Application:
    if invitation is not None:
        invitation.confirmed_at = invitation.confirmed_at or at
    return Application(
        state=ApplicationState.DRAFT,
        token_hash=fingerprint(token),
        email=email,
        links=[],
        places=[],
        pages=["you"],
        source=_SOURCES[invitation.kind] if invitation else Source.ORGANIC,
        invitation=invitation,
        started_at=at,
        saved_at=at,
    )


def _may_come_in(invitation: Invitation | None, *, at: datetime) -> None:
    invited = invitation is not None and invitation.kind is InvitationKind.INVITED
    closed = doors.shut(programs.the_program(), on=programs.day_of(at), invited=invited)
    if closed is not None:
        raise closed.refusal


def _is_old_enough(age_band: str) -> None:
    least = programs.the_program().least_age
    if age_band not in age_bands(least):
        raise Refused(
            "This program is for people of %(least)d and over. You will be welcome then. We kept nothing.",
            "age_band",
            least=least,
        )


def _may_be_changed(application: Application) -> None:
    if application.withdrawn_at:
        raise Refused("This application was withdrawn.")
    if not application.may_be_corrected:
        raise Refused("Somebody has begun to read it, so it cannot be changed any more.")


def _lock_all_of(email: str) -> None:
    rows = select(Application.id).where(Application.email == email).order_by(Application.id)
    db.session.execute(rows.with_for_update())
    db.session.expire_all()


def _agree(application: Application, consent: str, marketing: str | None, *, at: datetime) -> None:
    for purpose, wording in ((ConsentFor.APPLICATION, consent), (ConsentFor.MARKETING, marketing)):
        if wording:
            consents.give(
                purpose,
                email=application.email,
                wording=wording,
                how="application form",
                at=at,
                application_id=application.id,
            )
