"""What an onboarding pack says, gathered from the rows."""

from datetime import date
from typing import Any

from portal.db import db
from portal.domain import markdown
from portal.domain.composing.agreements import terms_of
from portal.domain.composing.letterhead import as_printed, contact_of, document_of, person_of
from portal.domain.composing.order import Order
from portal.domain.composing.ways import ways_to_earn
from portal.domain.composing.words import said
from portal.domain.earning import rewards
from portal.domain.paper.pack import (
    Pack,
    PackAction,
    PackBand,
    PackBrief,
    PackDate,
    PackFormat,
    PackLink,
    PackReward,
)
from portal.domain.paper.parts import parts
from portal.domain.program import revisions
from portal.domain.programs import day_of, the_program
from portal.domain.working import briefs, plans
from portal.models.earning.entry import Balance
from portal.models.earning.reward import Reward
from portal.models.joining.membership import Membership
from portal.models.paper.document import DocumentKind
from portal.models.person import Person
from portal.models.program import Program
from portal.models.revision import Revision
from portal.models.working.brief import Brief


def compose(order: Order) -> Pack:
    """Return the pack of one ambassador.

    Only the published rules speak; what they leave empty is left out.
    """
    program, revision, membership = the_program(), revisions.current(), order.membership
    plan = plans.season_of(membership, today=day_of(order.at))
    work = tuple(_action(due) for due in plan.dues if not due.action.is_date)
    shared = tuple(PackDate(due.on, due.action.title) for due in plan.dues if due.action.is_date)
    return Pack(
        document=document_of(order),
        program=as_printed(program, order.pictures),
        person=person_of(membership),
        contact=contact_of(program, order.pictures),
        season_start=plan.start,
        actions=work,
        dates=shared,
        brief=_brief(briefs.current()),
        agreement=terms_of(membership),
        link=link_of(program, membership),
        standing=_standing(membership.person),
        hello=said(order, DocumentKind.PACK, "hello"),
        closing=said(order, DocumentKind.PACK, "closing"),
        **(_rules(revision, on=day_of(order.at)) if revision else {}),
    )


def _rules(revision: Revision, *, on: date) -> dict[str, Any]:
    texts = ("why", "expect", "how", "reviewing", "leaving")
    plain = ("pieces_least", "pieces_most", "disclosure", "fading", "threshold")
    return {
        **{name: markdown.render(getattr(revision, name)) for name in texts},
        **{name: getattr(revision, name) for name in plain},
        "benefits": markdown.render(revision.benefits),
        "stands_for": parts(markdown.render(revision.stands_for)),
        "lines": tuple(revision.lines),
        "formats": tuple(PackFormat(each["name"], each["every"], each["spec"]) for each in revision.formats),
        "bands": tuple(PackBand(each["name"], each["when"], each["then"]) for each in revision.bands),
        "types": ways_to_earn(revision),
        "rewards": tuple(_reward(reward) for reward in rewards.window(on)),
    }


def _standing(person: Person) -> int:
    balance = db.session.get(Balance, person.id)
    return balance.standing if balance else 0


def _reward(reward: Reward) -> PackReward:
    milestone = reward.milestone.value if reward.milestone else ""
    return PackReward(reward.name, reward.about, reward.cost, milestone, reward.standing)


def _action(due: plans.Due) -> PackAction:
    action = due.action
    kind = action.activity_type
    return PackAction(
        due=due.on,
        title=action.title,
        format=action.format,
        type=kind.name if kind else "",
        minutes=action.minutes,
        base=action.base_points,
        weight=kind.weight if kind else 0,
        opens=due.opens if due.opens != due.on else None,
    )


def _brief(brief: Brief | None) -> PackBrief | None:
    if brief is None:
        return None
    return PackBrief(
        number=brief.number,
        title=brief.title,
        intro=brief.intro,
        must=tuple(brief.must),
        avoid=tuple(brief.avoid),
        free=tuple(brief.free),
        right=brief.right,
        wrong=brief.wrong,
    )


def link_of(program: Program, membership: Membership) -> PackLink | None:
    """Return the tracked link and the code of somebody, where the program has links."""
    if not program.link_base:
        return None
    return PackLink(f"{program.link_base.rstrip('/')}/{membership.slug}", membership.code)
