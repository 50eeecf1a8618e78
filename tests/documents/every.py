"""Every kind of document, with samples of it: what holds for all is tested on all."""

from collections.abc import Callable
from typing import Any, NamedTuple

from portal.outside.pdf import Press, Rendered
from portal.press.agreements import signed_agreement
from portal.press.badges import name_badges
from portal.press.calendars import wall_calendar
from portal.press.certificates import certificate
from portal.press.criteria import criteria_sheet
from portal.press.farewells import farewell_letter
from portal.press.labels import address_labels
from portal.press.napkins import napkin_sheet
from portal.press.packs import onboarding_pack
from portal.press.reports import monthly_report
from portal.press.slips import packing_slips
from portal.press.statements import statement_of_points
from tests.documents import (
    samples,
    samples_agreement,
    samples_badges,
    samples_certificate,
    samples_criteria,
    samples_farewell,
    samples_labels,
    samples_napkin,
    samples_report,
    samples_slips,
    samples_statement,
    samples_wall,
)


class Every(NamedTuple):
    """How a kind is set, and papers of it: the shortest, the usual, the longest, and one that means harm."""

    typeset: Callable[[Press, Any], Rendered]
    shortest: Any
    usual: Any
    longest: Any
    hostile: Any


def _of(typeset: Callable[[Press, Any], Rendered], known: Any) -> Every:
    return Every(typeset, known.SHORTEST, known.USUAL, known.LONGEST, known.hostile())


EVERY: dict[str, Every] = {
    "pack": _of(onboarding_pack, samples),
    "agreement": _of(signed_agreement, samples_agreement),
    "calendar": _of(wall_calendar, samples_wall),
    "criteria": _of(criteria_sheet, samples_criteria),
    "napkin": _of(napkin_sheet, samples_napkin),
    "certificate": _of(certificate, samples_certificate),
    "report": _of(monthly_report, samples_report),
    "statement": _of(statement_of_points, samples_statement),
    "slips": _of(packing_slips, samples_slips),
    "badges": _of(name_badges, samples_badges),
    "farewell": _of(farewell_letter, samples_farewell),
    "labels": _of(address_labels, samples_labels),
}
LENGTHS = ("shortest", "usual", "longest")
