"""An application: what somebody told us so that we can decide."""

import enum
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Hash, Moment, Short, words
from portal.models.joining.invitation import Invitation
from portal.models.person import Person, Role

if TYPE_CHECKING:
    from portal.models.joining.decision import Decision
    from portal.models.joining.review import Review


class ApplicationState(enum.StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    NEW = "new"
    IN_REVIEW = "in review"
    TO_DECIDE = "to decide"
    WAITLISTED = "waitlisted"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Source(enum.StrEnum):
    """How an application came, counted apart for ever after."""

    ORGANIC = "organic"
    INVITED = "invited"
    NOMINATED = "nominated"


OPEN_STATES = (
    ApplicationState.NEW,
    ApplicationState.IN_REVIEW,
    ApplicationState.TO_DECIDE,
    ApplicationState.WAITLISTED,
)

FAR_APART = 4


class Application(Base):
    """One application; the applicant holds the token of its signed link, we hold the hash.

    `token_hash` is the first link's; those of links made for letters stand in `application_links`.
    `places` is where people see the work, a list of words; `links` pieces of the last 90 days;
    `pages` the pages of the form that were filled in well. A twin was sent although the same
    address had applied: it stays a draft to the staff, and a letter led its sender to the first.
    """

    __tablename__ = "applications"
    __table_args__ = (
        CheckConstraint("hours_month is null or hours_month between 0 and 200", name="hours_in_range"),
        Index(
            "ix_applications_listed",
            *("state", "submitted_at", "twin_of_id", "purged_at", "email", "invitation_id", "answer_by"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str | None] = mapped_column(String(20), unique=True)
    state: Mapped[ApplicationState] = mapped_column(words(ApplicationState))
    token_hash: Mapped[str] = mapped_column(Hash, unique=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(Short, default="", index=True)
    town: Mapped[str] = mapped_column(Short, default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    age_band: Mapped[str] = mapped_column(String(20), default="")
    links: Mapped[list[str]] = mapped_column(JSON, default=list)
    work: Mapped[str] = mapped_column(Text, default="")
    places: Mapped[list[str]] = mapped_column(JSON, default=list)
    audience: Mapped[str] = mapped_column(Text, default="")
    replies_link: Mapped[str] = mapped_column(String(500), default="")
    reach: Mapped[str] = mapped_column(String(20), default="")
    ties: Mapped[str] = mapped_column(Text, default="")
    hours_month: Mapped[int | None]
    why: Mapped[str] = mapped_column(Text, default="")
    pages: Mapped[list[str]] = mapped_column(JSON, default=list)
    source: Mapped[Source] = mapped_column(words(Source), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    twin_of_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"))
    started_at: Mapped[datetime] = mapped_column(Moment)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    answer_by: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    purged_at: Mapped[datetime | None] = mapped_column(Moment)

    invitation: Mapped[Invitation | None] = relationship()
    reviews: Mapped[list["Review"]] = relationship(
        back_populates="application", order_by="Review.id", cascade="all, delete-orphan"
    )
    decisions: Mapped[list["Decision"]] = relationship(back_populates="application", order_by="Decision.id")

    @property
    def is_draft(self) -> bool:
        """Whether it was never sent."""
        return self.state is ApplicationState.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.state in OPEN_STATES

    @property
    def may_be_corrected(self) -> bool:
        """Whether the applicant may still change the answers: until review starts."""
        return self.state in {ApplicationState.DRAFT, ApplicationState.NEW}

    @property
    def readers(self) -> list["Review"]:
        """Return the reviews of everyone who reads it, without those who have a tie."""
        return [review for review in self.reviews if review.tie_at is None]

    @property
    def readings(self) -> list["Review"]:
        """Return the reviews that are in and count."""
        return [review for review in self.readers if review.is_in]

    @property
    def totals(self) -> list[int]:
        """Return the sums that the readers gave, in the order in which they were asked."""
        return [review.total or 0 for review in self.readings]

    @property
    def apart(self) -> int:
        """Return how far the highest and the lowest sum lie apart."""
        return max(self.totals) - min(self.totals) if self.totals else 0

    @property
    def is_far_apart(self) -> bool:
        """Whether the sums differ so much that both notes want reading."""
        return self.apart > FAR_APART

    @property
    def decision(self) -> "Decision | None":
        """Return the decision that stands, or None."""
        standing = [decision for decision in self.decisions if decision.undone_at is None]
        return standing[-1] if standing else None

    def review_of(self, person: Person) -> "Review | None":
        """Return the person's own review, or None."""
        return next((review for review in self.readers if review.reviewer_id == person.id), None)

    def hides_scores_from(self, person: Person) -> bool:
        """Whether the person has own scores to give before seeing those of others."""
        own = self.review_of(person)
        return not own.is_in if own else person.role is Role.REVIEWER
