"""A submission: an ambassador's claim to have done something, with its evidence."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, Short, words
from portal.models.file import File
from portal.models.joining.membership import Membership
from portal.models.person import Person
from portal.models.working.action import Action
from portal.models.working.activity_type import ActivityType
from portal.models.working.brief import Brief
from portal.models.working.verdict import Verdict


class SubmissionState(enum.StrEnum):
    """Where a submission stands."""

    DRAFT = "draft"
    PENDING = "pending"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"


class Submission(Base):
    """One piece of work, for an action or of one's own accord.

    `link_key` is the link without what does not change where it leads; `base_points` and `weight` are
    what was asked for while it waits, and frozen when it is approved. `drawn` says that trusted work
    was drawn for a review all the same. `disputed_at` is set once, when a rejection is disputed.
    """

    __tablename__ = "submissions"
    __table_args__ = (
        CheckConstraint("minutes >= 0 and base_points >= 0", name="not_negative"),
        Index("ix_submissions_queue", "state", "sent_at"),
        Index("ix_submissions_person_sent", "person_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
    action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"), index=True)
    activity_type_id: Mapped[int] = mapped_column(ForeignKey("activity_types.id"))
    brief_id: Mapped[int | None] = mapped_column(ForeignKey("briefs.id"))
    state: Mapped[SubmissionState] = mapped_column(words(SubmissionState))
    title: Mapped[str] = mapped_column(Short)
    link: Mapped[str] = mapped_column(String(2000), default="")
    link_key: Mapped[str] = mapped_column(String(2000), default="", index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[int] = mapped_column(default=0)
    reach: Mapped[int | None]
    disclosed: Mapped[bool] = mapped_column(default=False)
    licensed: Mapped[bool] = mapped_column(default=False)
    base_points: Mapped[int] = mapped_column(default=0)
    weight: Mapped[int] = mapped_column(default=1)
    drawn: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    disputed_at: Mapped[datetime | None] = mapped_column(Moment)
    dispute: Mapped[str] = mapped_column(Text, default="")

    person: Mapped[Person] = relationship()
    membership: Mapped[Membership] = relationship()
    action: Mapped[Action | None] = relationship()
    activity_type: Mapped[ActivityType] = relationship()
    brief: Mapped[Brief | None] = relationship()
    evidence: Mapped[list["Evidence"]] = relationship(
        back_populates="submission", order_by="Evidence.id", cascade="all, delete-orphan"
    )
    verdicts: Mapped[list[Verdict]] = relationship(order_by=Verdict.id)

    @property
    def points(self) -> int:
        """Return base points × weight."""
        return self.base_points * self.weight

    @property
    def verdict(self) -> Verdict | None:
        """Return the last verdict that was not undone, or None."""
        return next((each for each in reversed(self.verdicts) if each.undone_at is None), None)

    @property
    def is_editable(self) -> bool:
        """Whether its author can still change it."""
        return self.state in {SubmissionState.DRAFT, SubmissionState.RETURNED}


class Evidence(Base):
    """A file that shows the work."""

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("submission_id", "file_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), index=True)

    submission: Mapped[Submission] = relationship(back_populates="evidence")
    file: Mapped[File] = relationship()
