"""The terms on which quarters are closed, as the rules in force set them."""

from sqlalchemy import select

from portal.db import db
from portal.domain.earning.prospects import Terms
from portal.domain.refusal import Refused
from portal.models.revision import Revision

IN_FORCE = (
    select(Revision.fading, Revision.threshold, Revision.provisional_quarters)
    .where(Revision.number.is_not(None))
    .order_by(Revision.number.desc())
    .limit(1)
)


def of(quarter: str) -> Terms:
    """Return the terms on which `quarter` would be closed now. Raises `Refused` before the first rules."""
    rules = db.session.execute(IN_FORCE).first()
    if rules is None:
        raise Refused("There are no rules yet that say what fades and what keeps a place.")
    return Terms(quarter=quarter, rate=rules[0], threshold=rules[1], provisional=rules[2])
