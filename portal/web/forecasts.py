"""A forecast as a page shows it: its drawing, and what would be if one did more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import request
from flask_babel import format_date, format_decimal
from flask_babel import gettext as _
from markupsafe import Markup

from portal.domain import quarters
from portal.domain.charts_fade import PHONE, WIDE, Bar, Line, fade
from portal.domain.earning import forecasts
from portal.domain.earning.forecasts import Forecast
from portal.domain.earning.statements import Told
from portal.domain.working import activity_types
from portal.models.joining.membership import Membership
from portal.models.working.activity_type import ActivityType

MOST = 99


@dataclass(frozen=True, kw_only=True)
class Field:
    """So many pieces of a type, each worth what one of one's own accord is."""

    kind: ActivityType
    count: int

    @property
    def name(self) -> str:
        """Return the name of the field in the address."""
        return f"n{self.kind.id}"

    @property
    def each(self) -> int:
        """Return what one brings."""
        return self.kind.base_points * self.kind.weight


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """What is asked, and what would come of it; `then` is None while nothing is asked."""

    fields: Sequence[Field]
    then: Forecast | None

    @property
    def extra(self) -> int:
        """Return how many points it would bring."""
        return sum(field.each * field.count for field in self.fields)


def what_if(membership: Membership, *, at: datetime) -> WhatIf:
    """Return what the address asks, and its answer by the same function as the forecast."""
    fields = [
        Field(kind=kind, count=_count(request.args.get(f"n{kind.id}", "")))
        for kind in activity_types.in_use()
    ]
    asked = WhatIf(fields=fields, then=None)
    if not asked.extra:
        return asked
    return WhatIf(fields=fields, then=forecasts.of(membership, at=at, extra=asked.extra))


def _count(text: str) -> int:
    return min(int(text), MOST) if text.isdecimal() and len(text) < 5 else 0


def drawings(forecast: Forecast, told: Sequence[Told]) -> Markup:
    """Return the fade as two drawings, for a phone with the last close, for a wide page with four."""
    phone, wide = bars(forecast, told[-1:]), bars(forecast, told[-4:])
    line = place_line(forecast)
    return fade(phone, title=title(phone), line=line, form=PHONE, kind="narrow") + fade(
        wide, title=title(wide), line=line, form=WIDE, kind="wide"
    )


def bars(forecast: Forecast, told: Sequence[Told]) -> list[Bar]:
    """Return closes that were, then those to come."""
    been = [
        Bar(label=_day(quarters.last_day(each.quarter)), had=each.before, fades=each.before - each.after)
        for each in told
    ]
    return been + [Bar(label=_day(each.on), had=each.had, fades=each.fades) for each in forecast.ahead]


def place_line(forecast: Forecast) -> Line:
    """Return the level that a place takes, with its words."""
    least = format_decimal(forecast.terms.threshold)
    return Line(forecast.terms.threshold, (_("%(least)s keeps", least=least), _("a place")))


def title(bars: Sequence[Bar]) -> str:
    """Say a drawing in a sentence."""
    parts = [
        _("%(day)s: %(had)s, of which %(fades)s fade", day=bar.label, had=bar.had, fades=bar.fades)
        for bar in bars
    ]
    return str(_("Standing if you do nothing. %(closes)s.", closes="; ".join(parts)))


def _day(day: object) -> str:
    return str(format_date(day, "d MMM"))
