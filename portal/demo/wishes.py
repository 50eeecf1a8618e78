"""What ambassadors wish: to be shown to everybody, to stand on the leaderboard."""

from datetime import datetime, timedelta

from sqlalchemy import select

from portal.db import db
from portal.domain import programs
from portal.domain.earning import leaderboard
from portal.domain.joining import shown
from portal.models.joining.membership import Membership

WORDING = "Show me on the public page of ambassadors, with my name, town, words, links and photo."


def load(*, at: datetime) -> None:
    """Let four of five stand on the leaderboard, and five be shown to everybody."""
    at -= timedelta(days=2)
    programs.change({"leaderboard": True}, by=None, at=at)
    inside = select(Membership).where(Membership.ended_on.is_(None), Membership.complete_at.is_not(None))
    for number, membership in enumerate(db.session.scalars(inside.order_by(Membership.id))):
        if number % 5 != 3:
            leaderboard.stand(membership.person, ranked=True, at=at)
        if number < 5:
            shown.wish(membership, shown=True, wording=WORDING, at=at)
