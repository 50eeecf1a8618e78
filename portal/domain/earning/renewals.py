"""What follows a close: letters, and the proposals to lapse that a person decides."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import contains_eager

from portal.db import db, locked
from portal.domain import audit, quarters
from portal.domain.earning import closing, forecasts, leaderboard
from portal.domain.earning.prospects import Terms
from portal.domain.listing import matching
from portal.domain.post import letters
from portal.domain.post.letter_templates import Words
from portal.domain.programs import day_of, the_program
from portal.domain.refusal import Refused
from portal.models.earning.entry import Balance
from portal.models.earning.quarter_close import QuarterClose, Renewal, Standing
from portal.models.joining.membership import Membership, MembershipState
from portal.models.person import Person

BATCH = 50


def tell(*, link: str, at: datetime, most: int = BATCH) -> int:
    """Write to the next people whose place was renewed, or is at risk; return how many were seen to.

    `link` is where one reads one's points. Letter and mark are one transaction, so that nobody is told
    twice; whoever left since is not told at all, nor is anybody of a close that another has followed.
    """
    waiting = (
        _whole()
        .add_columns(Balance.standing)
        .join(Balance, Balance.person_id == Membership.person_id)
        .where(Renewal.told_at.is_(None))
        .order_by(Renewal.id)
        .limit(most)
        .with_for_update(of=Renewal, skip_locked=True)
    )
    found = db.session.execute(waiting).all()
    following = closing.next_quarter() if found else None
    for renewal, standing in found:
        is_news = quarters.after(renewal.close.quarter) == following
        if renewal.membership.is_open and is_news:
            _tell(renewal, standing=standing, link=link, at=at)
        renewal.told_at = at
    db.session.flush()
    return len(found)


def proposals(*, words: str = "") -> Select[Renewal]:
    """Select what waits for a manager: memberships proposed as lapsed, with their people."""
    return _whole().where(*waits(), matching(words, Person.name, Person.email, QuarterClose.quarter))


def proposed() -> Select[Renewal]:
    """Select every proposal to lapse, decided or not."""
    return _whole().where(Renewal.outcome == Standing.PROPOSED)


def of_membership(membership: Membership) -> list[Renewal]:
    """Return what every close said of a membership, the latest first."""
    own = _whole().where(Renewal.of(select(Membership.id).where(Membership.id == membership.id)))
    return list(db.session.scalars(own.order_by(QuarterClose.quarter.desc())))


def waits() -> tuple[ColumnElement[bool], ...]:
    """Return conditions on renewals and their memberships: a proposal that nobody has decided."""
    proposed = Renewal.outcome == Standing.PROPOSED
    return proposed, Renewal.resolved_at.is_(None), Membership.ended_on.is_(None)


def proposed_among(ids: Collection[int]) -> set[int]:
    """Return which memberships wait, by their ids, for a manager to say whether they lapse."""
    chosen = select(Renewal.membership_id).join(Renewal.membership)
    return set(db.session.scalars(chosen.where(*waits(), Renewal.membership_id.in_(ids))))


def lapse(proposal: Renewal, *, by: Person, at: datetime) -> None:
    """Confirm that a membership lapses: it ends on the day, and its person is told how to appeal.

    Raises `Refused` where it was decided already, and for one's own.
    """
    membership = _take_up(proposal, by=by)
    _resolve(proposal, kept=False, reason="", by=by, at=at)
    membership.state, membership.ended_on = MembershipState.LAPSED, day_of(at)
    leaderboard.take_off(membership.person_id)
    _write("lapsed", proposal, at=at, appeals=_appeals())
    audit.write("lapsed", membership, by=by, at=at, label=membership.person.name)


def keep(proposal: Renewal, *, reason: str, link: str, by: Person, at: datetime) -> None:
    """Keep a person whose membership was proposed as lapsed, with a reason that they will read.

    The membership stays at risk: the next close looks again. Raises `Refused` without a reason, where
    it was decided already, and for one's own.
    """
    if not reason:
        raise Refused("Say why: the ambassador reads it in the letter.", "reason")
    membership = _take_up(proposal, by=by)
    _resolve(proposal, kept=True, reason=reason, by=by, at=at)
    _write("kept", proposal, at=at, reason=reason, link=link)
    audit.write("kept", membership, by=by, at=at, label=membership.person.name, after={"reason": reason})


def words_of_lapse(proposal: Renewal) -> Words:
    """Return the letter that confirming the lapse sends."""
    name = proposal.membership.person.name
    return letters.compose("lapsed", name=name, **_why(proposal), appeals=_appeals())


def words_of_keeping(proposal: Renewal, *, reason: str, link: str) -> Words:
    """Return the letter that keeping the person sends."""
    name = proposal.membership.person.name
    return letters.compose("kept", name=name, **_why(proposal), reason=reason, link=link)


def _whole() -> Select[Renewal]:
    return (
        select(Renewal)
        .join(Renewal.close)
        .join(Renewal.membership)
        .join(Membership.person)
        .options(
            contains_eager(Renewal.close),
            contains_eager(Renewal.membership).contains_eager(Membership.person),
        )
    )


def _tell(renewal: Renewal, *, standing: int, link: str, at: datetime) -> None:
    said: dict[str, Any] = {
        "before": renewal.before,
        "faded": renewal.before - renewal.after,
        "after": renewal.after,
        "link": link,
    }
    if renewal.outcome is Standing.RENEWED:
        _write("renewed", renewal, at=at, **said)
        return
    close, following = renewal.close, quarters.after(renewal.close.quarter)
    terms = Terms(quarter=following, rate=close.rate, threshold=close.threshold)
    more = forecasts.missing(standing, terms) or ""
    _write("at_risk", renewal, at=at, **said, more=more, until=quarters.last_day(following))


def _write(kind: str, renewal: Renewal, *, at: datetime, **values: Any) -> None:
    person = renewal.membership.person
    letters.post(kind, to=person.email, to_name=person.name, person=person, at=at, **_why(renewal), **values)


def _why(renewal: Renewal) -> dict[str, Any]:
    return {"ended": quarters.last_day(renewal.close.quarter), "threshold": renewal.close.threshold}


def _appeals() -> str:
    program = the_program()
    return program.appeals_email or program.contact_email


def _take_up(proposal: Renewal, *, by: Person) -> Membership:
    locked(Balance, proposal.membership.person_id)  # before the membership, as a close does
    membership = locked(Membership, proposal.membership_id)
    db.session.refresh(proposal)
    if proposal.resolved_at is not None or proposal.outcome is not Standing.PROPOSED:
        who = proposal.resolved_by.name if proposal.resolved_by else ""
        raise Refused("%(who)s was faster: this is decided already.", who=who)
    if not membership.is_open:
        raise Refused("%(name)s is no ambassador any more.", name=membership.person.name)
    if membership.person_id == by.id:
        raise Refused("This is your own place; somebody else decides.")
    return membership


def _resolve(proposal: Renewal, *, kept: bool, reason: str, by: Person, at: datetime) -> None:
    """Decide every open proposal of the membership at once."""
    own = proposals().where(Renewal.of(select(Membership.id).where(Membership.id == proposal.membership_id)))
    for each in db.session.scalars(own).all():
        each.kept, each.reason, each.resolved_by_id, each.resolved_at = kept, reason, by.id, at
    db.session.flush()
