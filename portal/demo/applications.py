"""The people who apply: some twenty that wait or were answered, beside those who are ambassadors already."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from portal.db import db
from portal.demo.applicants import APPLICANTS, BEFORE, WITHDRAWN, Applicant
from portal.demo.facts import FOLDER, Facts
from portal.domain import programs
from portal.domain.joining import assignments, decisions, reviews, rubric
from portal.domain.joining.decisions import Verdict
from portal.domain.people.sign_ins import fingerprint
from portal.domain.post import letters
from portal.models.joining.application import Application, ApplicationState, Source
from portal.models.joining.decision import Decision, Outcome
from portal.models.joining.invitation import Invitation, InvitationKind
from portal.models.joining.review import Review, RubricLine, Score
from portal.models.person import Person

HOUR = timedelta(hours=1)
PIECES = ("latest", "march", "best")


NOTES = (
    "Good, steady, a voice one would know again. Few questions below the pieces, but real ones.",
    "The second link is the best thing here. Replies are better than most people’s posts.",
    "I looked for something from the last month and found one piece.",
    "Says plainly what did not work. That is what we are looking for.",
    "The ties are named openly. I would still ask once more.",
    "",
)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Who takes part, what people say, and where letters lead."""

    staff: dict[str, Person]
    voices: list[dict[str, Any]]
    site: str
    url: str

    @property
    def readers(self) -> list[Person]:
        """Return whoever reviews."""
        return [self.staff[name] for name in ("reviewer", "reviewer2", "manager")]


def load(facts: Facts, *, url: str, at: datetime) -> None:
    """Make the applications of the program `facts`; letters lead to the portal at `url`."""
    said = tomllib.loads((FOLDER / f"{facts.key}-voices.toml").read_text("utf-8"))
    staff = {person.email.partition("@")[0]: person for person in db.session.scalars(select(Person))}
    scene = Scene(staff=staff, voices=said["voices"], site=said["site"], url=url)
    _explain_ambassadors(scene)
    for number, applicant in enumerate(APPLICANTS):
        sent = at - timedelta(days=applicant.days)
        if applicant.before:
            _play(replace(applicant, **BEFORE), number + 100, scene, at=sent - timedelta(days=250), now=at)
        _play(applicant, number, scene, at=sent, now=at)
    gone = _applied(WITHDRAWN, 50, scene, at=at - timedelta(days=WITHDRAWN.days))
    gone.state, gone.withdrawn_at = ApplicationState.WITHDRAWN, at - timedelta(days=11)
    db.session.flush()


def _play(applicant: Applicant, number: int, scene: Scene, *, at: datetime, now: datetime) -> None:
    application = _applied(applicant, number, scene, at=at)
    _read(application, applicant, scene, number, at=at + 5 * HOUR)
    if applicant.fate:
        _decide(application, applicant, scene, at=min(at + timedelta(days=12), now - HOUR))


def _applied(applicant: Applicant, number: int, scene: Scene, *, at: datetime) -> Application:
    voice = scene.voices[number % len(scene.voices)]
    email = f"applicant{number % 100}@demo.example"
    application = Application(
        state=ApplicationState.NEW,
        token_hash=fingerprint(f"demo applicant {number}"),
        email=email,
        name=applicant.name,
        town=applicant.town,
        age_band=("18-24", "25-34", "35-54", "55+")[number % 4],
        links=[f"{scene.site}/{number + 3}/{piece}" for piece in PIECES[: 1 + number % 3]],
        replies_link=f"{scene.site}/{number + 3}/replies" if number % 3 else "",
        reach=("100-1000", "under-100", "1000-10000", "", "over-10000")[number % 5],
        hours_month=(4, 6, 8, 10, 12)[number % 5],
        **{name: voice[name] for name in ("work", "places", "audience", "ties", "why")},
        pages=["you", "work", "audience", "ties", "why"],
        source=applicant.source,
        invitation=_invited(applicant, number, email, scene, at=at - timedelta(days=4)),
        started_at=at - HOUR,
        saved_at=at,
        submitted_at=at,
        answer_by=programs.day_of(at) + timedelta(days=programs.the_program().answer_days),
    )
    db.session.add(application)
    db.session.flush()
    application.number = f"A-{application.id:04d}"
    return application


