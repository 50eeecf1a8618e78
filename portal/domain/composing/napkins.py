"""What a napkin says, gathered from a revision of the rules."""

from datetime import date

from portal.domain import months
from portal.domain.composing.letterhead import as_printed, document_of
from portal.domain.composing.order import Order
from portal.domain.composing.ways import BASE
from portal.domain.earning import rewards
from portal.domain.paper.letterhead import Issue
from portal.domain.paper.napkin import Napkin, Worth
from portal.domain.paper.napkin_verdict import first_reward
from portal.domain.program import revisions
from portal.domain.programs import day_of, the_program
from portal.domain.refusal import Refused
from portal.domain.working import activity_types, calendar, plans
from portal.models.earning.reward import Milestone
from portal.models.revision import Revision
from portal.models.working.action import Audience

AHEAD = 4


def compose(order: Order) -> Napkin:
    """Return the napkin of the rules in force; raises `Refused` before there are any."""
    revision = revisions.current()
    if revision is None:
        raise Refused("No rules are published yet.")
    return of(revision, document=document_of(order), on=day_of(order.at))


def published(revision: Revision) -> Napkin:
    """Return the napkin of a published revision, dated as the rules are: the same ever after."""
    assert revision.published_at is not None
    on = day_of(revision.published_at)
    document = Issue("", revision.published_at, rules_number=revision.number, rules_date=on)
    return of(revision, document=document, on=on)


def of(revision: Revision, *, document: Issue, on: date) -> Napkin:
    """Return the napkin of a revision: what it published, or for the draft what stands on the day `on`."""
    is_draft = revision.is_draft
    kinds = activity_types.as_published() if is_draft else revision.activity_types
    promised = rewards.as_published(on) if is_draft else revision.rewards
    return Napkin(
        document=document,
        program=as_printed(the_program()),
        deal=revision.deal,
        does=tuple(Worth(each["name"], each.get("base_points", BASE) * each["weight"]) for each in kinds),
        gets=tuple(Worth(each["name"], each["cost"]) for each in promised if each["cost"] is not None),
        lines=tuple(revision.lines),
    )


def days_to_first_reward(*, on: date) -> int | None:
    """Return in how many days somebody who joins on the day `on` can have a first reward, None where never.

    By the present calendar: what everyone and the new can do in the next four months, each thing once.
    """
    shelf = calendar.planned(on, months.after(on.replace(day=1), AHEAD), everything=True)
    open_to_all = [due for due in shelf.dues if due.action.audience is not Audience.TRUSTED]
    earning = [(due.opens, due.action.points) for due in open_to_all if due.action.points]
    for action in shelf.joining:
        if action.points and action.audience is not Audience.TRUSTED:
            earning.append((plans.due_of(action, joined=on).opens, action.points))
    window = rewards.window(on)
    return first_reward(
        on,
        earning=earning,
        prices=[each.cost for each in window if each.cost is not None],
        on_first=any(each.milestone is Milestone.FIRST_ACTION for each in window),
    )
