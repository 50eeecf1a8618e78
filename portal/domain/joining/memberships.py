"""Becoming an ambassador: the membership, its code and link, and the first steps."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from portal.db import db
from portal.domain import audit, programs, quarters
from portal.domain.earning import leaderboard, ledger
from portal.domain.people import accounts, tickets
from portal.domain.post import letters
from portal.domain.refusal import Refused
from portal.models.joining.application import Application
from portal.models.joining.decision import Decision
from portal.models.joining.membership import Membership, MembershipState
from portal.models.letter import Letter, LetterState
from portal.models.person import Person
from portal.models.ticket import Purpose

LATIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}
)
FIRST_TALK = timedelta(days=7)


@dataclass(frozen=True)
class Welcome:
    """A new membership, and the token of its welcome link, which only the letter holds."""

    membership: Membership
    token: str


def begin(application: Application, *, by: Person | None, at: datetime) -> Welcome:
    """Make the applicant an ambassador who still has the first steps to take.

    The same address is the same person, who may come back with a new membership. Raises `Refused`
    while an earlier membership is open.
    """
    person = accounts.person_of(application.email) or Person(
        email=accounts.normal(application.email),
        name=application.name,
        town=application.town,
        links="\n".join(application.links),
        created_at=at,
    )
    db.session.add(person)
    db.session.flush()
    if open_of(person) is not None:
        raise Refused("%(name)s is an ambassador already.", name=person.name)
    membership = _new(person, application, at=at)
    application.person_id = person.id
    audit.write("welcomed", membership, by=by, at=at, label=person.name)
    return Welcome(membership, tickets.issue(person, purpose=Purpose.WELCOME, at=at))


def open_of(person: Person) -> Membership | None:
    """Return the person's open membership, or None."""
    return db.session.scalar(
        select(Membership).where(Membership.person_id == person.id, Membership.ended_on.is_(None))
    )


def is_told(membership: Membership) -> bool:
    """Whether the person knows of the membership: the letter of a quiet approval is held back until sent."""
    held = (
        select(Decision.id)
        .join(Letter, Letter.id == Decision.letter_id)
        .where(
            Decision.application_id == membership.application_id,
            Decision.undone_at.is_(None),
            Letter.state == LetterState.HELD,
        )
    )
    return db.session.scalar(held.limit(1)) is None


def welcome_again(
    membership: Membership, *, link: tickets.Link, again: str, by: Person, at: datetime
) -> None:
    """Send a new welcome link, because the first was lost or is too old.

    `link` makes an address of a token; at `again` one asks for the next. Raises
    `Refused` once the person has a password, or is no ambassador any more.
    """
    person = membership.person
    if person.password_hash is not None or not membership.is_open:
        raise Refused("%(name)s needs no welcome link any more.", name=person.name)
    token = tickets.issue(person, purpose=Purpose.WELCOME, at=at)
    letters.post(
        "welcome", to=person.email, to_name=person.name, person=person, at=at, link=link(token), again=again
    )
    audit.write("welcomed again", membership, by=by, at=at, label=person.name)


def cancel(membership: Membership, *, by: Person | None, at: datetime) -> None:
    """Take back a membership that was just begun: it ends on the day, and its welcome link with it."""
    leaderboard.take_off(membership.person_id)
    membership.state = MembershipState.LEFT
    membership.ended_on = programs.day_of(at)
    tickets.end(membership.person, purpose=Purpose.WELCOME, at=at)
    audit.write("took back", membership, by=by, at=at, label=membership.person.name)


def _new(person: Person, application: Application, *, at: datetime) -> Membership:
    ledger.open_for(person)
    joined = programs.day_of(at)
    before = db.session.scalar(select(Membership).where(Membership.application_id == application.id))
    if before is not None:
        return _begun_again(before, joined=joined)
    slug = _free_slug(person.name)
    membership = Membership(
        person=person,
        application=application,
        state=MembershipState.ONBOARDING,
        joined_on=joined,
        cohort=quarters.of(joined),
        slug=slug,
        code=slug.replace("-", "").upper(),
        first_talk_on=joined + FIRST_TALK,
    )
    db.session.add(membership)
    db.session.flush()
    return membership


def _begun_again(membership: Membership, *, joined: date) -> Membership:
    """Take up a membership whose approval was undone: the code and the link stay the person's."""
    membership.state, membership.ended_on = MembershipState.ONBOARDING, None
    membership.joined_on, membership.cohort = joined, quarters.of(joined)
    membership.first_talk_on = joined + FIRST_TALK
    db.session.flush()
    return membership


def _free_slug(name: str) -> str:
    first = (name.split() or [""])[0].lower().translate(LATIN)
    plain = unicodedata.normalize("NFKD", first).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "", plain)[:20] or "friend"
    taken = set(db.session.scalars(select(Membership.slug).where(Membership.slug.startswith(stem))))
    if stem not in taken:
        return stem
    return next(f"{stem}{number}" for number in range(2, len(taken) + 3) if f"{stem}{number}" not in taken)
