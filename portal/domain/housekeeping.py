"""What is thrown away by night, because nobody needs it any more."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from portal.db import db
from portal.models.sign_in import SignIn
from portal.models.ticket import Ticket

KEPT = timedelta(days=30)


def tidy(*, at: datetime) -> None:
    """Delete sign-ins and tickets that ran out a month ago or earlier."""
    for kind in (SignIn, Ticket):
        db.session.execute(delete(kind).where(kind.expires_at < at - KEPT))