def _invited(
    applicant: Applicant, number: int, email: str, scene: Scene, *, at: datetime
) -> Invitation | None:
    if applicant.source is Source.ORGANIC:
        return None
    nominated = applicant.source is Source.NOMINATED
    return Invitation(
        kind=InvitationKind.NOMINATED if nominated else InvitationKind.INVITED,
        email=email,
        name=applicant.name,
        token_hash=fingerprint(f"demo invitation {number}"),
        by_id=None if nominated else scene.staff["manager"].id,
        referrer_id=scene.staff["ada"].id,
        nominator_name=scene.staff["ada"].name if nominated else "",
        nominator_email=scene.staff["ada"].email if nominated else "",
        at=at,
        opened_at=at + HOUR,
        confirmed_at=at + HOUR,
    )


def _read(application: Application, applicant: Applicant, scene: Scene, number: int, *, at: datetime) -> None:
    if not applicant.readers:
        return
    chosen = [scene.readers[0], scene.readers[1 + number % 2]]
    given = {application.id: [reader.id for reader in chosen]}
    assignments.assign([application], readers=given, by=scene.staff["manager"], at=at)
    lines = rubric.lines()
    for place, scores in enumerate(applicant.scores):
        reader = chosen[place] if len(applicant.scores) > 1 else chosen[-1]
        review = application.review_of(reader) if len(scores) == len(lines) else application.readers[0]
        if review is None:
            continue
        values = {line.id: int(value) for line, value in zip(lines, scores, strict=False)}
        comment = NOTES[(number + place) % len(NOTES)]
        reviews.keep(review, scores=values, comment=comment)
        if len(scores) == len(lines):
            reviews.submit(review, at=at + (20 + 19 * place) * HOUR)


def _decide(application: Application, applicant: Applicant, scene: Scene, *, at: datetime) -> None:
    if applicant.fate is None:
        return
    outcome, reason = applicant.fate
    day = decisions.reapply_on(outcome, at=at)
    words = letters.compose(
        outcome,
        name=application.name,
        number=application.number,
        reason="",
        note="",
        reapply_on=day and f"{day:%-d %B %Y}",
        link=f"{scene.url}/apply/{decisions.STAND_IN}",
    )
    verdict = Verdict(
        outcome=outcome, reason=reason, subject=words.subject, body=words.body, quiet=applicant.quiet
    )
    decisions.decide(application, verdict, by=scene.staff["admin"], at=at)


def _explain_ambassadors(scene: Scene) -> None:
    """Give those who are ambassadors already the reviews and the decision that they came in by."""
    lines = rubric.lines()
    approved = select(Application).where(Application.state == ApplicationState.APPROVED)
    for number, application in enumerate(db.session.scalars(approved.order_by(Application.id)).all()):
        sent = application.submitted_at or application.started_at
        application.reviews.extend(
            _reading(scene.readers[place], lines, number, place, at=sent) for place in (0, 1)
        )
        application.decisions.append(
            Decision(
                outcome=Outcome.APPROVED,
                reason=decisions.REASONS[Outcome.APPROVED][number % 4],
                by=scene.staff["admin"],
                at=sent + timedelta(days=12),
                subject="",
                body="",
            )
        )
    db.session.flush()


def _reading(reader: Person, lines: Sequence[RubricLine], number: int, place: int, *, at: datetime) -> Review:
    high, low = number % 4 == 3, number % 5 == 4
    values = [3 + (high and line.position % 2 == place) - (low and line.position == 2) for line in lines]
    return Review(
        reviewer=reader,
        assigned_at=at,
        submitted_at=at + timedelta(days=6 + place),
        comment=NOTES[(number + place) % len(NOTES)],
        scores=[
            Score(line_id=line.id, value=value, weight=line.weight)
            for line, value in zip(lines, values, strict=True)
        ],
        total=sum(value * line.weight for line, value in zip(lines, values, strict=True)),
    )
