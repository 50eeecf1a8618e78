"""The headline of a report: two plain findings by rule, what is wrong before what moved."""

import enum

from portal.domain.earning.rates import Place
from portal.domain.measuring.figures import WITHIN, Report


class Finding(enum.StrEnum):
    """What a month came to."""

    NOBODY = "nobody"
    WAITS = "waits"
    QUIET = "quiet"
    LAPSING = "lapsing"
    MORE_ACTIVE = "more active"
    FEWER_ACTIVE = "fewer active"
    AS_ACTIVE = "as active"
    MORE_WORK = "more work"
    LESS_WORK = "less work"
    AS_MUCH_WORK = "as much work"


def findings(report: Report) -> tuple[Finding, ...]:
    """Return at most two findings: what is clearly wrong first, then how activity and work moved.

    A share is called low only where its whole interval lies below its band; movements are said of raw counts.
    """
    if not report.now.people.members:
        return (Finding.NOBODY,)
    return (*_wrong(report), _activity(report), _work(report))[:2]


def _wrong(report: Report) -> list[Finding]:
    told = (
        (report.now.waited > WITHIN, Finding.WAITS),
        (report.now.people.place is Place.BELOW, Finding.QUIET),
        (report.renewals.place is Place.BELOW, Finding.LAPSING),
    )
    return [finding for holds, finding in told if holds]


def _activity(report: Report) -> Finding:
    now, before = report.now.people.active, report.before.people.active
    if now == before:
        return Finding.AS_ACTIVE
    return Finding.MORE_ACTIVE if now > before else Finding.FEWER_ACTIVE


def _work(report: Report) -> Finding:
    now, before = report.now.work.pieces, report.before.work.pieces
    if now == before:
        return Finding.AS_MUCH_WORK
    return Finding.MORE_WORK if now > before else Finding.LESS_WORK
