"""The quarters that were closed: somebody at risk, somebody below a second time, and a leave."""

from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import select

from portal.db import db
from portal.demo import ambassadors
from portal.demo.ambassadors import PEOPLE, Known
from portal.demo.work import Story
from portal.domain import quarters
from portal.domain.earning import closing, leaves, renewals
from portal.domain.people import passwords
from portal.domain.programs import day_of, the_program
from portal.domain.working import activity_types, submissions, verdicts
from portal.models.joining.membership import Membership
from portal.models.person import Person, Role
from portal.models.working.verdict import Outcome, Place

QUIET = {"Isolde Marchetti": 3, "Delphine Arkwright": 2, "Wilfred Osei": 1}
"""Who did one thing in the quarter of joining and nothing since, and how many quarters ago that was."""


def load(story: Story, password: str, *, url: str, at: datetime) -> None:
    """Close every quarter that was over by `at`, in its turn, amid what happened in the story."""
    secret = passwords.HASHER.hash(password)
    for number, (name, count) in enumerate(QUIET.items(), start=len(PEOPLE) + 1):
        joined = quarters.last_day(quarters.before(quarters.of(day_of(at)), count)) - timedelta(days=20)
        known = Known(name, "Rye", (day_of(at) - joined).days, 5)
        membership = ambassadors.begin(known, number, secret, at=at)
        began = at - timedelta(days=known.days - 4)
        story.tell(began, partial(_do_one_thing, membership))
    while quarter := closing.due(at=at):
        moment = _midnight(quarter)
        story.until(moment)
        closing.close(quarter, by=None, at=moment)
        while renewals.tell(link=f"{url}/me/points", at=moment):
            pass
    _ask_for_leave(at=at)


def _midnight(quarter: str) -> datetime:
    zone = ZoneInfo(the_program().time_zone)
    return datetime.combine(quarters.first_day(quarters.after(quarter)), time(0, 1), zone)


def _do_one_thing(membership: Membership, at: datetime) -> None:
    kind = max(activity_types.in_use(), key=lambda kind: kind.weight)
    link = f"https://posts.example/{membership.slug}/first"
    work = submissions.draft(
        membership, kind=kind, link=link, minutes=60, disclosed=True, licensed=True, at=at
    )
    submissions.send(work, at=at)
    manager = db.session.scalars(
        select(Person).where(Person.role == Role.MANAGER).order_by(Person.id)
    ).first()
    if manager is not None:
        verdicts.decide(
            work,
            Outcome.APPROVED,
            disclosure=Place.FIRST,
            sent_at=work.sent_at,
            by=manager,
            at=at + timedelta(days=1),
        )


def _ask_for_leave(*, at: datetime) -> None:
    """Somebody wants the next quarter off, and waits for an answer."""
    asked = at - timedelta(days=2)
    chosen = select(Membership).join(Membership.person).where(Person.name == PEOPLE[2].name)
    following = leaves.within_reach(at=asked)[1]
    leaves.ask(db.session.scalars(chosen).one(), following, at=asked)
