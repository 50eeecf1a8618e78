"""Whose room it is: the open membership of whoever is signed in."""

from portal.models.joining.membership import Membership
from portal.web.access import my_membership


def mine() -> Membership:
    """Return the open membership of whoever is signed in; only behind `May.JOIN` or `May.AMBASSADOR`."""
    membership = my_membership()
    assert membership is not None
    return membership
