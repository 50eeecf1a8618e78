"""Letters to applicants, each with a signed link of its own."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from portal.db import db
from portal.domain.joining import application_links, earlier
from portal.domain.people.tickets import Link
from portal.domain.post import letters
from portal.models.joining.application import Application
from portal.models.letter import Letter


def post(kind: str, application: Application, *, link: Link, at: datetime, **values: Any) -> None:
    """Write the letter of `kind` to the applicant; `link` makes an address of a token."""
    token = application_links.mint(application, at=at)
    letters.post(kind, to=application.email, to_name=application.name, at=at, link=link(token), **values)


def lead_to(first: Application, *, link: Link, at: datetime) -> None:
    """Lead somebody who began again to the `first` application; not so often that it is a nuisance.

    A letter too many is written and thrown away, so that it takes as long as any other.
    """
    tired = application_links.is_tired(first, at=at)
    again = earlier.reapply_on(first, at=at)
    with db.session.begin_nested() as work:
        post("application_again", first, link=link, at=at, number=first.number, reapply_on=again)
        if tired:
            work.rollback()


def post_once(kind: str, application: Application, *, link: Link, at: datetime, **values: Any) -> None:
    """Write the letter of `kind` unless one went to the applicant within the last hour."""
    chosen = select(Letter.id).where(
        Letter.kind == kind, Letter.to == application.email, Letter.created_at > at - timedelta(hours=1)
    )
    if db.session.scalar(chosen.limit(1)) is None:
        post(kind, application, link=link, at=at, **values)
