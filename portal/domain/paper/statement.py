"""What a statement of points on paper says: plain values, so that it can be set without a database."""

from dataclasses import dataclass
from datetime import datetime

from portal.domain.earning.forecasts import Close
from portal.domain.earning.statements import Statement
from portal.domain.paper.pack import PackProgram


@dataclass(frozen=True, kw_only=True)
class StatementPaper:
    """A statement of one person, as of the day `issued`, which has its time zone.

    `closes` are those that were and those to come; `threshold` is what a place takes after a close.
    """

    program: PackProgram
    name: str
    issued: datetime
    statement: Statement
    closes: tuple[Close, ...] = ()
    threshold: int = 0
