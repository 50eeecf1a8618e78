"""Every figure of a report as one list, for tables on paper, on screen and in spreadsheets."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from portal.domain.earning.rates import RENEWAL, Place, Share
from portal.domain.measuring.figures import ACTIVE, Figures, Report

STAGES = ("seen", "started", "submitted", "approved")
Amount = int | Decimal | None
Band = tuple[float, float]


class Unit(enum.StrEnum):
    """What an amount is counted in."""

    COUNT = "count"
    HOURS = "hours"
    DAYS = "days"
    MONEY = "money"
    SHARE = "share"


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One figure: its month beside the one before. `of` tells apart what shares a name: a source, a quarter.

    Money is in hundredths of the program's currency; a share has its parts, and its band if there is one.
    """

    section: str
    key: str
    unit: Unit
    now: Amount = None
    before: Amount = None
    share: Share | None = None
    share_before: Share | None = None
    band: Band | None = None
    of: str = ""

    @property
    def place(self) -> Place | None:
        """Return where a share lies against its band, None where there is none."""
        return self.share.against(self.band) if self.share and self.band else None


def measures(report: Report) -> tuple[Measure, ...]:
    """Return every figure of a report, section by section."""
    now, before = report.now, report.before
    return (*_applications(now, before), *_people(now, before), *_work(now, before), *_renewals(report),
            *_rewards(now, before))  # fmt: skip


def _applications(now: Figures, before: Figures) -> Iterator[Measure]:
    for each in now.applications:
        then = before.of(each.source)
        for stage in STAGES:
            yield Measure(
                section="applications",
                key=stage,
                of=each.source,
                unit=Unit.COUNT,
                now=getattr(each, stage),
                before=getattr(then, stage),
            )
    yield _share("applications", "organic", now.organic, before.organic)


def _people(now: Figures, before: Figures) -> Iterator[Measure]:
    yield _share("people", "active", now.people.share, before.people.share, band=ACTIVE)
    for key in ("members", "joined", "left", "at_risk"):
        yield _count("people", key, getattr(now.people, key), getattr(before.people, key))


def _work(now: Figures, before: Figures) -> Iterator[Measure]:
    yield _count("work", "pieces", now.work.pieces, before.work.pieces)
    yield _count("work", "hours", now.work.hours, before.work.hours, unit=Unit.HOURS)
    yield _count("work", "weighted", now.work.weighted_hours, before.work.weighted_hours, unit=Unit.HOURS)
    yield _count("work", "waiting", now.work.waiting, before.work.waiting)
    yield _count("work", "oldest", now.waited, before.waited, unit=Unit.DAYS)


def _renewals(report: Report) -> Iterator[Measure]:
    for each in report.closes:
        yield _share("renewals", "renewed", each.rate, band=RENEWAL, of=each.quarter)
    yield _share("renewals", "renewed", report.renewals.rate, band=RENEWAL)


def _rewards(now: Figures, before: Figures) -> Iterator[Measure]:
    for key in ("asked", "sent", "received"):
        yield _count("rewards", key, getattr(now.rewards, key), getattr(before.rewards, key))
    yield _count("rewards", "cost", now.rewards.cost, before.rewards.cost, unit=Unit.MONEY)
    yield _count("rewards", "unsent", now.rewards.waiting, before.rewards.waiting)


def _count(section: str, key: str, now: Amount, before: Amount, *, unit: Unit = Unit.COUNT) -> Measure:
    return Measure(section=section, key=key, unit=unit, now=now, before=before)


def _share(
    section: str,
    key: str,
    share: Share,
    before: Share | None = None,
    *,
    band: Band | None = None,
    of: str = "",
) -> Measure:
    return Measure(
        section=section, key=key, unit=Unit.SHARE, share=share, share_before=before, band=band, of=of
    )
