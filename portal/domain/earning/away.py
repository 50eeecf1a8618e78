"""The quarters that a membership sits out, as one column beside whatever else is read of it."""

from sqlalchemy import ScalarSelect, bindparam, func, select

from portal.models.earning.leave import Leave


def told() -> ScalarSelect[str]:
    """Return a column: the quarters for which leave of `:membership` is confirmed, for `read`."""
    confirmed = (Leave.membership_id == bindparam("membership"), Leave.confirmed.is_(True))
    return select(func.aggregate_strings(Leave.quarter, " ")).where(*confirmed).scalar_subquery()


def read(told: str | None) -> frozenset[str]:
    """Return the quarters that the column says."""
    return frozenset((told or "").split())
