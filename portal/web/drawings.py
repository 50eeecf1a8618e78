"""The drawings of a report on a page: the same as on paper, in the reader's colours and in two widths."""

from collections.abc import Callable

from flask_babel import format_date, format_decimal, format_percent
from flask_babel import gettext as _
from markupsafe import Markup

from portal.domain.charts_interval import interval
from portal.domain.charts_measures import PHONE, WIDE, Form, Part, Series, bars, lines, parted
from portal.domain.measuring.figures import Report
from portal.domain.measuring.measures import Measure


def weeks(report: Report) -> Markup:
    """Approved pieces by week."""
    rows = [(_short(monday), count) for monday, count in report.weeks]
    said = ", ".join(f"{label}: {format_decimal(count)}" for label, count in rows)
    title = _("Approved pieces by week: %(said)s.", said=said)
    return _both(lambda form: bars(rows, title=title, form=form))


def applied(report: Report) -> Markup:
    """Applications sent in by month: those that came by themselves, and those that were asked for."""
    labels = [str(format_date(month, "LLL")) for month, _organic, _others in report.months]
    own = Series(name=_("organic"), values=[each[1] for each in report.months], main=True)
    rest = Series(name=_("asked"), values=[each[2] for each in report.months])
    said = ", ".join(
        f"{label}: {format_decimal(organic)} + {format_decimal(others)}"
        for label, organic, others in zip(labels, own.values, rest.values, strict=True)
    )
    title = _("Applications sent in by month, organic and asked: %(said)s.", said=said)
    return _both(lambda form: lines(labels, [own, rest], title=title, form=form))


def people(report: Report) -> Markup:
    """Ambassadors as one bar: active, quiet, at risk."""
    good, quiet, risky = report.now.people.parts
    parts = [
        Part(good, _("%(count)s active", count=format_decimal(good)), "good"),
        Part(quiet, _("%(count)s quiet", count=format_decimal(quiet)), "watch"),
        Part(risky, _("%(count)s at risk", count=format_decimal(risky)), "risk"),
    ]
    title = ", ".join(part.words for part in parts) + "."
    return _both(lambda form: parted(parts, title=title, form=form))


def sure(measure: Measure) -> Markup:
    """A share with its interval, against its healthy band where it has one."""
    assert measure.share is not None
    low, high = format_percent(measure.share.low), format_percent(measure.share.high)
    title = _("Between %(low)s and %(high)s.", low=low, high=high)
    return interval(measure.share, measure.band, place=measure.place, ends=(low, high), title=title)


def _both(draw: Callable[[Form], Markup]) -> Markup:
    return Markup().join(draw(form) for form in (PHONE, WIDE))


def _short(day: object) -> str:
    return str(format_date(day, "d MMM"))
