"""A membership: a person's time as an ambassador."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, words
from portal.models.joining.application import Application
from portal.models.person import Person


class MembershipState(enum.StrEnum):
    """Where a membership stands."""

    ONBOARDING = "onboarding"
    ACTIVE = "active"
    AT_RISK = "at risk"
    LAPSED = "lapsed"
    LEFT = "left"


OPEN = text("ended_on is null")


class Membership(Base):
    """One time as an ambassador, from joining to leaving; a person has one open at most.

    `code` is the discount code and `slug` the end of the tracked link; both are the person's for good.
    `shown` is the wish to stand on the public page; `feed_serial` counts how often the calendar's key was
    made anew.
    """

    __tablename__ = "memberships"
    __table_args__ = (
        Index("ix_memberships_state_cohort", "state", "cohort"),
        Index("uq_memberships_one_open", "person_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))
    state: Mapped[MembershipState] = mapped_column(words(MembershipState))
    joined_on: Mapped[date] = mapped_column(index=True)
    cohort: Mapped[str] = mapped_column(String(60), default="")
    code: Mapped[str] = mapped_column(String(30), unique=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    first_talk_on: Mapped[date | None]
    calendar_at: Mapped[datetime | None] = mapped_column(Moment)
    complete_at: Mapped[datetime | None] = mapped_column(Moment)
    trusted_at: Mapped[datetime | None] = mapped_column(Moment)
    shown: Mapped[bool] = mapped_column(default=False, server_default=false(), index=True)
    feed_serial: Mapped[int] = mapped_column(default=0, server_default="0")
    ended_on: Mapped[date | None]

    person: Mapped[Person] = relationship()
    application: Mapped[Application | None] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether the person is an ambassador now."""
        return self.ended_on is None
