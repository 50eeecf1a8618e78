"""The people who are ambassadors already: ada@demo.example and eleven more, at several steps."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.db import db
from portal.domain.joining import agreements, memberships, onboarding
from portal.domain.joining.agreements import Signature
from portal.domain.people import passwords, profiles, sign_ins
from portal.domain.people.profiles import Profile
from portal.domain.working import brief_readings, briefs
from portal.models.joining.application import Application, ApplicationState, Source
from portal.models.joining.membership import Membership


@dataclass(frozen=True)
class Known:
    """One ambassador: joined so many days ago, and how many of the five first steps are done."""

    name: str
    town: str
    days: int
    steps: int
    source: Source = Source.ORGANIC


PEOPLE = (
    Known("Ada Okafor", "Hebden Bridge", 70, 5),
    Known("Łukasz Žižek", "Ely", 238, 5),
    Known("Siân Llewellyn", "Bangor", 66, 5, Source.INVITED),
    Known("Gökçe Öztürk", "Hull", 231, 5),
    Known("Tomás Ó Briain", "Galway", 59, 5, Source.INVITED),
    Known("Anne-Sophie Ferreira d’Almeida", "Totnes", 44, 5),
    Known("Ngozi Hallworth", "Hove", 40, 4),
    Known("ليلى منصور", "Leeds", 31, 4, Source.INVITED),
    Known("Ewan Strachan", "Oban", 24, 3),
    Known("Δήμητρα Παπαδοπούλου", "Bristol", 17, 3),
    Known("田中 さくら", "London", 9, 2),
    Known("Padraig Nuttall", "Sligo", 3, 1, Source.INVITED),
)


def load(password: str, *, at: datetime) -> None:
    """Make the ambassadors, each by the same verbs that the pages use."""
    secret = passwords.HASHER.hash(password)
    for number, known in enumerate(PEOPLE, start=1):
        begin(known, number, secret, at=at)


def begin(known: Known, number: int, secret: str, *, at: datetime) -> Membership:
    """Make one ambassador, the one with this number; `secret` is the password's hash."""
    membership = _join(known, number, at=at)
    _walk(membership, known, secret, at=at - timedelta(days=known.days - 1))
    return membership


def _join(known: Known, number: int, *, at: datetime) -> Membership:
    joined = at - timedelta(days=known.days)
    sent = joined - timedelta(days=12)
    application = Application(
        number=f"A-{number:04}",
        state=ApplicationState.APPROVED,
        token_hash=sign_ins.fingerprint(f"demo ambassador {number}"),
        email="ada@demo.example" if number == 1 else f"ambassador{number}@demo.example",
        name=known.name,
        town=known.town,
        age_band="25-34",
        links=[f"https://posts.example/{number}/latest"],
        work="Short pieces about what I use and what I would change.",
        why="I answer the same questions every week, and would like to do it with you.",
        hours_month=6,
        source=known.source,
        started_at=sent,
        saved_at=sent,
        submitted_at=sent,
    )
    db.session.add(application)
    db.session.flush()
    return memberships.begin(application, by=None, at=joined).membership


def _walk(membership: Membership, known: Known, secret: str, *, at: datetime) -> None:
    person = membership.person
    person.password_hash = secret
    if known.steps >= 2:
        about = "I write, answer and show, mostly in the evenings."
        links = "\n".join(membership.application.links) if membership.application else ""
        profile = Profile(name=person.name, town=known.town, about=about, links=links)
        profiles.complete(person, profile, at=at)
    if known.steps >= 3:
        _accept(membership, at=at)
    brief = briefs.current()
    if known.steps >= 4 and brief is not None:
        brief_readings.acknowledge(brief, by=person, at=max(at, brief.published_at))
    if known.steps >= 5:
        onboarding.look_at_calendar(membership, at=at)


def _accept(membership: Membership, *, at: datetime) -> None:
    agreement = agreements.current()
    if agreement is None:
        return
    at = max(at, agreement.published_at)
    sign_in, _token = sign_ins.begin(
        membership.person, how="welcome link", address="192.0.2.10", browser="Demo", at=at
    )
    name = membership.person.name
    signature = Signature(typed_name=name, sha256=agreement.sha256, shown_at=at - timedelta(minutes=6))
    agreements.accept(membership, signature, sign_in=sign_in, at=at)
    sign_ins.end(sign_in, at=at)
