"""That ambassadors read the brief."""

from datetime import datetime

from sqlalchemy import select

from portal.db import db
from portal.domain import audit
from portal.models.person import Person
from portal.models.working.brief import Brief, BriefReading


def of(person: Person) -> dict[int, datetime]:
    """Return when the person read which version, by the version's number."""
    chosen = select(Brief.number, BriefReading.at).join(Brief).where(BriefReading.person_id == person.id)
    return {number: at for number, at in db.session.execute(chosen)}


def acknowledge(brief: Brief, *, by: Person, at: datetime) -> None:
    """Note that the person has read this version; the first time counts."""
    if brief.number in of(by):
        return
    db.session.add(BriefReading(brief_id=brief.id, person_id=by.id, at=at))
    db.session.flush()
    audit.write("read", brief, by=by, at=at, label=f"version {brief.number}")
