"""Demo programs: invented facts, put into a new database by the portal's own verbs."""

from datetime import datetime

from sqlalchemy import select

from portal.config import Config
from portal.db import db
from portal.demo import (
    ambassadors,
    applications,
    closes,
    corrections,
    facts,
    papers,
    program,
    questions,
    redemptions,
    reviews,
    staff,
    visits,
    wishes,
    wordings,
    work,
)
from portal.domain.refusal import Refused
from portal.models.joining.application import Application
from portal.models.person import Person
from portal.models.revision import Revision
from portal.outside.files import the_store
from portal.outside.sealing import Seal

PASSWORD = "a-demo-of-the-portal"  # noqa: S105
ACCOUNTS = ("admin", "manager", "reviewer", "director", "ada")


def load(key: str, *, config: Config, at: datetime) -> None:
    """Fill a new portal with the demo program `key`, laid around the moment `at`.

    Raises `Refused` in production, and where anything was done already.
    """
    if config.mode == "production":
        raise Refused("The demo never loads in production.")
    if not is_new():
        raise Refused("The demo loads into a new database only; this one has people or rules of its own.")
    known = facts.read(key)
    store, seal = the_store(config), Seal(config.secret_key)
    program.load(known, store=store, seal=seal, at=at)
    staff.load(PASSWORD, at=at)
    wordings.load(at=at)
    ambassadors.load(PASSWORD, at=at)
    story = work.story(known, store=store, at=at)
    redemptions.tell(story, url=config.public_url, at=at)
    reviews.tell(story, url=config.public_url, at=at)
    corrections.tell(story, url=config.public_url, at=at)
    closes.load(story, PASSWORD, url=config.public_url, at=at)
    story.until(at)
    wishes.load(store=store, at=at)
    questions.load(known, at=at)
    applications.load(known, url=config.public_url, at=at)
    visits.load(at=at)
    papers.load(at=at)


def is_new() -> bool:
    """Whether nobody has done anything in this portal yet."""
    used = (
        select(Person.id).limit(1),
        select(Application.id).limit(1),
        select(Revision.id).where(Revision.number.is_not(None)).limit(1),
    )
    return not any(db.session.scalar(each) for each in used)
