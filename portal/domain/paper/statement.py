"""What a statement of points on paper says: plain values, so that it can be set without a database."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from portal.domain.earning.forecasts import Close
from portal.domain.earning.statements import Statement
from portal.domain.paper.letterhead import Issue, Masthead
from portal.domain.paper.parts import NOTHING


@dataclass(frozen=True, kw_only=True)
class StatementPaper:
    """A statement of one person, as of the day it is issued.

    `closes` are those that were and those to come; `threshold` is what a place takes after a close.
    """

    program: Masthead
    name: str
    document: Issue
    statement: Statement
    closes: tuple[Close, ...] = ()
    threshold: int = 0
    intro: Markup = NOTHING

    @property
    def issued(self) -> datetime:
        """Return the moment as of which it is true, in the program's time zone."""
        return self.document.issued
