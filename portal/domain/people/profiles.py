"""What a person says of themself."""

from dataclasses import dataclass
from datetime import datetime

from portal.db import db
from portal.domain import audit
from portal.domain.refusal import Refused
from portal.models.file import File
from portal.models.person import Person


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The profile as it was typed; `links` has one address a line."""

    name: str
    town: str
    about: str
    links: str


def complete(person: Person, profile: Profile, *, at: datetime) -> None:
    """Keep the profile; the first time counts as a step of onboarding.

    Raises `Refused` for a line among the links that is no web address.
    """
    for line in profile.links.splitlines():
        if not line.startswith(("https://", "http://")):
            raise Refused(
                "Start each link with https://; this one does not: %(line)s", "links", line=line[:80]
            )
    before = {"name": person.name}
    person.name, person.town, person.about = profile.name, profile.town, profile.about
    person.links = profile.links
    person.profile_at = person.profile_at or at
    db.session.flush()
    audit.write("described", person, by=person, at=at, before=before, after={"name": person.name})


def picture(person: Person, file: File | None, *, at: datetime) -> None:
    """Give a person another photo, or none."""
    person.photo_id = file.id if file else None
    db.session.flush()
    audit.write("changed the photo" if file else "took the photo away", person, by=person, at=at)
