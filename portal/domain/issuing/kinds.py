"""The kinds of documents: what each is called, and whom one of them is for."""

import enum
from dataclasses import dataclass

from portal.domain.marked import N_
from portal.models.paper.document import DocumentKind


class Whom(enum.Enum):
    """Whom a document is for: one person, several on one paper, or everyone."""

    PERSON = "person"
    GROUP = "group"
    EVERYONE = "everyone"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind: its name, what it is, and the letters that its numbers begin with.

    `is_checked` says that strangers may ask whether one is genuine, so that its number cannot be guessed;
    `says_rules` that it is out of date as soon as there are other rules.
    """

    name: str
    about: str
    prefix: str
    whom: Whom = Whom.PERSON
    is_checked: bool = False
    says_rules: bool = False


KINDS: dict[DocumentKind, Kind] = {
    DocumentKind.PACK: Kind(
        name=N_("Onboarding pack"),
        about=N_("Everything a new ambassador needs to know."),
        prefix="OP",
        says_rules=True,
    ),
    DocumentKind.AGREEMENT: Kind(
        name=N_("Agreement as accepted"), about=N_("The terms, and how they were accepted."), prefix="AG"
    ),
    DocumentKind.NAPKIN: Kind(
        name=N_("Napkin"),
        about=N_("The whole deal on one small page."),
        prefix="NA",
        whom=Whom.EVERYONE,
        says_rules=True,
    ),
    DocumentKind.CRITERIA: Kind(
        name=N_("Criteria sheet"),
        about=N_("What counts and how far it carries, and how people get in."),
        prefix="CR",
        whom=Whom.EVERYONE,
        says_rules=True,
    ),
    DocumentKind.CALENDAR: Kind(
        name=N_("Calendar for the wall"),
        about=N_("Three months of actions on one sheet."),
        prefix="WC",
        whom=Whom.EVERYONE,
    ),
    DocumentKind.CERTIFICATE: Kind(
        name=N_("Certificate"),
        about=N_("Of membership, of a year, or of thanks; with signatures, and a number to check."),
        prefix="CE",
        is_checked=True,
    ),
    DocumentKind.FAREWELL: Kind(
        name=N_("Farewell letter"), about=N_("Thanks, what was done, and what stays."), prefix="FL"
    ),
    DocumentKind.STATEMENT: Kind(
        name=N_("Statement of points"), about=N_("What there was, what changed it and why."), prefix="PS"
    ),
    DocumentKind.BADGES: Kind(
        name=N_("Name badges"), about=N_("For an event, eight to a sheet."), prefix="NB", whom=Whom.GROUP
    ),
    DocumentKind.REPORT: Kind(
        name=N_("Monthly report"),
        about=N_("One page for the director: what came of it, and how sure that is."),
        prefix="MR",
        whom=Whom.EVERYONE,
    ),
}

# These carry postal addresses, which are erased in time: they are in no register, and nobody keeps them.
UNKEPT: dict[DocumentKind, Kind] = {
    DocumentKind.SLIPS: Kind(
        name=N_("Packing slips"), about=N_("Where each parcel goes, and what is inside."), prefix=""
    ),
}
