"""Looks at the form in the last months, so that the way in has a beginning."""

from datetime import datetime, timedelta

from portal.db import db
from portal.domain import programs
from portal.models.joining.application import Source
from portal.models.joining.visit import Visit

DAYS = 90
EVERY = {Source.ORGANIC: 1, Source.INVITED: 6, Source.NOMINATED: 17}


def load(*, at: datetime) -> None:
    """Count looks on each of the last ninety days, more of them by the open form."""
    today = programs.day_of(at)
    for source, every in EVERY.items():
        for day in range(1, DAYS, every):
            seen = 1 + (day * 7) % 5 if source is Source.ORGANIC else 1 + day % 3
            db.session.add(Visit(on=today - timedelta(days=day), source=source, seen=seen))
    db.session.flush()
