"""The program itself: who it is, its rules, its quarter, its brief and its agreement."""

from datetime import date, datetime, timedelta

from portal.db import db
from portal.demo import rewards
from portal.demo.facts import Facts, Step
from portal.domain import files, programs
from portal.domain.joining import agreements
from portal.domain.program import pictures, revisions
from portal.domain.working import actions, activity_types, briefs
from portal.models.program import Doors, Paper
from portal.models.working.action import Limit
from portal.models.working.activity_type import ActivityType
from portal.models.working.brief import Brief
from portal.outside.files import Store
from portal.outside.sealing import Seal

WEEKS = 13
BEGAN = timedelta(weeks=2)
FIRST_RULES = timedelta(days=140)
RULES = timedelta(days=24)
BRIEF = timedelta(days=19)


def load(facts: Facts, *, store: Store, seal: Seal, at: datetime) -> None:
    """Set up the program as `facts` have it, its quarter begun two weeks before `at`."""
    _identity(facts, at=at)
    _face(facts, store, at=at)
    _types(facts)
    rewards.offer(facts, store=store, seal=seal, at=at - FIRST_RULES, late=at - RULES)
    _rules(facts, at=at)
    _agreement(facts, at=at - RULES)
    briefs.publish(**(facts.guide | {"right": "", "wrong": ""}), by=None, at=at - RULES)
    brief = briefs.publish(**facts.guide, by=None, at=at - BRIEF)
    _calendar(facts, brief, at=at)


def quarter(at: datetime) -> date:
    """Return the Monday on which the demo's quarter began."""
    today = programs.day_of(at)
    return today - timedelta(days=today.weekday()) - BEGAN


def _identity(facts: Facts, *, at: datetime) -> None:
    program = programs.the_program()
    for name, value in facts.identity.items():
        setattr(program, name, value)
    program.doors = Doors.OPEN
    program.paper = Paper.A4
    program.season_starts = quarter(at)
    program.season_ends = quarter(at) + timedelta(weeks=WEEKS, days=-1)
    program.closes_on = quarter(at) + timedelta(weeks=6, days=-1)
    program.changed_at = at
    db.session.flush()


def _face(facts: Facts, store: Store, *, at: datetime) -> None:
    photo = pictures.photo(facts.face)
    sha256 = store.keep(photo.body)
    programs.the_program().contact_photo = files.note(
        sha256, size=len(photo.body), media_type=photo.media_type, name="contact_photo", at=at
    )


def _types(facts: Facts) -> None:
    found = activity_types.in_use()
    for place, each in enumerate(facts.types):
        kind = found[place] if place < len(found) else ActivityType(position=place)
        kind.name, kind.weight, kind.about = each.name, each.weight, each.about
        kind.base_points = each.base_points
        db.session.add(kind)
    db.session.flush()


def _rules(facts: Facts, *, at: datetime) -> None:
    for matter, note, ago in (
        (facts.rules | facts.first, "The first rules.", FIRST_RULES),
        (facts.rules, facts.changed, RULES),
    ):
        draft = revisions.write(matter, by=None, at=at - ago)
        revisions.publish(draft.id, note=note, by=None, at=at - ago)


def _agreement(facts: Facts, *, at: datetime) -> None:
    agreements.publish(facts.terms_title, body=facts.terms, note="", by=None, at=at)


def _calendar(facts: Facts, brief: Brief, *, at: datetime) -> None:
    types = {kind.name: kind for kind in activity_types.in_use()}
    monday = quarter(at)
    for step in facts.steps:
        kind = types[step.type] if step.type else None
        _step(step, kind, brief if step.follows_brief else None, monday, facts.due, at=at)
    for meeting in facts.meetings:
        on = monday + timedelta(weeks=meeting.week - 1, days=meeting.weekday)
        actions.plan(
            title=meeting.title, about=meeting.about, starts_on=on, ends_on=on, by=None, at=at - RULES
        )


def _step(
    step: Step, kind: ActivityType | None, brief: Brief | None, monday: date, due: int, *, at: datetime
) -> None:
    week = monday + timedelta(weeks=step.week - 1) if step.week else None
    actions.plan(
        title=step.title,
        about=step.about,
        activity_type=kind,
        format=step.format,
        starts_on=max(monday, week - timedelta(weeks=1)) if week else None,
        ends_on=week + timedelta(days=due) if week else None,
        from_day=step.days[0] if step.days else None,
        to_day=step.days[1] if step.days else None,
        limit=Limit.UP_TO if step.often > 1 else Limit.ONCE,
        limit_count=step.often,
        minutes=step.minutes,
        base_points=step.base_points,
        evidence_link="link" in step.evidence,
        evidence_file="file" in step.evidence,
        evidence_note="note" in step.evidence,
        brief=brief,
        by=None,
        at=at - RULES,
    )
