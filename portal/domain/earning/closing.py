"""The close of a quarter: standing fades, then every membership that is up is renewed or is not.

A handful of statements whatever the number of people, in the caller's one transaction: a close that is
killed half-way has not happened at all.
"""

from datetime import date, datetime

from sqlalchemy import ColumnElement, String, case, cast, func, insert, literal, null, select, text, update

from portal.db import db, locked, rows
from portal.domain import audit, quarters
from portal.domain.earning import grants, milestones, terms
from portal.domain.earning.prospects import Terms, prospects
from portal.domain.programs import day_of
from portal.domain.refusal import Refused
from portal.models.earning.entry import Balance, Entry, EntryKind, Ledger
from portal.models.earning.quarter_close import QuarterClose, Renewal, Standing
from portal.models.earning.reward import Milestone, Reward
from portal.models.joining.membership import Membership, MembershipState
from portal.models.person import Person

CLOSED_AND_JOINED = (
    select(func.max(QuarterClose.quarter)).scalar_subquery(),
    select(func.min(Membership.joined_on)).scalar_subquery(),
)
"""The last quarter that was closed, and the first day on which somebody joined."""
TOLD = (Standing.RENEWED, Standing.AT_RISK)
"""Of whom a letter is written at once; a proposal is told when a person has decided about it."""


def close(quarter: str, *, by: Person | None, at: datetime) -> QuarterClose:
    """Close a quarter on the terms of the rules in force; `by` is None where the clock did it.

    Every award, correction and confirmation of leave waits until it is done. Raises `Refused` where
    the quarter was closed already, is not over yet, or is not the next, and without rules.
    """
    for reward in milestones.given_on(Milestone.RENEWED, at=at):
        locked(Reward, reward.id)  # before balances, as everyone who asks for a reward does
    _hold_balances()
    check(quarter, at=at)
    known = terms.of(quarter)
    made = QuarterClose(
        quarter=quarter, rate=known.rate, threshold=known.threshold, by_id=by and by.id, at=at
    )
    db.session.add(made)
    db.session.flush()
    _say(made, known)
    _fade(made)
    _settle(made)
    db.session.expire_all()
    grants.after_close(at=at)
    counts = {outcome.value: count for outcome, count in outcomes(made).items()}
    audit.write("closed", made, by=by, at=at, label=quarter, after=counts)
    return made


def of(quarter: str) -> QuarterClose | None:
    """Return the close of a quarter, or None while it is open."""
    return db.session.scalar(select(QuarterClose).where(QuarterClose.quarter == quarter))


def next_quarter() -> str | None:
    """Return the quarter that is closed next, over or not; None while there was never an ambassador."""
    return next_after(*rows(select(*CLOSED_AND_JOINED)).one())


def next_after(closed: str | None, joined: date | None) -> str | None:
    """Return the same where `closed` was closed last and somebody `joined` first."""
    if closed is not None:
        return quarters.after(closed)
    return quarters.of(joined) if joined else None


def due(*, at: datetime) -> str | None:
    """Return the quarter that is over and not closed, the earliest if there are several, or None."""
    quarter = next_quarter()
    return quarter if quarter and quarters.last_day(quarter) < day_of(at) else None


def outcomes(made: QuarterClose) -> dict[Standing, int]:
    """Return how many memberships the close said what of."""
    found = select(Renewal.outcome, func.count()).where(Renewal.close_id == made.id)
    counted = db.session.execute(found.group_by(Renewal.outcome).order_by(Renewal.outcome))
    return {outcome: count for outcome, count in counted}


def check(quarter: str, *, at: datetime) -> None:
    """Raise `Refused` where a quarter was closed already, is not the next, or is not over yet."""
    ends = quarters.last_day(quarter)
    before, wanted = of(quarter), next_quarter()
    if before is not None:
        raise Refused("%(quarter)s was closed already, on %(day)s.", quarter=quarter, day=day_of(before.at))
    if wanted is None or quarter < wanted:
        raise Refused("There was nobody in %(quarter)s whose quarter could be closed.", quarter=quarter)
    if quarter > wanted:
        raise Refused("Quarters are closed in order: %(quarter)s comes first.", quarter=wanted)
    if day_of(at) <= ends:
        raise Refused("%(quarter)s is not over before %(day)s ends.", quarter=quarter, day=ends)


def _hold_balances() -> None:
    """Let everything that moves points wait; SQLite has one writer at a time anyway."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("lock table balances in exclusive mode"))


def _say(made: QuarterClose, known: Terms) -> None:
    """Keep what the close does to each membership; all that follows is read from these rows."""
    found = prospects(known).subquery("found")
    told = case((found.c.outcome.in_(TOLD), null()), else_=literal(made.at, Renewal.told_at.type))
    said = select(
        literal(made.id), found.c.membership_id, found.c.outcome, found.c.standing, found.c.after, told,
        literal(""),
    )  # fmt: skip
    columns = ("close_id", "membership_id", "outcome", "before", "after", "told_at", "reason")
    db.session.execute(insert(Renewal).from_select(columns, said, include_defaults=False))


def _fade(made: QuarterClose) -> None:
    fade = Renewal.before - Renewal.after
    faded = (
        select(
            Membership.person_id,
            literal(Ledger.STANDING.value),
            literal(EntryKind.FADE.value),
            literal(f"quarter:{made.quarter}"),
            -fade,
            _reason(made.rate),
            literal(made.by_id, Entry.by_id.type),
            literal(quarters.last_day(made.quarter)),
            literal(made.quarter),
            literal(made.at, Entry.at.type),
        )
        .join(Membership, Membership.id == Renewal.membership_id)
        .where(Renewal.close_id == made.id, fade > 0)
    )
    columns = ("person_id", "ledger", "kind", "source", "amount", "reason", "by_id", "day", "quarter", "at")
    db.session.execute(insert(Entry).from_select(columns, faded, include_defaults=False))
    lowered = (
        update(Balance)
        .values(standing=Balance.standing - fade)
        .where(
            Balance.person_id == Membership.person_id,
            Membership.id == Renewal.membership_id,
            Renewal.close_id == made.id,
            fade > 0,
        )
    )
    db.session.execute(lowered, execution_options={"synchronize_session": False})


def _reason(rate: int) -> ColumnElement[str]:
    """Say "−25 % of 412 = −103"; what was taken back since the quarter's end cannot fade any more."""
    before, fade = cast(Renewal.before, String), cast(Renewal.before - Renewal.after, String)
    share = literal(f"−{rate} % of ") + before
    whole = Renewal.before * rate // 100 == Renewal.before - Renewal.after
    return case(
        (whole, share + literal(" = −") + fade), else_=share + literal(", of which there were ") + fade
    )


def _settle(made: QuarterClose) -> None:
    """Renew, or put at risk, who is still here and has begun."""
    state = case(
        (Renewal.outcome == Standing.RENEWED, MembershipState.ACTIVE.value),
        else_=MembershipState.AT_RISK.value,
    )
    settled = (
        update(Membership)
        .values(state=state)
        .where(
            Membership.id == Renewal.membership_id,
            Renewal.close_id == made.id,
            Renewal.outcome.in_((Standing.RENEWED, Standing.AT_RISK, Standing.PROPOSED)),
            Membership.ended_on.is_(None),
            Membership.complete_at.is_not(None),
            Membership.state != state,
        )
    )
    db.session.execute(settled, execution_options={"synchronize_session": False})
