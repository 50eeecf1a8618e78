"""The ambassadors who wish to be shown to everybody, for as long as they wish it."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from portal.db import db
from portal.domain import audit
from portal.domain.joining import consents
from portal.domain.listing import matching
from portal.models.file import File
from portal.models.joining.consent import ConsentFor
from portal.models.joining.membership import Membership
from portal.models.person import Person


def chosen(*, words: str = "") -> Select[Membership]:
    """Select who is shown: whoever wishes it, is an ambassador, has agreed to the terms and is not shut out.

    Where somebody stands, at risk or not, neither leads here nor away.
    """
    return (
        select(Membership)
        .join(Membership.person)
        .options(contains_eager(Membership.person))
        .where(
            Membership.shown.is_(True),
            Membership.ended_on.is_(None),
            Membership.complete_at.is_not(None),
            Person.suspended_at.is_(None),
            matching(words, Person.name, Person.town, Person.about),
        )
    )


def is_shown(membership: Membership) -> bool:
    """Whether everybody may see this ambassador."""
    found = chosen().with_only_columns(Membership.id).where(Membership.id == membership.id)
    return db.session.scalar(found) is not None


def wish(membership: Membership, *, shown: bool, wording: str, at: datetime) -> None:
    """Keep whether an ambassador wishes to be shown, and the `wording` they agreed to as evidence.

    Withdrawn, nobody sees them from this moment on.
    """
    if membership.shown == shown:
        return
    membership.shown = shown
    person = membership.person
    if shown:
        consents.give(
            ConsentFor.SHOWN, email=person.email, person_id=person.id, wording=wording, how="profile", at=at
        )
    else:
        consents.withdraw(ConsentFor.SHOWN, person=person, at=at)
    db.session.flush()
    audit.write("shown to all" if shown else "hidden", membership, by=person, at=at, label=person.name)


def by_slug(slug: str) -> Membership | None:
    """Return the open membership with this word in its link, shown or not."""
    if not slug.isprintable():
        return None  # PostgreSQL takes no NUL, not even to find nothing
    return db.session.scalar(select(Membership).where(Membership.slug == slug, Membership.ended_on.is_(None)))


def photo_of(membership: Membership) -> File | None:
    """Return the photo of an ambassador, or None."""
    photo_id = membership.person.photo_id
    return db.session.get(File, photo_id) if photo_id else None
