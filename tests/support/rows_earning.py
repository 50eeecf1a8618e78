"""Work that was sent in, points that were earned, rewards to spend them on."""

import itertools
from datetime import datetime
from typing import Any

from portal.db import db
from portal.domain.working import submissions, verdicts
from portal.models.earning.reward import Reward, RewardKind, StockMove
from portal.models.joining.membership import Membership
from portal.models.person import Person, Role
from portal.models.working.submission import Submission
from portal.models.working.verdict import Place
from tests.support.rows import a_person
from tests.support.rows_working import a_type

_numbers = itertools.count(1)


def a_submission(membership: Membership, *, at: datetime, send: bool = True, **matter: Any) -> Submission:
    """Send work in, of one's own accord and of type Content unless `matter` says otherwise."""
    number = next(_numbers)
    kind = None if "action" in matter else matter.pop("kind", None) or a_type("Content")
    known = {"link": f"https://posts.example/{number}", "minutes": 35, "disclosed": True}
    submission = submissions.draft(membership, kind=kind, at=at, **(known | matter))
    if send:
        submissions.send(submission, at=at)
    return submission


def earned(membership: Membership, points: int, *, at: datetime, by: Person | None = None) -> Submission:
    """Give a person points as an approved piece of work of so many base points, weighed once."""
    submission = a_submission(membership, at=at)
    submission.base_points, submission.weight = points, 1
    reviewer = by or a_person(role=Role.MANAGER, at=at)
    verdicts.approve(submission, by=reviewer, at=at, disclosure=Place.FIRST)
    return submission


def a_reward(name: str = "Mug", *, at: datetime, stock: int | None = None, **matter: Any) -> Reward:
    """Offer a reward for 100 credits, unless `matter` says otherwise."""
    known: dict[str, Any] = {"kind": RewardKind.TANGIBLE, "cost": None if "milestone" in matter else 100}
    reward = Reward(name=name, stock=stock, created_at=at, **(known | matter))
    db.session.add(reward)
    db.session.flush()
    if stock:
        db.session.add(StockMove(reward_id=reward.id, amount=stock, reason="First stock", at=at))
        db.session.flush()
    return reward
