"""What a person sent in and leave, read once for all that asks: what is done, and what can be done still."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import Select, and_, bindparam, select

from portal.db import rows
from portal.domain.earning import away
from portal.models.joining.membership import Membership
from portal.models.working.submission import Submission, SubmissionState

COUNTS = (SubmissionState.PENDING, SubmissionState.RETURNED, SubmissionState.APPROVED)


class Piece(NamedTuple):
    """One piece of work that waits, came back or was approved; `minutes` is how long it took."""

    id: int
    action_id: int | None
    membership_id: int
    state: SubmissionState
    sent_at: datetime | None
    minutes: int


@dataclass(frozen=True, kw_only=True)
class SentIn:
    """All that a membership's person sent in, whenever that was, and the quarters of confirmed leave."""

    membership: Membership
    pieces: Sequence[Piece]
    away: frozenset[str]


def by(membership: Membership) -> SentIn:
    """Return what the person of a membership sent in, in one statement."""
    found = rows(_sent_in(), {"membership": membership.id}).all()
    return SentIn(
        membership=membership,
        pieces=[Piece(*row[1:]) for row in found if row[1] is not None],
        away=away.read(found[0][0]),
    )


@cache
def _sent_in() -> Select[str, int, int | None, int, SubmissionState, datetime | None, int]:
    """A row for each piece, and one without where there is none; built once: that takes longest."""
    columns = [getattr(Submission, name) for name in Piece._fields]
    own = and_(Submission.person_id == Membership.person_id, Submission.state.in_(COUNTS))
    return (
        select(away.told(), *columns)
        .select_from(Membership)
        .outerjoin(Submission, own)
        .where(Membership.id == bindparam("membership"))
    )
