"""The ledger: the one door through which standing and credits change."""

from datetime import datetime

from sqlalchemy import select

from portal.db import db, locked
from portal.domain import quarters
from portal.domain.programs import day_of
from portal.domain.refusal import Refused
from portal.models.earning.entry import Balance, Entry, EntryKind, Ledger
from portal.models.earning.redemption import Redemption
from portal.models.person import Person
from portal.models.working.submission import Submission
from portal.models.working.verdict import Verdict

EARNED = (EntryKind.AWARD, EntryKind.UNDONE, EntryKind.CORRECTION)


def open_for(person: Person) -> Balance:
    """Return the person's balance; it is opened at nothing with the first membership."""
    balance = db.session.get(Balance, person.id)
    if balance is None:
        balance = Balance(person_id=person.id)
        db.session.add(balance)
        db.session.flush()
    return balance


def balance_of(person: Person) -> Balance:
    """Return what the person has now."""
    return db.session.get_one(Balance, person.id)


def award(verdict: Verdict, submission: Submission, *, by: Person | None, at: datetime) -> None:
    """Add what an approved submission earns, to standing and the same to credits."""
    _follow(verdict, submission, EntryKind.AWARD, verdict.points, by=by, at=at)


def take_back(verdict: Verdict, submission: Submission, *, by: Person, at: datetime) -> None:
    """Undo an award by entries of its own. Raises `Refused` once its credits are spent."""
    _follow(verdict, submission, EntryKind.UNDONE, -verdict.points, by=by, at=at)


def correct(
    person: Person,
    *,
    standing: int,
    credits: int,
    reason: str,
    key: str,
    by: Person,
    at: datetime,
    submission: Submission | None = None,
) -> bool:
    """Correct a mistake by entries that the person will read; the same `key` twice corrects once.

    Returns whether it was new. Raises `Refused` without a reason, for nothing at all, and where a sum
    would fall below nothing.
    """
    if not reason:
        raise Refused("Say why: the ambassador reads it beside the entry.", "reason")
    if not standing and not credits:
        raise Refused("Say by how much, in standing or in credits.", "standing")
    return _add(
        person.id,
        EntryKind.CORRECTION,
        f"correction:{key}",
        reason,
        standing=standing,
        credits=credits,
        submission=submission,
        by=by,
        at=at,
    )


def spend(redemption: Redemption, *, reason: str, by: Person, at: datetime) -> None:
    """Take the credits of a redemption. Raises `Refused` when there are not enough."""
    _move(redemption, EntryKind.SPENT, -redemption.credits, reason, by=by, at=at)


def give_back(redemption: Redemption, *, reason: str, by: Person, at: datetime) -> None:
    """Give the credits of a cancelled redemption back."""
    _move(redemption, EntryKind.RETURNED, redemption.credits, reason, by=by, at=at)


def _follow(
    verdict: Verdict, submission: Submission, kind: EntryKind, points: int, *, by: Person | None, at: datetime
) -> None:
    _add(
        submission.person_id,
        kind,
        f"verdict:{verdict.id}",
        verdict.product,
        standing=points,
        credits=points,
        submission=submission,
        by=by,
        at=at,
    )


def _move(
    redemption: Redemption, kind: EntryKind, credits: int, reason: str, *, by: Person, at: datetime
) -> None:
    source = f"redemption:{redemption.id}"
    _add(redemption.person_id, kind, source, reason, credits=credits, redemption=redemption, by=by, at=at)


def _add(
    person_id: int,
    kind: EntryKind,
    source: str,
    reason: str,
    *,
    standing: int = 0,
    credits: int = 0,
    submission: Submission | None = None,
    redemption: Redemption | None = None,
    by: Person | None,
    at: datetime,
) -> bool:
    """Add the entries and bring the sums along, behind a lock on the person's balance, once."""
    balance = locked(Balance, person_id)
    if _known(person_id, kind, source):
        return False
    _count(balance, kind, standing=standing, credits=credits, quarter=quarters.of(day_of(at)))
    for ledger, amount in ((Ledger.STANDING, standing), (Ledger.CREDITS, credits)):
        if amount:
            day = day_of(at)
            db.session.add(
                Entry(
                    person_id=person_id, ledger=ledger, kind=kind, source=source, amount=amount,
                    reason=reason, submission_id=submission and submission.id,
                    redemption_id=redemption and redemption.id,
                    by_id=by and by.id, day=day, quarter=quarters.of(day), at=at,
                )
            )  # fmt: skip
    db.session.flush()
    return True


def _known(person_id: int, kind: EntryKind, source: str) -> bool:
    same = select(Entry.id).where(Entry.person_id == person_id, Entry.kind == kind, Entry.source == source)
    return db.session.scalar(same.limit(1)) is not None


def _count(balance: Balance, kind: EntryKind, *, standing: int, credits: int, quarter: str) -> None:
    if balance.credits + credits < 0:
        raise Refused(
            "That takes %(wanted)s credits, and there are %(there)s.",
            "credits",
            wanted=-credits,
            there=balance.credits,
        )
    if balance.standing + standing < 0:
        raise Refused(
            "That takes %(wanted)s from a standing of %(there)s.",
            "standing",
            wanted=-standing,
            there=balance.standing,
        )
    balance.standing += standing
    balance.credits += credits
    if kind in EARNED:
        balance.lifetime += credits
        if balance.quarter != quarter:
            balance.quarter, balance.quarter_points = quarter, 0
        balance.quarter_points += credits
