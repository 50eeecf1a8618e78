"""How many saw the form, began, sent and were approved, each source apart."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from portal.db import db
from portal.domain import programs
from portal.models.joining.application import Application, Source
from portal.models.joining.decision import Decision, Outcome
from portal.models.joining.visit import Visit


@dataclass(frozen=True, kw_only=True)
class Row:
    """One source; each number counts what happened in the period, not the same people."""

    source: Source
    seen: int
    started: int
    submitted: int
    approved: int


def funnel(since: date, until: date) -> list[Row]:
    """Return a row for every source, for the days from `since` to `until`, both included.

    Seen counts looks at the form, without persons. A twin (the same address again) counts nowhere;
    a decision that was undone counts no more.
    """
    first, after = programs.dawn_of(since), programs.dawn_of(until + timedelta(days=1))
    one = Application.twin_of_id.is_(None)
    seen = _by_source(
        select(Visit.source, func.sum(Visit.seen))
        .where(Visit.on.between(since, until))
        .group_by(Visit.source)
    )
    started = _applications(one, Application.started_at >= first, Application.started_at < after)
    submitted = _applications(one, Application.submitted_at >= first, Application.submitted_at < after)
    approved = _by_source(
        select(Application.source, func.count(Decision.application_id.distinct()))
        .join(Decision, Decision.application_id == Application.id)
        .where(Decision.outcome == Outcome.APPROVED, Decision.undone_at.is_(None))
        .where(Decision.at >= first, Decision.at < after)
        .group_by(Application.source)
    )
    return [
        Row(
            source=source,
            seen=seen.get(source, 0),
            started=started.get(source, 0),
            submitted=submitted.get(source, 0),
            approved=approved.get(source, 0),
        )
        for source in Source
    ]


def _applications(*conditions: ColumnElement[bool]) -> dict[Source, int]:
    chosen = select(Application.source, func.count(Application.id)).where(*conditions)
    return _by_source(chosen.group_by(Application.source))


def _by_source(chosen: Select[*tuple[Any, ...]]) -> dict[Source, int]:
    return {Source(source): int(count) for source, count in db.session.execute(chosen)}
