"""What an onboarding pack and a signed agreement say, gathered from the rows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from portal.db import db
from portal.domain import markdown
from portal.domain.earning import rewards
from portal.domain.joining import agreements
from portal.domain.paper.pack import (
    Evidence,
    Pack,
    PackAction,
    PackAgreement,
    PackBand,
    PackBrief,
    PackContact,
    PackDate,
    PackDocument,
    PackFormat,
    PackLink,
    PackPerson,
    PackProgram,
    PackReward,
    PackType,
    SignedAgreement,
)
from portal.domain.paper.parts import parts
from portal.domain.program import revisions
from portal.domain.programs import day_of, the_program
from portal.domain.working import activity_types, briefs, plans
from portal.models.earning.entry import Balance
from portal.models.earning.reward import Reward
from portal.models.joining.agreement import Acceptance
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.models.program import Program
from portal.models.revision import Revision
from portal.models.working.brief import Brief

BASE = 10


@dataclass(frozen=True)
class Pictures:
    """The program's pictures as bytes, where it has them."""

    logo: bytes | None = None
    contact: bytes | None = None


NO_PICTURES = Pictures()


def compose(membership: Membership, *, number: str, pictures: Pictures, at: datetime) -> Pack:
    """Return the pack of one ambassador as of the moment `at`; `number` is the document's.

    Only the published rules speak; what they leave empty is left out.
    """
    program, revision = the_program(), revisions.current()
    plan = plans.season_of(membership, today=day_of(at))
    work = tuple(_action(due) for due in plan.dues if not due.action.is_date)
    shared = tuple(PackDate(due.on, due.action.title) for due in plan.dues if due.action.is_date)
    return Pack(
        document=_document(number, revision, at=at),
        program=as_printed(program, pictures),
        person=_person(membership),
        contact=contact_of(program, pictures),
        season_start=plan.start,
        actions=work,
        dates=shared,
        brief=_brief(briefs.current()),
        agreement=_agreement(membership),
        link=_link(program, membership),
        standing=_standing(membership.person),
        **(_rules(revision, on=day_of(at)) if revision else {}),
    )


def signed(
    membership: Membership, *, number: str, pictures: Pictures, at: datetime
) -> SignedAgreement | None:
    """Return the agreement as this ambassador last accepted it, or None before that."""
    agreement = _agreement(membership)
    if agreement is None or agreement.evidence is None:
        return None
    program = the_program()
    return SignedAgreement(
        document=_document(number, revisions.current(), at=at),
        program=as_printed(program, pictures),
        person=_person(membership),
        contact=contact_of(program, pictures),
        agreement=agreement,
    )


def _rules(revision: Revision, *, on: date) -> dict[str, Any]:
    bases = {kind.name: kind.base_points for kind in activity_types.every()}
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
        "types": tuple(
            PackType(each["name"], each["about"], bases.get(each["name"], BASE), each["weight"])
            for each in revision.activity_types
        ),
        "rewards": tuple(_reward(reward) for reward in rewards.window(on)),
    }


def _standing(person: Person) -> int:
    balance = db.session.get(Balance, person.id)
    return balance.standing if balance else 0


def _reward(reward: Reward) -> PackReward:
    milestone = reward.milestone.value if reward.milestone else ""
    return PackReward(reward.name, reward.about, reward.cost, milestone, reward.standing)


def _document(number: str, revision: Revision | None, *, at: datetime) -> PackDocument:
    issued = at.astimezone(ZoneInfo(the_program().time_zone))
    if revision is None or revision.published_at is None:
        return PackDocument(number, issued)
    return PackDocument(number, issued, revision.number, day_of(revision.published_at))


def as_printed(program: Program, pictures: Pictures = NO_PICTURES) -> PackProgram:
    """Return who the program is, and how its papers look."""
    return PackProgram(
        name=program.name,
        organisation=program.organisation,
        sentence=program.sentence,
        brand=program.brand_colour,
        language=program.language.replace("_", "-"),
        paper=program.paper,
        logo=pictures.logo,
        appeals_email=program.appeals_email,
    )


def _person(membership: Membership) -> PackPerson:
    return PackPerson(membership.person.name, membership.person.first_name)


def contact_of(program: Program, pictures: Pictures = NO_PICTURES) -> PackContact:
    """Return whom to write to."""
    return PackContact(
        name=program.contact_name,
        role=program.contact_role,
        email=program.contact_email,
        phone=program.contact_phone,
        photo=pictures.contact,
    )


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


def _agreement(membership: Membership) -> PackAgreement | None:
    accepted = agreements.latest_of(membership)
    agreement = accepted.agreement if accepted else agreements.current()
    if agreement is None:
        return None
    return PackAgreement(
        number=agreement.number,
        title=agreement.title,
        sha256=agreement.sha256,
        clauses=parts(markdown.render(agreement.body)),
        evidence=_evidence(accepted) if accepted else None,
    )


def _evidence(accepted: Acceptance) -> Evidence:
    zone = ZoneInfo(the_program().time_zone)
    return Evidence(
        typed_name=accepted.typed_name,
        email=accepted.email,
        how=accepted.how,
        shown_at=accepted.shown_at.astimezone(zone),
        accepted_at=accepted.accepted_at.astimezone(zone),
        address=accepted.address,
        browser=accepted.browser,
    )


def _link(program: Program, membership: Membership) -> PackLink | None:
    if not program.link_base:
        return None
    return PackLink(f"{program.link_base.rstrip('/')}/{membership.slug}", membership.code)
