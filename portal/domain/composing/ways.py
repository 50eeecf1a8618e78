"""The ways to earn that the published rules name, as papers show them."""

from portal.domain.paper.pack import PackType
from portal.models.revision import Revision

# What rules gave before they kept the base points of their activity types.
BASE = 10


def ways_to_earn(revision: Revision) -> tuple[PackType, ...]:
    """Return each activity type of a published revision, with the points that it promised."""
    return tuple(
        PackType(each["name"], each["about"], each.get("base_points", BASE), each["weight"])
        for each in revision.activity_types
    )
