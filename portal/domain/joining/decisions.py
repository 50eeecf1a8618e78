"""Decisions: approving, putting on the waiting list, declining; their letters, and taking them back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db, locked
from portal.domain import audit, programs
from portal.domain.joining import application_links, memberships
from portal.domain.post import letters
from portal.domain.refusal import Refused
from portal.models.joining.application import Application, ApplicationState
from portal.models.joining.decision import Decision, Outcome
from portal.models.joining.membership import Membership
from portal.models.letter import Letter, LetterState
from portal.models.person import Person

UNDO = timedelta(seconds=10)
STAND_IN = "their-own-link"
PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\{|\}\}")

REASONS: dict[Outcome, tuple[str, ...]] = {
    Outcome.APPROVED: ("fit", "voice", "right people", "helps already"),
    Outcome.WAITLISTED: ("full", "next season", "almost"),
    Outcome.DECLINED: ("too early", "other audience", "ties", "incomplete", "full"),
}
STATES = {
    Outcome.APPROVED: ApplicationState.APPROVED,
    Outcome.WAITLISTED: ApplicationState.WAITLISTED,
    Outcome.DECLINED: ApplicationState.DECLINED,
}


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What is decided, why (a code of `REASONS`), and the words of the letter, as markdown.

    Where the letter says `STAND_IN`, the receiver's own link is put in when it is written. `quiet`
    holds the letter back; `note` is kept for staff; `after` is the id of the decision that it follows,
    as far as whoever decides knows.
    """

    outcome: Outcome
    reason: str
    subject: str
    body: str
    note: str = ""
    quiet: bool = False
    after: int | None = None


def hindrance(application: Application, *, by: Person) -> Refused | None:
    """Return why `by` cannot decide on the application now, or None."""
    if application.state not in (
        ApplicationState.TO_DECIDE,
        ApplicationState.WAITLISTED,
        ApplicationState.DECLINED,
    ):
        if application.decision is not None:
            return Refused("%(name)s is decided already.", name=application.name)
        return Refused("%(name)s cannot be decided before the reviews are in.", name=application.name)
    last = application.decision
    if last is not None and last.letter is not None and last.letter.state is LetterState.HELD:
        return Refused(
            "%(name)s is decided, and the letter is held. Take that back first.", name=application.name
        )
    own = application.review_of(by)
    if own is not None and not own.is_in and application.state is ApplicationState.TO_DECIDE:
        return Refused("Give your own scores for %(name)s first.", name=application.name)
    return None


def decide(application: Application, verdict: Verdict, *, by: Person, at: datetime) -> Decision:
    """Decide, write the letter, and for an approval begin the membership.

    The letter leaves after ten seconds, or is held. Raises `Refused` where somebody was faster, the
    reason belongs to another outcome, a letter still holds a placeholder, or a decline that was sent
    is corrected without a note.
    """
    application = locked(Application, application.id)
    _first(application, verdict)
    if why := hindrance(application, by=by):
        raise why
    _sound(application, verdict)
    before = application.state
    application.state = STATES[verdict.outcome]
    decision = _entered(application, verdict, by=by, at=at)
    decision.letter = _write(application, verdict, by=by, at=at)
    db.session.flush()
    audit.write(
        verdict.outcome,
        application,
        by=by,
        at=at,
        before={"state": before},
        after={"reason": verdict.reason, "quiet": verdict.quiet},
        label=application.name,
    )
    return decision


def reapply_on(outcome: Outcome, *, at: datetime) -> date | None:
    """Return the day from which somebody declined at the moment `at` may apply again."""
    if outcome is not Outcome.DECLINED:
        return None
    return programs.day_of(at) + timedelta(days=programs.the_program().reapply_days)


def may_be_undone(decision: Decision, *, at: datetime) -> bool:
    """Whether a decision can be taken back: its letter is held, or its ten seconds run."""
    letter = decision.letter
    if decision.undone_at is not None or letter is None:
        return False
    if letter.state is LetterState.HELD:
        return True
    return letter.state is LetterState.QUEUED and at <= decision.at + UNDO


