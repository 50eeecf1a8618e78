"""What ambassadors wish: to be shown to everybody, with a photo, and to stand on the leaderboard."""

from datetime import datetime, timedelta

from sqlalchemy import select

from portal.db import db
from portal.demo import drawings
from portal.domain import files, programs
from portal.domain.earning import leaderboard
from portal.domain.joining import shown
from portal.domain.people import profiles
from portal.models.joining.membership import Membership
from portal.outside.files import Store

WORDING = "Show me on the public page of ambassadors, with my name, town, words, links and photo."


def load(*, store: Store, at: datetime) -> None:
    """Let four of five stand on the leaderboard, and five be shown to everybody, two with a photo."""
    at -= timedelta(days=2)
    programs.change({"leaderboard": True}, by=None, at=at)
    inside = select(Membership).where(Membership.ended_on.is_(None), Membership.complete_at.is_not(None))
    for number, membership in enumerate(db.session.scalars(inside.order_by(Membership.id))):
        if number % 5 != 3:
            leaderboard.stand(membership.person, ranked=True, at=at)
        if number < 5:
            shown.wish(membership, shown=True, wording=WORDING, at=at)
        if number < 2:
            photo = drawings.drawn("walker", brand=programs.the_program().brand_colour, number=number)
            file = files.note(store.keep(photo), size=len(photo), media_type="image/png", name="photo", at=at)
            profiles.picture(membership.person, file, at=at)
