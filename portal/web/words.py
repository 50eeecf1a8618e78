"""How the values that rows keep are said to people."""

import re

from flask_babel import format_date, format_decimal, gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from portal.domain import months
from portal.models.paper.document import Document, DocumentKind
from portal.models.working.submission import SubmissionState
from portal.models.working.verdict import Fault, Outcome, Place
from portal.web.statements import named

CODE = re.compile(r"[0-9]{4}Q[1-4]")
MONTH = re.compile(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])")
PLACES: dict[str, LazyString] = {
    "instagram": _("Instagram"),
    "video": _("TikTok or YouTube"),
    "network": _("LinkedIn, X, Mastodon or the like"),
    "writing": _("A newsletter, blog or podcast"),
    "community": _("A forum, chat or code repository"),
    "person": _("In person: a class, a club, a stall"),
}
REACHES: dict[str, LazyString | str] = {
    "": _("I would rather not say"),
    "under-100": _("Fewer than 100"),
    "100-1000": _("100 to 1,000"),
    "1000-10000": _("1,000 to 10,000"),
    "over-10000": _("More than 10,000"),
}

WORK_STATES: dict[SubmissionState, tuple[LazyString, str]] = {
    SubmissionState.DRAFT: (_("Draft"), ""),
    SubmissionState.PENDING: (_("To review"), "watch"),
    SubmissionState.APPROVED: (_("Approved"), "good"),
    SubmissionState.RETURNED: (_("Returned"), "watch"),
    SubmissionState.REJECTED: (_("Rejected"), "risk"),
}
OUTCOMES: dict[Outcome, LazyString] = {
    Outcome.APPROVED: _("Approved"),
    Outcome.IN_PART: _("Approved in part"),
    Outcome.RETURNED: _("Returned"),
    Outcome.REJECTED: _("Rejected"),
}
FAULTS: dict[Fault, LazyString] = {
    Fault.PROOF: _("The proof does not show it"),
    Fault.DUPLICATE: _("Sent in before"),
    Fault.LATE: _("Out of time"),
    Fault.CRITERIA: _("Not all that was asked"),
    Fault.DISCLOSURE: _("The disclosure is missing"),
    Fault.OTHER: _("Something else"),
}
DISCLOSURES: dict[Place, LazyString] = {
    Place.FIRST: _("First line"),
    Place.VISIBLE: _("Visible"),
    Place.LABEL: _("Label"),
    Place.MISSING: _("Missing"),
    Place.NONE: _("Not needed"),
}


def place(key: str) -> str:
    """Say where people see what somebody makes."""
    return str(PLACES.get(key, key))


def reach(key: str) -> str:
    """Say how many see a usual piece; nothing where that was left out."""
    return str(REACHES.get(key, key)) if key else ""


def band(key: str) -> str:
    """Say an age band, kept as in 18-24 or 55+."""
    first, dash, last = key.partition("-")
    if dash:
        return str(gettext("%(first)s to %(last)s", first=first, last=last))
    return str(gettext("%(first)s or older", first=key.removesuffix("+")))


def made_from(document: Document) -> str:
    """Say what a document was made from, kept as Rules 3, Terms 2, Thanks and what for, a quarter or a month.

    Name badges keep an event, which is said as it was typed.
    """
    text = document.made_from
    if document.kind is DocumentKind.BADGES:
        return text
    word, _space, number = text.partition(" ")
    if number.isdecimal() and word == "Rules":
        return str(gettext("Rules %(number)s", number=number))
    if number.isdecimal() and word == "Terms":
        return str(gettext("Terms %(number)s", number=number))
    if word == "Thanks" and number:
        return str(gettext("Thanks: %(reason)s", reason=number))
    if MONTH.fullmatch(word):
        month = format_date(months.named(word), "LLLL y")
        return f"{month}, {number}" if number else month
    return named(text) if CODE.fullmatch(text) else str(text and gettext(text))


def size(octets: int) -> str:
    """Say how large a file is, in kilobytes or megabytes of a thousand."""
    if octets < 1_000_000:
        return str(gettext("%(size)s kB", size=format_decimal(max(1, round(octets / 1000)))))
    return str(gettext("%(size)s MB", size=format_decimal(round(octets / 1_000_000, 1))))


def lasting(seconds: float) -> str:
    """Say about how long something takes: to a tenth of a second, to a second, or to a minute."""
    if seconds < 2:
        return str(gettext("about %(seconds)s s", seconds=format_decimal(max(0.1, round(seconds, 1)))))
    if seconds < 90:
        return str(ngettext("about one second", "about %(num)d seconds", round(seconds)))
    return str(ngettext("about one minute", "about %(num)d minutes", round(seconds / 60)))


FILTERS = {
    "lasting": lasting,
    "file_size": size,
    "made_from": made_from,
    "place": place,
    "reach": reach,
    "age_band": band,
    "outcome": OUTCOMES.__getitem__,
    "fault": FAULTS.__getitem__,
    "disclosure": DISCLOSURES.__getitem__,
    "work_state": WORK_STATES.__getitem__,
}