def undo(application: Application, *, by: Person | None, at: datetime) -> None:
    """Take the last decision back: its letter, and the membership that it made.

    Raises `Refused` once its letter is on the way.
    """
    application = locked(Application, application.id)
    decision = application.decision
    if decision is None or not may_be_undone(decision, at=at):
        raise Refused("The letter has left; this decision stands.")
    if decision.letter is not None:
        letters.cancel(decision.letter)
    if decision.outcome is Outcome.APPROVED:
        begun = db.session.scalar(
            select(Membership).where(
                Membership.application_id == application.id, Membership.ended_on.is_(None)
            )
        )
        if begun is not None:
            memberships.cancel(begun, by=by, at=at)
    decision.undone_at = at
    earlier = application.decision
    before = application.state
    application.state = STATES[earlier.outcome] if earlier else ApplicationState.TO_DECIDE
    db.session.flush()
    audit.write(
        "took back",
        application,
        by=by,
        at=at,
        before={"state": before},
        after={"state": application.state},
        label=application.name,
    )


def earlier(application: Application) -> Sequence[Application]:
    """Return what the same address sent before, the newest first, with its decisions."""
    chosen = select(Application).where(
        Application.email == application.email,
        Application.id != application.id,
        Application.submitted_at < application.submitted_at,
        Application.twin_of_id.is_(None),
    )
    loaded = chosen.options(joinedload(Application.decisions), joinedload(Application.reviews))
    return db.session.scalars(loaded.order_by(Application.submitted_at.desc())).unique().all()


def _entered(application: Application, verdict: Verdict, *, by: Person, at: datetime) -> Decision:
    decision = Decision(
        outcome=verdict.outcome,
        reason=verdict.reason,
        note=verdict.note,
        by=by,
        at=at,
        subject=verdict.subject,
        body=verdict.body,
        quiet=verdict.quiet,
        reapply_on=reapply_on(verdict.outcome, at=at),
    )
    application.decisions.append(decision)
    return decision


def _first(application: Application, verdict: Verdict) -> None:
    last = db.session.scalar(
        select(Decision)
        .where(Decision.application_id == application.id, Decision.undone_at.is_(None))
        .options(joinedload(Decision.by))
        .order_by(Decision.id.desc())
    )
    if last is not None and last.id != verdict.after:
        raise Refused("%(name)s is decided already, by %(who)s.", name=application.name, who=last.by.name)
    if last is not None and last.outcome is verdict.outcome:
        raise Refused("%(name)s was told the same before.", name=application.name)


def _sound(application: Application, verdict: Verdict) -> None:
    if verdict.reason not in REASONS[verdict.outcome]:
        raise Refused("Choose a reason that belongs to the decision.", "reason")
    if application.state is ApplicationState.DECLINED and not verdict.note.strip():
        raise Refused("A decision that was sent is corrected. Say why; it is kept.", "note")
    for name, text in (("subject", verdict.subject), ("body", verdict.body)):
        if unfilled := PLACEHOLDER.search(text):
            raise Refused(
                "Nothing stands for %(placeholder)s; write the words themselves.",
                name,
                placeholder=unfilled.group(),
            )
    if verdict.outcome is Outcome.APPROVED and STAND_IN not in verdict.body:
        raise Refused("The letter needs the welcome link, ending in %(end)s.", "body", end=STAND_IN)


def _write(application: Application, verdict: Verdict, *, by: Person, at: datetime) -> Letter:
    token, person = "", None
    if verdict.outcome is Outcome.APPROVED:
        welcome = memberships.begin(application, by=by, at=at)
        token, person = welcome.token, welcome.membership.person
    elif STAND_IN in verdict.body:
        token = application_links.mint(application, at=at)
    return letters.send_text(
        to=application.email,
        to_name=application.name,
        person=person,
        subject=verdict.subject,
        body=verdict.body.replace(STAND_IN, token),
        kind=verdict.outcome,
        at=at,
        not_before=at + UNDO,
        hold=verdict.quiet,
    )
