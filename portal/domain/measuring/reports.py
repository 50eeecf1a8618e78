"""The report of a month, in a fixed number of statements whatever there is to count."""

from datetime import date, datetime, timedelta

from portal.domain import months
from portal.domain.earning import closes
from portal.domain.measuring import counts, windows
from portal.domain.measuring.counts import BySource
from portal.domain.measuring.figures import (
    QUIET_AFTER,
    Applied,
    Figures,
    People,
    Renewed,
    Report,
    Rewards,
    Work,
)
from portal.domain.measuring.windows import Window
from portal.domain.programs import day_of
from portal.domain.refusal import Refused
from portal.models.joining.application import Application, Source

WEEKS, MONTHS, QUARTERS = 9, 6, 4


def of(month: date, *, at: datetime) -> Report:
    """Return the report of the month that begins on `month`, as it stood at its end, or at `at` within it.

    A month that is over says the same ever after, as far as rows tell: a decision that was undone later
    counts, a state that rows keep no history of (what a reward costs) is that of today. Raises `Refused` for
    a month to come.
    """
    today = day_of(at)
    if month > today:
        raise Refused("This month is still to come.", "month")
    two = [windows.month(month, until=today), windows.month(months.before(month))]
    now, before = _figures(two)
    return Report(
        now=now,
        before=before,
        weeks=_weeks(two[0]),
        months=_months(two[0]),
        closes=tuple(
            Renewed(quarter=each.close.quarter, rate=each.rate)
            for each in closes.latest(until=two[0].quarter, most=QUARTERS)
        ),
    )


def _figures(two: list[Window]) -> list[Figures]:
    applied, people, work, rewards = _applied(two), _people(two), _work(two), _rewards(two)
    return [
        Figures(
            month=window.first,
            until=window.last,
            applications=applied[place],
            people=people[place],
            work=work[place],
            rewards=rewards[place],
        )
        for place, window in enumerate(two)
    ]


def _applied(two: list[Window]) -> list[tuple[Applied, ...]]:
    stages: dict[str, BySource] = {
        "seen": counts.seen(two),
        "started": counts.applications(Application.started_at, two),
        "submitted": counts.applications(Application.submitted_at, two),
        "approved": counts.approved(two),
    }
    nothing = [0] * len(two)
    return [
        tuple(
            Applied(
                source=source.value,
                **{stage: found.get(source.value, nothing)[place] for stage, found in stages.items()},
            )
            for source in Source
        )
        for place in range(len(two))
    ]


def _people(two: list[Window]) -> list[People]:
    thirty = [windows.days(each.last - timedelta(days=QUIET_AFTER - 1), each.last) for each in two]
    return [
        People(members=members, active=active, at_risk=at_risk, risky_quiet=quiet, joined=joined, left=left)
        for (members, active, at_risk, quiet), (joined, left) in zip(
            counts.people(thirty), counts.comings(two), strict=True
        )
    ]


def _work(two: list[Window]) -> list[Work]:
    done = [counts.pieces([each], ends=each.ends)[0] for each in two]
    waits = counts.waiting([each.ends for each in two])
    return [
        Work(
            pieces=pieces,
            minutes=minutes,
            weighed=weighed,
            waiting=waiting,
            oldest=day_of(since) if since else None,
        )
        for (pieces, minutes, weighed), (waiting, since) in zip(done, waits, strict=True)
    ]


def _rewards(two: list[Window]) -> list[Rewards]:
    return [
        Rewards(asked=asked, waiting=waiting, sent=sent, cost=cost, received=received)
        for (asked, waiting), (sent, cost, received) in zip(
            counts.asked(two), counts.handed_out(two), strict=True
        )
    ]


def _weeks(window: Window) -> tuple[tuple[date, int], ...]:
    chosen = windows.weeks(window.last, WEEKS)
    found = counts.pieces(chosen, ends=window.ends)
    return tuple((each.first, pieces) for each, (pieces, _m, _w) in zip(chosen, found, strict=True))


def _months(window: Window) -> tuple[tuple[date, int, int], ...]:
    chosen = [windows.month(months.before(window.first, back)) for back in reversed(range(1, MONTHS))]
    chosen.append(window)
    found = counts.applications(Application.submitted_at, chosen)
    own = found.pop(Source.ORGANIC.value, [0] * MONTHS)
    others = [sum(numbers) for numbers in zip(*found.values(), strict=True)] or [0] * MONTHS
    return tuple(
        (each.first, organic, other) for each, organic, other in zip(chosen, own, others, strict=True)
    )
