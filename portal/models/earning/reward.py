"""A reward: a thing or an access that can be had, for credits or on a milestone."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, Short, words
from portal.models.file import File


class RewardKind(enum.StrEnum):
    """Whether there is something to hand over."""

    TANGIBLE = "tangible"
    ACCESS = "access"


class Milestone(enum.StrEnum):
    """What grants a reward by itself."""

    FIRST_ACTION = "first action"
    RENEWED = "renewed"
    STANDING = "standing"


class Reward(Base):
    """Costs credits, or comes on a milestone, never both.

    `stock` is None where it never runs out, and else the sum of its stock moves; `standing` is the sum to
    be reached for `Milestone.STANDING`; `price` is what one costs the program, in hundredths of its
    currency; `handling` the minutes that one takes staff; `has_codes` says that each is a code.
    """

    __tablename__ = "rewards"
    __table_args__ = (
        CheckConstraint("(cost is null) <> (milestone is null)", name="one_way"),
        CheckConstraint("cost is null or cost > 0", name="cost_positive"),
        CheckConstraint("(milestone = 'standing') = (standing is not null)", name="standing_reached"),
        CheckConstraint("stock is null or stock >= 0", name="stock_not_negative"),
        CheckConstraint("per_person is null or per_person > 0", name="per_person_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Short)
    about: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[RewardKind] = mapped_column(words(RewardKind))
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    cost: Mapped[int | None]
    milestone: Mapped[Milestone | None] = mapped_column(words(Milestone))
    standing: Mapped[int | None]
    stock: Mapped[int | None]
    per_person: Mapped[int | None]
    price: Mapped[int] = mapped_column(default=0)
    handling: Mapped[int] = mapped_column(default=0)
    has_codes: Mapped[bool] = mapped_column(default=False)
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)

    picture: Mapped[File | None] = relationship()


TAKEN = text("redemption_id is not null and amount < 0")
BACK = text("redemption_id is not null and amount > 0")


class StockMove(Base):
    """A change of stock; the database refuses to change or delete it.

    A redemption takes once at most, and gives back once at most.
    """

    __tablename__ = "stock_moves"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="says_something"),
        Index(
            "uq_stock_moves_taken", "redemption_id", unique=True, sqlite_where=TAKEN, postgresql_where=TAKEN
        ),
        Index("uq_stock_moves_back", "redemption_id", unique=True, sqlite_where=BACK, postgresql_where=BACK),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reward_id: Mapped[int] = mapped_column(ForeignKey("rewards.id"), index=True)
    redemption_id: Mapped[int | None] = mapped_column(ForeignKey("redemptions.id"))
    amount: Mapped[int]
    reason: Mapped[str] = mapped_column(Short, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class RewardCode(Base):
    """A code to hand out once; `sealed` is it encrypted, `mark` a keyed hash by which a second is known."""

    __tablename__ = "reward_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    reward_id: Mapped[int] = mapped_column(ForeignKey("rewards.id"), index=True)
    sealed: Mapped[str] = mapped_column(String(1000))
    mark: Mapped[str] = mapped_column(String(64), unique=True)
    redemption_id: Mapped[int | None] = mapped_column(ForeignKey("redemptions.id"), unique=True)
    added_at: Mapped[datetime] = mapped_column(Moment)
