"""How each kind of document comes about: composed from the rows, then set by the press."""

from collections.abc import Callable
from typing import Any, NamedTuple

from portal.domain.composing import (
    agreements,
    badges,
    calendars,
    certificates,
    criteria,
    farewells,
    napkins,
    packs,
    reports,
    statements,
)
from portal.domain.composing.order import Order
from portal.models.paper.document import DocumentKind
from portal.outside.pdf import Press, Rendered
from portal.press.agreements import signed_agreement
from portal.press.badges import name_badges
from portal.press.calendars import wall_calendar
from portal.press.certificates import certificate
from portal.press.criteria import criteria_sheet
from portal.press.farewells import farewell_letter
from portal.press.napkins import napkin_sheet
from portal.press.packs import onboarding_pack
from portal.press.reports import monthly_report
from portal.press.statements import statement_of_points


class Making(NamedTuple):
    """What composes a document (or raises `Refused`), and what sets it (or raises `RenderFailed`)."""

    compose: Callable[[Order], Any]
    typeset: Callable[[Press, Any], Rendered]


MAKING: dict[DocumentKind, Making] = {
    DocumentKind.PACK: Making(packs.compose, onboarding_pack),
    DocumentKind.AGREEMENT: Making(agreements.compose, signed_agreement),
    DocumentKind.CALENDAR: Making(calendars.compose, wall_calendar),
    DocumentKind.CRITERIA: Making(criteria.compose, criteria_sheet),
    DocumentKind.NAPKIN: Making(napkins.compose, napkin_sheet),
    DocumentKind.CERTIFICATE: Making(certificates.compose, certificate),
    DocumentKind.BADGES: Making(badges.compose, name_badges),
    DocumentKind.FAREWELL: Making(farewells.compose, farewell_letter),
    DocumentKind.REPORT: Making(reports.compose, monthly_report),
    DocumentKind.STATEMENT: Making(statements.compose, statement_of_points),
}
