"""Actions, types and rules to begin a test with."""

from datetime import date, datetime
from typing import Any

from portal.domain.program import revisions
from portal.domain.working import actions, activity_types
from portal.models.revision import Revision
from portal.models.working.action import Action
from portal.models.working.activity_type import ActivityType


def a_type(name: str) -> ActivityType:
    """Return one of the types that a new program has."""
    return next(kind for kind in activity_types.in_use() if kind.name == name)


def an_action(title: str = "Write a guide", *, on: date, at: datetime, **matter: Any) -> Action:
    """Plan an action of type Content that opens and ends on one day, unless `matter` says otherwise."""
    known = {
        "activity_type": a_type("Content"),
        "base_points": 10,
        "minutes": 30,
        "starts_on": on,
        "ends_on": on,
    }
    return actions.plan(**(known | matter), title=title, by=None, at=at)


def the_rules(*, at: datetime, **matter: Any) -> Revision:
    """Publish a revision of the rules."""
    known = {
        "why": "People believe people.",
        "expect": "Two pieces a month.",
        "how": "Pick, make, send.",
        "benefits": "Thanks.",
        "disclosure": "#ad",
        "lines": ["Be kind."],
    }
    draft = revisions.write(known | matter, by=None, at=at)
    return revisions.publish(draft.id, note="A first word.", by=None, at=at)
