"""How an application stands, as far as its applicant is told."""

import enum
from dataclasses import dataclass
from datetime import date, datetime

from portal.domain.joining import earlier
from portal.models.joining.application import Application, ApplicationState
from portal.models.joining.decision import Decision


class Stage(enum.StrEnum):
    """How far it has come."""

    DRAFT = "draft"
    SENT = "sent"
    READING = "reading"
    WAITLISTED = "waitlisted"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Standing:
    """The stage; the decision, once it was told; the day to apply again, while it is to come."""

    stage: Stage
    decision: Decision | None = None
    reapply_on: date | None = None

    @property
    def may_be_corrected(self) -> bool:
        """Whether the answers may still be changed."""
        return self.stage in {Stage.DRAFT, Stage.SENT}

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether there is something to take back."""
        return self.stage in {Stage.DRAFT, Stage.SENT, Stage.READING, Stage.WAITLISTED}


def of(application: Application, *, at: datetime) -> Standing:
    """Return what the applicant may know: a decision shows only once its letter is on its way.

    A twin looks as if it waited to be read, so that the page does not tell of the first.
    """
    if application.withdrawn_at:
        return Standing(Stage.WITHDRAWN)
    if application.twin_of_id:
        return Standing(Stage.SENT)
    if application.is_draft:
        return Standing(Stage.DRAFT)
    decision = earlier.told(application, at=at)
    if decision is not None:
        return Standing(Stage(decision.outcome), decision, earlier.reapply_on(application, at=at))
    return Standing(Stage.SENT if application.state is ApplicationState.NEW else Stage.READING)
