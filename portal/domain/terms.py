"""The terms on which the rules in force close a quarter."""

from portal.domain.earning.prospects import Terms
from portal.domain.program import revisions


def of(quarter: str) -> Terms | None:
    """Return the terms of a quarter's close, or None before the first rules are published."""
    rules = revisions.current()
    if rules is None:
        return None
    return Terms(
        quarter=quarter, rate=rules.fading, threshold=rules.threshold, provisional=rules.provisional_quarters
    )
