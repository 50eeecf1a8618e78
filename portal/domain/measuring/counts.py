"""Counting what a report tells, as far as the rows say how it was then: one statement for each subject."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from portal.db import rows
from portal.domain.measuring.windows import Window, tallies
from portal.models.earning.quarter_close import QuarterClose, Renewal, Standing
from portal.models.earning.redemption import Redemption, RedemptionState, RedemptionStep
from portal.models.earning.reward import Reward
from portal.models.joining.application import Application
from portal.models.joining.decision import Decision
from portal.models.joining.decision import Outcome as Decided
from portal.models.joining.membership import Membership
from portal.models.joining.visit import Visit
from portal.models.working.submission import Submission, SubmissionState
from portal.models.working.verdict import Outcome, Verdict

AWARDS = (Outcome.APPROVED, Outcome.IN_PART)
SENT = (RedemptionState.SENT, RedemptionState.HANDED_OVER)
GONE = (*SENT, RedemptionState.RECEIVED, RedemptionState.CANCELLED)
RISKY = (Standing.AT_RISK, Standing.PROPOSED)

BySource = dict[str, list[int]]


def undone_later(undone_at: Any, ends: datetime) -> ColumnElement[bool]:
    """Return the condition that a decision stood at the moment `ends`, whatever became of it since."""
    return or_(undone_at.is_(None), undone_at >= ends)


def seen(windows: Sequence[Window]) -> BySource:
    """Count looks at the form by source, one number for each window."""
    columns = tallies([window.has(Visit.on) for window in windows], Visit.seen)
    return _by_source(rows(select(Visit.source, *columns).group_by(Visit.source)))


def applications(moment: Any, windows: Sequence[Window]) -> BySource:
    """Count applications whose `moment` lies in each window, by source; a twin counts nowhere."""
    columns = tallies([window.holds(moment) for window in windows])
    chosen = select(Application.source, *columns).where(Application.twin_of_id.is_(None))
    return _by_source(rows(chosen.group_by(Application.source)))


def approved(windows: Sequence[Window]) -> BySource:
    """Count applications that were approved in each window, by source."""
    columns = [
        func.count(case((_approves(window), Decision.application_id)).distinct()) for window in windows
    ]
    chosen = select(Application.source, *columns).join(Decision).where(Decision.outcome == Decided.APPROVED)
    return _by_source(rows(chosen.group_by(Application.source)))


def people(windows: Sequence[Window]) -> list[tuple[int, ...]]:
    """Count for each window: members at its end, active in its days, at risk, at risk and not active.

    The windows are the days in which work must have been approved for a member to count as active.
    """
    columns = []
    for place, window in enumerate(windows):
        member, active, risky = _is_member(window), _is_active(window), _is_at_risk(window)
        conditions = [
            member,
            and_(member, active),
            and_(member, risky),
            and_(member, risky, ~active),
        ]
        columns += tallies(conditions, name=f"w{place}_")
    return _in_fours(rows(select(*columns).select_from(Membership)).one())


def comings(windows: Sequence[Window]) -> list[tuple[int, int]]:
    """Count who joined and who left in each window."""
    joined = tallies([window.has(Membership.joined_on) for window in windows], name="joined")
    left = tallies([window.has(Membership.ended_on) for window in windows], name="left")
    found = rows(select(*joined, *left)).one()
    return list(zip(found[: len(windows)], found[len(windows) :], strict=True))


def pieces(windows: Sequence[Window], *, ends: datetime) -> list[tuple[int, int, int]]:
    """Count what was approved in each window and stood at `ends`: pieces, minutes, weighed minutes."""
    within = [window.holds(Verdict.at) for window in windows]
    count = tallies(within, name="pieces")
    minutes = tallies(within, Submission.minutes, name="minutes")
    weighed = tallies(within, Submission.minutes * Verdict.weight, name="weighed")
    chosen = select(*count, *minutes, *weighed).join(Submission, Submission.id == Verdict.submission_id)
    found = rows(chosen.where(Verdict.outcome.in_(AWARDS), undone_later(Verdict.undone_at, ends))).one()
    each = len(windows)
    return list(zip(found[:each], found[each : 2 * each], found[2 * each :], strict=True))


def waiting(ends: Sequence[datetime]) -> list[tuple[int, datetime | None]]:
    """Count what waited for a review at each moment, and since when the longest did."""
    columns: list[Any] = []
    for place, moment in enumerate(ends):
        disputed = and_(Submission.disputed_at.is_not(None), Submission.disputed_at < moment)
        since = case((disputed, Submission.disputed_at), else_=Submission.sent_at)
        decided = (
            select(Verdict.id)
            .where(Verdict.submission_id == Submission.id, Verdict.at >= since, Verdict.at < moment)
            .where(undone_later(Verdict.undone_at, moment))
            .exists()
        )
        waits = and_(Submission.sent_at < moment, ~decided)
        columns += [*tallies([waits], name=f"w{place}_"), func.min(case((waits, since)))]
    found = rows(select(*columns).where(Submission.state != SubmissionState.DRAFT)).one()
    return list(zip(found[::2], found[1::2], strict=True))


def asked(windows: Sequence[Window]) -> list[tuple[int, int]]:
    """Count rewards asked for or granted in each window, and those that waited at its end."""
    columns = []
    for place, window in enumerate(windows):
        gone = (
            select(RedemptionStep.id)
            .where(RedemptionStep.redemption_id == Redemption.id, RedemptionStep.at < window.ends)
            .where(RedemptionStep.state.in_(GONE))
            .exists()
        )
        conditions = [window.holds(Redemption.asked_at), and_(Redemption.asked_at < window.ends, ~gone)]
        columns += tallies(conditions, name=f"w{place}_")
    found = rows(select(*columns).select_from(Redemption)).one()
    return list(zip(found[::2], found[1::2], strict=True))


def handed_out(windows: Sequence[Window]) -> list[tuple[int, int, int]]:
    """Count rewards sent or handed over in each window, what they cost (hundredths), and those received."""
    sent = [and_(window.holds(RedemptionStep.at), RedemptionStep.state.in_(SENT)) for window in windows]
    received = [
        and_(window.holds(RedemptionStep.at), RedemptionStep.state == RedemptionState.RECEIVED)
        for window in windows
    ]
    columns = (*tallies(sent, name="sent"), *tallies(sent, Reward.price, name="cost"))
    chosen = select(*columns, *tallies(received, name="received")).select_from(RedemptionStep)
    chosen = chosen.join(Redemption, Redemption.id == RedemptionStep.redemption_id).join(Redemption.reward)
    found, each = rows(chosen).one(), len(windows)
    return list(zip(found[:each], found[each : 2 * each], found[2 * each :], strict=True))


def _approves(window: Window) -> ColumnElement[bool]:
    return and_(window.holds(Decision.at), undone_later(Decision.undone_at, window.ends))


def _is_member(window: Window) -> ColumnElement[bool]:
    ended = Membership.ended_on
    return and_(Membership.joined_on <= window.last, or_(ended.is_(None), ended > window.last))


def _is_active(window: Window) -> ColumnElement[bool]:
    return (
        select(Verdict.id)
        .join(Submission, Submission.id == Verdict.submission_id)
        .where(Submission.membership_id == Membership.id, window.holds(Verdict.at))
        .where(Verdict.outcome.in_(AWARDS), undone_later(Verdict.undone_at, window.ends))
        .exists()
    )


def _is_at_risk(window: Window) -> ColumnElement[bool]:
    """Whether the close of the last quarter that is over by its end said so."""
    latest = (
        select(QuarterClose.id)
        .where(QuarterClose.quarter <= window.quarter)
        .order_by(QuarterClose.quarter.desc())
        .limit(1)
        .scalar_subquery()
    )
    said = select(Renewal.id).where(Renewal.membership_id == Membership.id, Renewal.close_id == latest)
    return said.where(Renewal.outcome.in_(RISKY)).exists()


def _by_source(found: Any) -> BySource:
    counted: BySource = defaultdict(list)
    for source, *numbers in found:
        counted[str(getattr(source, "value", source))] = [int(number) for number in numbers]
    return counted


def _in_fours(found: Sequence[Any]) -> list[tuple[int, ...]]:
    return [tuple(found[start : start + 4]) for start in range(0, len(found), 4)]
