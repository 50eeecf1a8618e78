"""What ambassadors did: drafts, work that waits for a reviewer, and what was decided on the rest."""

import tomllib
from bisect import insort
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from portal.db import db
from portal.demo.facts import FOLDER, Facts
from portal.demo.pictures import screenshot
from portal.domain.programs import day_of
from portal.domain.working import activity_types, evidence, submissions, verdicts
from portal.domain.working.evidence import Kept
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.models.working.action import Action
from portal.models.working.activity_type import ActivityType
from portal.models.working.submission import Submission
from portal.models.working.verdict import Fault, Outcome, Place
from portal.outside.files import Store

DAYS = 220
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
RETURNED = (
    "Good piece. The ad line is in the second comment; it has to come first. Move it, and send it again."
)
PART = "The second half is word for word the piece of last month, so it counts for half."
REJECTED = "The page asks for a password, so I could not see it."
NOTES = ("", "It took longer than I thought; two people wrote to me afterwards.", "", "Screenshots attached.")
WAITING = 6

Deed = Callable[[datetime], object]


@dataclass
class Story:
    """What happens, in the order in which it happened; a close can be told in between."""

    deeds: list[tuple[datetime, Deed]] = field(default_factory=list)

    def tell(self, at: datetime, deed: Deed) -> None:
        """Add what happened at a moment, after what happened before it."""
        insort(self.deeds, (at, deed), key=lambda each: each[0])

    def until(self, at: datetime) -> None:
        """Let everything happen that happened before `at`."""
        while self.deeds and self.deeds[0][0] < at:
            when, deed = self.deeds.pop(0)
            deed(when)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Who takes part, and what there is to do."""

    facts: Facts
    site: str
    kinds: list[ActivityType]
    members: list[Membership]
    readers: list[Person]
    store: Store
    story: Story
    drawn: list[Kept] = field(default_factory=list)

    def pictures(self, count: int) -> list[Kept]:
        """Draw so many pictures, none like another."""
        found = [_kept(self.store, len(self.drawn) + number) for number in range(count)]
        self.drawn.extend(found)
        return found


def story(facts: Facts, *, store: Store, at: datetime) -> Story:
    """Return the work of the last months, laid before the moment `at`."""
    chosen = select(Membership).where(Membership.complete_at.is_not(None)).order_by(Membership.id)
    staff = {person.email.partition("@")[0]: person for person in db.session.scalars(select(Person))}
    scene = Scene(
        facts=facts,
        site=tomllib.loads((FOLDER / f"{facts.key}-voices.toml").read_text("utf-8"))["site"],
        kinds=activity_types.in_use(),
        members=list(db.session.scalars(chosen)),
        readers=[staff["manager"], staff["reviewer"]],
        store=store,
        story=Story(),
    )
    for number, membership in enumerate(scene.members):
        _past(scene, number, membership, at=at)
    _season(scene, at=at)
    _waiting(scene, at=at)
    _unsent(scene, at=at)
    return scene.story


def _past(scene: Scene, number: int, membership: Membership, *, at: datetime) -> None:
    """Pieces of one's own accord, rarer from person to person."""
    span = min(DAYS, (day_of(at) - membership.joined_on).days - 2)
    for count, ago in enumerate(range(span, 4, -6 - 2 * number)):
        sent = at - ago * DAY + (number % 5) * HOUR
        piece = _piece(scene, number, count)
        turn = (number * 3 + count) % 11
        scene.story.tell(sent, partial(_play, scene, membership, piece, turn, DAY + number % 4 * 5 * HOUR))


def _season(scene: Scene, *, at: datetime) -> None:
    """The actions of the season whose window was open: some did them, and what is new waits."""
    planned = select(Action).where(Action.starts_on < day_of(at), Action.activity_type_id.is_not(None))
    for place, action in enumerate(db.session.scalars(planned.order_by(Action.starts_on, Action.id))):
        for number, membership in enumerate(scene.members[1:4], start=1):
            sent = at - (day_of(at) - (action.starts_on or day_of(at))).days * DAY + (number - 6) * HOUR + DAY
            if sent >= at or (number + place) % 3 == 0 or membership.joined_on > day_of(sent):
                continue
            work = {"action": action, "minutes": action.minutes or 30, "note": "Done, and it was a pleasure."}
            work |= {"link": f"{scene.site}/{number + 20}/season-{place}"}
            turn = 1 if sent < at - 5 * DAY else None
            pictures = scene.pictures(1 if action.evidence_file else 0)
            scene.story.tell(
                sent, partial(_play, scene, membership, work, turn, DAY - 3 * HOUR, pictures=pictures)
            )


