"""The monthly report on paper."""

from dataclasses import replace
from typing import Any

from markupsafe import Markup

from portal.domain.charts_interval import PRINTED, interval
from portal.domain.charts_measures import PAPER, Part, Series, bars, lines, parted
from portal.domain.measuring.definitions import told
from portal.domain.measuring.figures import Report
from portal.domain.measuring.measures import Measure
from portal.domain.palette import Shades, tokens
from portal.domain.paper.report import ReportPaper
from portal.outside.pdf import Press, Rendered
from portal.press.shaping import in_drawing
from portal.press.style import parts_of, style

PEOPLE = replace(PAPER, width=300)


def monthly_report(press: Press, paper: ReportPaper) -> Rendered:
    """The report of a month as a PDF of one page, or of two where staff add many words."""
    shades = tokens(paper.program.brand).light
    return press.render(
        "report.html",
        parts_of(paper) | told(paper.report) | drawings(paper, shades),
        stamp=paper.document.issued,
        language=paper.program.language,
        sheets=("base.css", "report.css"),
        style=style(shades, paper.program.paper),
    )


def drawings(paper: ReportPaper, shades: Shades) -> dict[str, Any]:
    """The drawings of the report, each a function of its words: labels, and the sentence that tells it."""
    return _in_time(paper.report, shades) | _of_people(paper.report, shades)


def _in_time(report: Report, shades: Shades) -> dict[str, Any]:
    def weeks(labels: list[str], title: str) -> Markup:
        counts = [count for _monday, count in report.weeks]
        return bars(
            list(zip(map(in_drawing, labels), counts, strict=True)), title=title, form=PAPER, colours=shades
        )

    def applied(labels: list[str], organic: str, others: str, title: str) -> Markup:
        own = Series(name=in_drawing(organic), values=[each[1] for each in report.months], main=True)
        rest = Series(name=in_drawing(others), values=[each[2] for each in report.months])
        return lines(
            [in_drawing(each) for each in labels], [own, rest], title=title, form=PAPER, colours=shades
        )

    return {"weeks_chart": weeks, "applied_chart": applied}


def _of_people(report: Report, shades: Shades) -> dict[str, Any]:
    def people(words: list[str], title: str) -> Markup:
        counts = zip(report.now.people.parts, words, ("good", "watch", "risk"), strict=True)
        parts = [Part(count, in_drawing(each), band) for count, each, band in counts]
        return parted(parts, title=title, form=PEOPLE, colours=shades)

    def sure(measure: Measure, ends: list[str], title: str) -> Markup:
        assert measure.share is not None
        return interval(
            measure.share,
            measure.band,
            place=measure.place,
            ends=(ends[0], ends[1]),
            title=title,
            scale=PRINTED,
            colours=shades,
        )

    return {"people_chart": people, "sure_chart": sure}
