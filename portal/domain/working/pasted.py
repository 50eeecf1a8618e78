"""Several links pasted at once, each to become a draft; and several drafts sent at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Unpack

from sqlalchemy import select

from portal.db import db, locked
from portal.domain.refusal import Refused
from portal.domain.working import chances, links, submissions
from portal.domain.working.submissions import Work
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.models.working.action import Action, Limit
from portal.models.working.activity_type import ActivityType
from portal.models.working.submission import Submission, SubmissionState

MOST = 20


@dataclass(frozen=True)
class Outcome:
    """What became of several: those that went well, and each other one with why not."""

    done: list[Submission]
    refused: list[tuple[str, Refused]]


def answerable(membership: Membership, *, at: datetime) -> list[Action]:
    """Return the actions that ask for a link, can be done more than once, and can be done now or later."""
    often = select(Action).where(
        Action.ended_at.is_(None), Action.evidence_link.is_(True), Action.limit != Limit.ONCE
    )
    situation = chances.of(membership, at=at)
    found = [
        (action, situation.of_action(action)) for action in db.session.scalars(often.order_by(Action.id))
    ]
    return [action for action, chance in found if chance.is_open or chance.next_day]


def draft_each(
    membership: Membership,
    lines: Sequence[str],
    *,
    action: Action | None,
    kind: ActivityType | None,
    at: datetime,
    **work: Unpack[Work],
) -> Outcome:
    """Begin a draft for each of at most twenty links; a link that the person has is not taken twice."""
    locked(Person, membership.person_id)
    known = _known(membership)
    outcome = Outcome([], [])
    for number, line in enumerate(lines):
        try:
            if number >= MOST:
                raise Refused("Only %(most)s go at once.", most=MOST)
            key = links.key(line)
            if key in known:
                raise Refused("You have this one, as %(title)s.", title=known[key])
            drafted = submissions.draft(
                membership, action=action, kind=kind, at=at, **(work | Work(link=line))
            )
            known[key] = drafted.title
            outcome.done.append(drafted)
        except Refused as why:
            outcome.refused.append((line, why))
    return outcome


def send_each(drafts: Sequence[Submission], *, at: datetime) -> Outcome:
    """Send drafts in; what cannot be sent stays a draft."""
    outcome = Outcome([], [])
    for draft in drafts:
        try:
            submissions.send(draft, at=at)
            outcome.done.append(draft)
        except Refused as why:
            outcome.refused.append((draft.title, why))
    return outcome


def _known(membership: Membership) -> dict[str, str]:
    """The links that the person has, whatever became of them but a rejection, each with its title."""
    mine = select(Submission.link_key, Submission.title).where(
        Submission.person_id == membership.person_id,
        Submission.link_key != "",
        Submission.state != SubmissionState.REJECTED,
    )
    return {key: title for key, title in db.session.execute(mine)}
