"""Counting how often the way in was seen; no person is known."""

from datetime import date

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from portal.db import db
from portal.models.joining.application import Source
from portal.models.joining.visit import Visit


def count(source: Source, *, on: date) -> None:
    """Count one look at the form on the day `on`."""
    if _more(source, on=on):
        return
    try:
        with db.session.begin_nested():
            db.session.add(Visit(on=on, source=source, seen=1))
    except IntegrityError:
        _more(source, on=on)


def _more(source: Source, *, on: date) -> bool:
    seen = update(Visit).where(Visit.on == on, Visit.source == source).values(seen=Visit.seen + 1)
    done = db.session.execute(seen, execution_options={"synchronize_session": False})
    return bool(done.rowcount)  # type: ignore[attr-defined]
