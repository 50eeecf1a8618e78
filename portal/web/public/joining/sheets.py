"""What each page of the form is called and says, and why it asks."""

from dataclasses import dataclass

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from sqlalchemy import select

from portal.db import db
from portal.domain.joining.pages import PAGES, SERVES
from portal.models.joining.application import Application
from portal.models.joining.review import RubricLine
from portal.web.words import band, place, reach


@dataclass(frozen=True)
class Sheet:
    """One page: the word in the row of steps, the question on top, and a sentence below it."""

    label: LazyString
    title: LazyString
    lede: LazyString


SHEETS = {
    "you": Sheet(_("You"), _("Who are you?"), _("So that we know whom to answer.")),
    "work": Sheet(_("What you make"), _("What do you make?"), _("Steady counts for more than polished.")),
    "audience": Sheet(
        _("Who sees it"), _("Who sees what you make?"), _("Small and local is fine. We read for fit.")
    ),
    "ties": Sheet(
        _("Ties and time"), _("What else do you stand for?"), _("A tie that is said openly is no harm.")
    ),
    "why": Sheet(_("Why us"), _("Why us?"), _("Tell us what brings you here.")),
}
ASKED = {
    "name": _("Name"),
    "town": _("Town"),
    "age_band": _("Age"),
    "links": _("Made in the last 90 days"),
    "work": _("What, and for whom"),
    "places": _("Where"),
    "audience": _("Who they are"),
    "replies_link": _("A piece with replies"),
    "reach": _("How many"),
    "ties": _("Other brands"),
    "hours_month": _("Time"),
    "why": _("In your words"),
}


def reasons(name: str) -> list[tuple[RubricLine, list[str]]]:
    """Return the lines of the rubric that the page `name` serves, each with what asks for it."""
    served = [SERVES.get(field) for field in PAGES[name]]
    lines = db.session.scalars(
        select(RubricLine).where(RubricLine.key.in_(served)).order_by(RubricLine.position)
    )
    return [
        (line, [str(ASKED[field]) for field in PAGES[name] if SERVES.get(field) == line.key])
        for line in lines
    ]


def answers(application: Application) -> dict[str, list[tuple[str, str]]]:
    """Return what was answered, in words, by page; what was left empty is left out."""
    return {
        name: [(str(ASKED[field]), said) for field in fields if (said := _said(application, field))]
        for name, fields in PAGES.items()
    }


def _said(application: Application, field: str) -> str:
    value = getattr(application, field)
    if field == "links":
        return "\n".join(value)
    if field == "places":
        return "; ".join(place(each) for each in value)
    if field == "hours_month":
        return str(ngettext("%(num)d hour a month", "%(num)d hours a month", value)) if value else ""
    if field == "ties" and "ties" in application.pages and not value:
        return str(gettext("None"))
    return {"age_band": band, "reach": reach}.get(field, str)(value) if value else ""
