"""Balances against entries: nobody has one without the other, and each sum is the sum."""

from sqlalchemy import Subquery, and_, case, func, or_, select

from portal.domain.earning.checks import CREDITS, STANDING, Check, summed
from portal.domain.earning.ledger import EARNED
from portal.models.earning.entry import Balance, Entry


def checks() -> list[Check]:
    """Return what must hold of entries and balances."""
    return [_repeated(), _without_balance(), _false_sums()]


def _repeated() -> Check:
    same = (Entry.kind, Entry.source, Entry.person_id, Entry.ledger)  # as the index says it
    return Check(
        says="Person %(person_id)s has %(found)s entries of %(kind)s in %(ledger)s for %(source)s; there "
        "should be 1.",
        wrong=select(*same, func.count().label("found")).group_by(*same).having(func.count() > 1),
    )


def _without_balance() -> Check:
    return Check(
        says="Person %(person_id)s has entry %(id)s and no balance; there should be one.",
        wrong=select(Entry.id, Entry.person_id)
        .outerjoin(Balance, Balance.person_id == Entry.person_id)
        .where(Balance.person_id.is_(None)),
    )


def _false_sums() -> Check:
    """The four sums of a person; and that `quarter` is the one of the latest earning."""
    sums = _sums()
    due = sums.c
    return Check(
        says="The balance of person %(person_id)s is standing %(standing)s, credits %(credits)s, lifetime "
        "%(lifetime)s, %(points)s in %(quarter)s; by the entries it should be standing %(due_standing)s, "
        "credits %(due_credits)s, lifetime %(due_lifetime)s, %(due_points)s, the latest in %(latest)s.",
        wrong=select(
            Balance.person_id,
            Balance.standing,
            Balance.credits,
            Balance.lifetime,
            Balance.quarter,
            Balance.quarter_points.label("points"),
            due.standing.label("due_standing"),
            due.credits.label("due_credits"),
            due.lifetime.label("due_lifetime"),
            due.points.label("due_points"),
            due.latest,
        )
        .join(sums, due.person_id == Balance.person_id)
        .where(
            or_(
                Balance.standing != due.standing,
                Balance.credits != due.credits,
                Balance.lifetime != due.lifetime,
                Balance.quarter_points != due.points,
                Balance.quarter < due.latest,
            )
        ),
    )


def _sums() -> Subquery:
    earned = and_(CREDITS, Entry.kind.in_(EARNED))
    return (
        select(
            Balance.person_id,
            summed(STANDING).label("standing"),
            summed(CREDITS).label("credits"),
            summed(earned).label("lifetime"),
            summed(and_(earned, Entry.quarter == Balance.quarter)).label("points"),
            func.coalesce(func.max(case((earned, Entry.quarter))), "").label("latest"),
        )
        .outerjoin(Entry, Entry.person_id == Balance.person_id)
        .group_by(Balance.person_id)
        .subquery("sums")
    )
