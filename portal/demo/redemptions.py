"""What ambassadors did with their credits: rewards in every state, by the verbs that the pages use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import func, select

from portal.db import db
from portal.demo.work import DAYS, Story
from portal.domain.earning import ledger, offers, redemption_letters, redemptions
from portal.domain.programs import day_of
from portal.models.earning.redemption import Redemption, RedemptionState
from portal.models.earning.reward import Reward, RewardKind
from portal.models.joining.membership import Membership
from portal.models.person import Person

DAY = timedelta(days=1)
STREETS = ("4 Bridge Lanes", "12 Mill Hill", "7 Quay Road", "31 Chapel Street", "2 Orchard Row")
Deed = Callable[..., None]


@dataclass(frozen=True)
class Wish:
    """Who asks for what, how many days ago, and what became of it, each after so many days.

    Who is `thrifty` keeps enough credits for something else.
    """

    who: int
    kind: RewardKind
    days: int
    then: tuple[tuple[str, int], ...] = ()
    thrifty: bool = False


THING, ACCESS = RewardKind.TANGIBLE, RewardKind.ACCESS
WISHES = (
    Wish(0, THING, 8, (("approve", 1), ("send", 5)), thrifty=True),
    Wish(1, ACCESS, 30, (("approve", 2), ("receive", 3))),
    Wish(1, THING, 1),
    Wish(2, THING, 6, (("approve", 2),)),
    Wish(2, ACCESS, 1),
    Wish(3, THING, 33, (("approve", 1), ("send", 4), ("receive", 9))),
    Wish(3, ACCESS, 3, (("approve", 1),)),
    Wish(4, ACCESS, 5, (("cancel", 1),)),
)
PACKED, WEEK = 25, 7


def tell(story: Story, *, url: str, at: datetime) -> None:
    """Add to the story who asked for what, and how it went on; and what milestones granted is packed."""
    for days in range(WEEK, DAYS, WEEK):
        story.tell(at - days * DAY, partial(_write, url))
    chosen = select(Membership).where(Membership.complete_at.is_not(None)).order_by(Membership.id)
    members = list(db.session.scalars(chosen))
    manager = db.session.scalars(select(Person).where(Person.email == "manager@demo.example")).one()
    for wish in WISHES:
        deed = partial(_ask, story, members[wish.who % len(members)], wish, manager)
        story.tell(at - wish.days * DAY, deed)
    story.tell(at - PACKED * DAY, partial(_pack, manager, members[1:]))
    story.tell(at - 3 * DAY, partial(_pack, manager, members[:1]))
    story.tell(at - 2 * DAY, _say_where)


def _ask(story: Story, membership: Membership, wish: Wish, manager: Person, at: datetime) -> None:
    """Ask for the cheapest reward of the kind that the person can have, if there is one."""
    for reward in _affordable(membership, wish, at=at):
        address = _address(membership)
        asked = redemptions.request(reward, membership=membership, key=str(at), address=address, at=at)
        for deed, days in wish.then:
            story.tell(at + days * DAY, partial(DEEDS[deed], asked, manager))
        return


def _affordable(membership: Membership, wish: Wish, *, at: datetime) -> list[Reward]:
    cheapest = (db.session.scalar(select(func.min(Reward.cost))) or 0) if wish.thrifty else 0
    credits_left = ledger.balance_of(membership.person).credits - cheapest
    chosen = select(Reward).where(Reward.kind == wish.kind, Reward.cost.is_not(None)).order_by(Reward.cost)
    return [
        reward
        for reward in db.session.scalars(chosen)
        if not offers.can_have(
            reward,
            membership,
            credits=credits_left,
            had=offers.had(reward, membership),
            on=day_of(at),
        )
    ]


def _pack(manager: Person, members: list[Membership], at: datetime) -> None:
    """Hand out what milestones granted to some until now; a thing is in the post for a while."""
    ids = {membership.id for membership in members}
    for granted in [each for each in _waiting() if each.membership_id in ids]:
        if granted.reward.kind is ACCESS:
            redemptions.hand_over(granted, by=manager, at=at)
            continue
        redemptions.send_to(granted, address=_address(granted.membership))
        _send(granted, manager, at)
        if len(members) > 1:
            redemptions.receive(granted, by=granted.person, at=at + 4 * DAY)


def _write(url: str, at: datetime) -> None:
    """Write to the owners of rewards once a week; where the portal runs, a worker does so every minute."""
    end = {True: "/address", False: ""}
    redemption_letters.write(
        link=lambda each: f"{url}/me/rewards/redemptions/{each.id}{end[each.needs_address]}", at=at
    )


def _say_where(at: datetime) -> None:
    """Let one person say where a thing goes; the others still have to."""
    for granted in _waiting()[:1]:
        redemptions.send_to(granted, address=_address(granted.membership))


def _waiting() -> list[Redemption]:
    granted = Redemption.state == RedemptionState.APPROVED, Redemption.milestone != ""
    return list(db.session.scalars(select(Redemption).where(*granted).order_by(Redemption.id)))


def _address(membership: Membership) -> str:
    person = membership.person
    return f"{person.name}\n{STREETS[person.id % len(STREETS)]}\n{person.town}"


def _send(redemption: Redemption, by: Person, at: datetime) -> None:
    redemptions.send(redemption, tracking=f"PT {4400 + redemption.id} 17 GB", by=by, at=at)


def _receive(redemption: Redemption, by: Person, at: datetime) -> None:
    redemptions.receive(redemption, by=redemption.person, at=at)


def _cancel(redemption: Redemption, by: Person, at: datetime) -> None:
    redemptions.cancel(redemption, by=redemption.person, at=at)


def _approve(redemption: Redemption, by: Person, at: datetime) -> None:
    """Approve; an access without a code is given on the same day."""
    redemptions.approve(redemption, by=by, at=at)
    if redemptions.may(redemption, RedemptionState.HANDED_OVER) and redemption.reward.kind is ACCESS:
        redemptions.hand_over(redemption, by=by, at=at)


DEEDS: dict[str, Deed] = {"approve": _approve, "send": _send, "receive": _receive, "cancel": _cancel}
