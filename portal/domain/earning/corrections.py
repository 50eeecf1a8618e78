"""Corrections: a mistake in somebody's points put right by entries of their own, which the person reads."""

from datetime import datetime

from portal.domain import audit
from portal.domain.earning import ledger, milestones
from portal.domain.post import letters
from portal.domain.refusal import Refused
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.models.working.submission import Submission


def correct(
    membership: Membership,
    *,
    standing: int,
    credits: int,
    reason: str,
    key: str,
    link: str,
    by: Person,
    at: datetime,
    submission: Submission | None = None,
) -> None:
    """Correct an ambassador's points, and tell the person why; the same `key` twice corrects once.

    `link` leads to the statement. Raises `Refused` for one's own points, and as `ledger.correct` does.
    """
    person = membership.person
    if person.id == by.id:
        raise Refused("These are your own points: somebody else corrects them.")
    if standing > 0:
        milestones.hold(at=at)
    words = {"standing": standing, "credits": credits, "reason": reason}
    if not ledger.correct(
        person, standing=standing, credits=credits, reason=reason, key=key, submission=submission,
        by=by, at=at,
    ):  # fmt: skip
        return
    if standing > 0:
        milestones.after_award(membership, at=at)
    audit.write("corrected", membership, by=by, at=at, after=words, label=person.name)
    letters.post(
        "correction",
        to=person.email,
        to_name=person.name,
        person=person,
        at=at,
        standing=signed(standing),
        credits=signed(credits),
        reason=reason,
        link=link,
    )


def signed(amount: int) -> str:
    """Return an amount with its sign, nothing as 0."""
    return f"+{amount}" if amount > 0 else f"−{-amount}" if amount else "0"
