"""The words by which the parts of the rules are known, on every page that shows them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from portal.domain import months, quarters
from portal.domain.charts_fade import standing_after
from portal.domain.earning import rewards
from portal.domain.program import revisions_compared
from portal.domain.working import activity_types, calendar
from portal.models.revision import Revision

LABELS = {
    "deal": _("The deal in a sentence"),
    "lines": _("The rules in short"),
    "stands_for": _("What we stand for"),
    "why": _("Why we do this"),
    "expect": _("What we expect"),
    "pieces_least": _("Pieces a month, at least"),
    "pieces_most": _("Pieces a month, at most"),
    "formats": _("Formats"),
    "disclosure": _("How you disclose"),
    "how": _("How it works"),
    "activity_types": _("How far things carry"),
    "benefits": _("What is in it for you"),
    "rewards": _("Rewards, and what they take"),
    "reviewing": _("How work is reviewed"),
    "bands": _("Where you stand"),
    "fading": _("What fades each quarter, in per cent"),
    "threshold": _("Standing that keeps your place"),
    "provisional_quarters": _("Quarters you are provisional"),
    "leaving": _("Leaving"),
}

SECTIONS = {
    "lines": (_("In short"), ("lines", "deal")),
    "stands_for": (_("What we stand for"), ("stands_for",)),
    "why": (_("Why we do this"), ("why",)),
    "expect": (_("What we expect"), ("expect", "formats", "disclosure", "pieces_least", "pieces_most")),
    "how": (_("How it works"), ("how", "activity_types")),
    "fading": (_("Standing fades, credits do not"), ("fading", "threshold", "provisional_quarters")),
    "benefits": (_("What is in it for you"), ("benefits", "rewards")),
    "reviewing": (_("How work is reviewed"), ("reviewing", "bands")),
    "leaving": (_("How it ends"), ("leaving",)),
}


@dataclass(frozen=True)
class Section:
    """One numbered part of the page of rules."""

    field: str
    title: LazyString
    changed: bool


def sections(revision: Revision, changed: set[str]) -> list[Section]:
    """Return the parts of the page that say something; `changed` are the fields that a revision changed."""
    return [
        Section(field, title, bool(changed & set(fields)))
        for field, (title, fields) in SECTIONS.items()
        if getattr(revision, field)
    ]


def shown(revision: Revision, every: list[Revision], *, today: date) -> dict[str, Any]:
    """Return what a page needs to show a revision among `every` that was published, newest first."""
    number = revision.number or (every[0].number or 0) + 1 if every else 1
    before = next((each for each in every if (each.number or 0) < number), None)
    newest = every[0].number or 0 if every else 0
    _start, shelf = calendar.season(today)
    changes = revisions_compared.changes(before, revision, on=today) if before else []
    return {
        "revision": revision,
        "sections": sections(revision, {change.field for change in changes}),
        "every": every,
        "before": before,
        "changes": changes,
        "labels": LABELS,
        "types": revision.activity_types or activity_types.as_published(),
        "rewards": rewards.as_published(today) if number >= newest else revision.rewards,
        "fall": falling(revision, today=today),
        "worth": {offer.kind.name: offer for offer in calendar.offers(activity_types.in_use(), shelf)},
    }


def falling(revision: Revision, *, today: date) -> list[tuple[date, int]]:
    """Return 400 points at the next four closes of a quarter, if nothing is done."""
    start = quarters.first_day(quarters.of(today))
    closes = [months.after(start, 3 * number) for number in range(1, 5)]
    held = standing_after(400, len(closes), rate=revision.fading)
    return list(zip([today, *closes], held, strict=True))
