"""The terms on which quarters are closed, as the rules in force set them."""

from sqlalchemy import select

from portal.db import rows
from portal.domain.earning.prospects import Terms
from portal.domain.refusal import Refused
from portal.models.revision import Revision

IN_FORCE = (
    select(Revision.fading, Revision.threshold, Revision.provisional_quarters)
    .where(Revision.number.is_not(None))
    .order_by(Revision.number.desc())
    .limit(1)
)


def are_known() -> bool:
    """Whether there are rules that say on which terms a quarter closes."""
    return rows(IN_FORCE).first() is not None


def of(quarter: str) -> Terms:
    """Return the terms on which `quarter` would be closed now. Raises `Refused` before the first rules."""
    found = rows(IN_FORCE).first()
    if found is None:
        raise Refused("There are no rules yet that say what fades and what keeps a place.")
    return Terms(quarter=quarter, rate=found[0], threshold=found[1], provisional=found[2])
