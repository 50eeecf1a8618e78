"""A redemption: credits spent on a reward, or a reward granted, on its way to a person."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, Short, words
from portal.models.earning.reward import Reward, RewardKind
from portal.models.joining.membership import Membership
from portal.models.person import Person


class RedemptionState(enum.StrEnum):
    """Where a redemption stands."""

    REQUESTED = "requested"
    APPROVED = "approved"
    SENT = "sent"
    HANDED_OVER = "handed over"
    RECEIVED = "received"
    CANCELLED = "cancelled"


WAITING = (RedemptionState.REQUESTED, RedemptionState.APPROVED)
"""The states in which it is still here: staff have something to do, and it can be cancelled."""

GRANTED = text("milestone <> ''")


class Redemption(Base):
    """One reward for one person; `credits` is what it took, 0 where a milestone granted it.

    `milestone` names what granted it ("first action", "renewed:2026Q1", "standing:400") and is empty where
    credits did: once per person, reward and milestone. `key` comes with the form, so that sending it twice
    asks once. `address` is erased thirty days after it was received, and sixty after it was sent all the
    same. `told_at` is when a letter said that it was granted, `reminded_at` when one asked again where it
    goes, `asked_after_at` when one asked whether it arrived.
    """

    __tablename__ = "redemptions"
    __table_args__ = (
        CheckConstraint("credits >= 0", name="not_negative"),
        Index(
            "uq_redemptions_granted",
            "person_id",
            "reward_id",
            "milestone",
            unique=True,
            sqlite_where=GRANTED,
            postgresql_where=GRANTED,
        ),
        Index("ix_redemptions_queue", "state", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"))
    reward_id: Mapped[int] = mapped_column(ForeignKey("rewards.id"), index=True)
    credits: Mapped[int]
    milestone: Mapped[str] = mapped_column(String(40), default="")
    key: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[RedemptionState] = mapped_column(words(RedemptionState))
    address: Mapped[str] = mapped_column(Text, default="")
    tracking: Mapped[str] = mapped_column(Short, default="")
    asked_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    told_at: Mapped[datetime | None] = mapped_column(Moment)
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)
    asked_after_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship()
    membership: Mapped[Membership] = relationship()
    reward: Mapped[Reward] = relationship()
    steps: Mapped[list["RedemptionStep"]] = relationship(order_by="RedemptionStep.id")

    @property
    def waits(self) -> bool:
        """Whether it is still here."""
        return self.state in WAITING

    @property
    def needs_address(self) -> bool:
        """Whether a thing cannot be sent because nobody said where to."""
        return self.waits and self.reward.kind is RewardKind.TANGIBLE and not self.address


class RedemptionStep(Base):
    """A redemption came to a state: when, and by whose hand."""

    __tablename__ = "redemption_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    redemption_id: Mapped[int] = mapped_column(ForeignKey("redemptions.id"), index=True)
    state: Mapped[RedemptionState] = mapped_column(words(RedemptionState))
    note: Mapped[str] = mapped_column(String(500), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    by: Mapped[Person | None] = relationship()
