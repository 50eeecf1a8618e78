"""What a monthly report says: plain values, so that it can be set without a database."""

from dataclasses import dataclass

from markupsafe import Markup

from portal.domain.measuring.figures import Report
from portal.domain.paper.letterhead import Issue, Masthead


@dataclass(frozen=True, kw_only=True)
class ReportPaper:
    """The figures of a month; `currency` is what money is in (ISO 4217), `closing` words of the staff."""

    document: Issue
    program: Masthead
    currency: str
    report: Report
    closing: Markup
