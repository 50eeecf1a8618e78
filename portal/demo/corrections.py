"""A correction, so that a statement shows one: a piece that was counted twice."""

from datetime import datetime, timedelta

from sqlalchemy import select

from portal.db import db
from portal.demo.work import Story
from portal.domain.earning import corrections, ledger
from portal.domain.working import own_work
from portal.models.joining.membership import Membership
from portal.models.person import Person

AGO = timedelta(days=17)
MOST = 5


def tell(story: Story, *, url: str, at: datetime) -> None:
    """Add to the story what staff put right in the points of the first ambassador."""
    story.tell(at - AGO, lambda when: _correct(url=url, at=when))


def _correct(*, url: str, at: datetime) -> None:
    complete = select(Membership).where(Membership.complete_at.is_not(None)).order_by(Membership.id)
    manager = db.session.scalars(select(Person).where(Person.email == "manager@demo.example")).one()
    membership = db.session.scalars(complete.limit(1)).one()
    balance = ledger.balance_of(membership.person)
    amount = -min(MOST, balance.standing, balance.credits)
    if amount:
        corrections.correct(
            membership,
            standing=amount,
            credits=amount,
            reason="One of the people who answered was the same in two pieces.",
            key="demo",
            submission=next(iter(own_work.latest(membership.person)), None),
            link=f"{url}/me/points",
            by=manager,
            at=at,
        )
