"""The rules: drafted, published as a numbered revision, and kept."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from portal.db import db, locked
from portal.domain import audit
from portal.domain.earning import rewards
from portal.domain.programs import day_of
from portal.domain.refusal import Refused
from portal.domain.working import activity_types
from portal.models.person import Person
from portal.models.revision import Revision

TEXTS = ("deal", "stands_for", "why", "expect", "how", "benefits", "reviewing", "leaving", "disclosure")
NUMBERS = ("pieces_least", "pieces_most", "fading", "threshold", "provisional_quarters")
LISTS = ("lines", "formats", "bands")
MATTER = (*TEXTS, *NUMBERS, *LISTS)

MOST_LINES = 12
LONGEST_LINE = 200
CLEAR = {
    "ad",
    "advert",
    "advertisement",
    "anuncio",
    "anzeige",
    "pubblicità",
    "publicidad",
    "publicité",
    "reklama",
    "werbung",
}
NEEDED = {
    "why": "The rules do not say yet why you do this.",
    "expect": "The rules do not say yet what you expect.",
    "how": "The rules do not say yet how it works.",
    "benefits": "The rules do not say yet what is in it for people.",
    "disclosure": "The rules do not say yet how people disclose that they are ambassadors.",
}


def current() -> Revision | None:
    """Return the revision in force, or None before the first."""
    return db.session.scalar(
        select(Revision).where(Revision.number.is_not(None)).order_by(Revision.number.desc()).limit(1)
    )


def published() -> list[Revision]:
    """Return every published revision, newest first."""
    return list(
        db.session.scalars(
            select(Revision).where(Revision.number.is_not(None)).order_by(Revision.number.desc())
        )
    )


def draft() -> Revision:
    """Return what is being written; there is always one."""
    return db.session.scalars(select(Revision).where(Revision.number.is_(None))).one()


def write(changes: Mapping[str, Any], *, by: Person | None, at: datetime) -> Revision:
    """Change the draft; `changes` maps names of `MATTER` to their new values.

    Raises `Refused` for a cadence that runs backwards, for too many or too long lines, and for a
    disclosure that does not say plainly that money is involved.
    """
    written = draft()
    _check(changes, written)
    before = {name: getattr(written, name) for name in changes}
    for name, value in changes.items():
        setattr(written, name, value)
    after = {name: value for name, value in changes.items() if before[name] != value}
    if after:
        db.session.flush()
        kept = {name: before[name] for name in after}
        audit.write("drafted", written, by=by, at=at, before=kept, after=after)
    return written


def take_back(*, by: Person, at: datetime) -> Revision:
    """Undo what this person wrote last into the draft. Raises `Refused` where nothing is left to undo."""
    written = draft()
    last = next(iter(audit.about(written, most=1)), None)
    if last is None or last.verb != "drafted" or last.by_id != by.id or last.before is None:
        raise Refused("The draft was changed since: there is nothing to undo.")
    return write(last.before, by=by, at=at)


def publish(draft_id: int, *, note: str, by: Person | None, at: datetime) -> Revision:
    """Publish the draft that was seen as the next revision, and begin the next draft from it.

    Twice at once publishes once. Raises `Refused` when it is published already, says nothing new,
    or would leave out what everyone must know.
    """
    fresh = locked(Revision, draft_id)
    if fresh.number is not None:
        raise Refused("This draft was published already, as revision %(number)s.", number=fresh.number)
    last = current()
    if not note:
        raise Refused("Say in a sentence what changed, for everyone who reads the rules.", "note")
    promised = rewards.as_published(on=day_of(at))
    if last is not None and last.rewards == promised and not _differ(last, fresh):
        raise Refused("Nothing has changed since revision %(number)s.", number=last.number)
    for name, sentence in NEEDED.items():
        if not getattr(fresh, name):
            raise Refused(sentence)
    fresh.number = (db.session.scalar(select(func.max(Revision.number))) or 0) + 1
    fresh.published_at, fresh.published_by, fresh.note = at, by, note
    fresh.activity_types, fresh.rewards = activity_types.as_published(), promised
    db.session.add(Revision(**{name: getattr(fresh, name) for name in MATTER}))
    db.session.flush()
    audit.write("published", fresh, by=by, at=at, after={"note": note}, label=f"revision {fresh.number}")
    return fresh


def discloses(wording: str) -> bool:
    """Whether a wording begins by saying that it is an advertisement.

    A lone #ambassador, #gifted or #collab does not pass (FTC, 16 CFR 255; ASA, "Recognising ads").
    """
    first = re.split(r"[\s,.:;!–—-]+", wording.strip().casefold(), maxsplit=1)[0]
    return first.lstrip("#") in CLEAR


def _differ(old: Revision, new: Revision) -> bool:
    return any(getattr(old, name) != getattr(new, name) for name in MATTER) or (
        old.activity_types != activity_types.as_published()
    )


def _check(changes: Mapping[str, Any], written: Revision) -> None:
    least = changes.get("pieces_least", written.pieces_least)
    most = changes.get("pieces_most", written.pieces_most)
    if most < least:
        raise Refused("The most is less than the least.", "pieces_most")
    lines = changes.get("lines", [])
    if len(lines) > MOST_LINES:
        raise Refused("That is %(count)s lines; nobody keeps more than 12.", "lines", count=len(lines))
    for line in lines:
        if len(line) > LONGEST_LINE:
            raise Refused("“%(line)s…” is longer than 200 characters.", "lines", line=line[:40])
    if "disclosure" in changes and not discloses(changes["disclosure"]):
        raise Refused(
            "Begin with #ad (or the word for it in your language): "
            "#ambassador, #gifted or #collab alone do not say that there is something in it for you.",
            "disclosure",
        )