def _waiting(scene: Scene, *, at: datetime) -> None:
    """What lies in the queue: some with pictures, and two people with the same link."""
    for number, membership in enumerate(scene.members[1 : WAITING + 1], start=1):
        piece = _piece(scene, number, 90 + number)
        if number in {2, 3}:
            piece["link"] = f"{scene.site}/shared/walk" + ("?utm_source=feed" if number == 3 else "/")
        pictures = scene.pictures((number + 1) % 3)
        scene.story.tell(
            at - number * 7 * HOUR, partial(_play, scene, membership, piece, None, DAY, pictures=pictures)
        )


def _unsent(scene: Scene, *, at: datetime) -> None:
    """A draft, and with somebody else a piece that came back with what to change."""
    ada, other = scene.members[:2]
    scene.story.tell(at - 2 * HOUR, partial(_draft, ada, _piece(scene, 0, 92)))
    back = partial(_play, scene, other, _piece(scene, 1, 91), -1, DAY, pictures=scene.pictures(1))
    scene.story.tell(at - 3 * DAY, back)


def _piece(scene: Scene, number: int, count: int) -> dict[str, Any]:
    kind = scene.kinds[(number + count) % len(scene.kinds)]
    shown = {"link", "file"}
    steps = [each for each in scene.facts.steps if each.type == kind.name and shown & set(each.evidence)]
    step = steps[count % len(steps)] if steps else None
    return {
        "kind": kind,
        "title": step.title if step else kind.name,
        "link": f"{scene.site}/{number + 20}/{count}",
        "note": NOTES[count % len(NOTES)],
        "minutes": (step.minutes if step else 0) or 30,
    }


def _draft(membership: Membership, piece: dict[str, Any], at: datetime) -> Submission:
    return submissions.draft(membership, at=at, **(piece | {"disclosed": True, "licensed": True}))


def _play(
    scene: Scene,
    membership: Membership,
    piece: dict[str, Any],
    turn: int | None,
    after: timedelta,
    at: datetime,
    *,
    pictures: list[Kept] = [],  # noqa: B006
) -> None:
    """Send a piece in; it is decided `after` that, by its turn, or waits where that is None."""
    work = _draft(membership, piece, at)
    evidence.attach(work, pictures, at=at)
    submissions.send(work, at=at + HOUR / 3)
    if turn is not None:
        by = scene.readers[work.id % 2]
        scene.story.tell(at + after, partial(_decide, scene, work, turn, by))


def _decide(scene: Scene, work: Submission, turn: int, by: Person, at: datetime) -> None:
    decide = partial(verdicts.decide, work, sent_at=work.sent_at, by=by, at=at)
    if turn in {-1, 7}:
        decide(Outcome.RETURNED, note=RETURNED, disclosure=Place.MISSING)
    elif turn == 0:
        decide(Outcome.REJECTED, fault=Fault.PROOF, note=REJECTED)
    elif turn == 4 and work.base_points > 1:
        half = work.base_points // 2
        decide(Outcome.IN_PART, base_points=half, fault=Fault.CRITERIA, note=PART, disclosure=Place.FIRST)
    else:
        decide(Outcome.APPROVED, disclosure=Place.FIRST)
    if turn == 7:
        scene.story.tell(at + DAY, partial(_again, scene, work, by))


def _again(scene: Scene, work: Submission, by: Person, at: datetime) -> None:
    submissions.write(work, disclosed=True)
    submissions.send(work, at=at)
    scene.story.tell(at + DAY / 2, partial(_decide, scene, work, 1, by))


def _kept(store: Store, number: int) -> Kept:
    proof = evidence.recognise(screenshot(number), name=f"screenshot-{number + 1}.png", limit=5_000_000)
    sha256 = store.keep(proof.body)
    return Kept(sha256=sha256, size=len(proof.body), media_type=proof.media_type, name=proof.name)
