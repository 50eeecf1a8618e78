"""The passages of documents whose words staff may change, and the placeholders that each may name."""

from dataclasses import dataclass, field

from portal.domain.issuing.kinds import KINDS, UNKEPT, Whom
from portal.domain.marked import N_
from portal.domain.placeholders import PROGRAM, Value, mail, word
from portal.models.paper.document import DocumentKind


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One passage: what it is called, where it stands, and its own placeholders."""

    name: str
    about: str
    own: dict[str, Value] = field(default_factory=dict)


SINCE = word(N_("The first day as an ambassador"), "3 March 2026")
UNTIL = word(N_("The last day that counts"), "31 December 2026")

PASSAGES: dict[DocumentKind, dict[str, Passage]] = {
    DocumentKind.PACK: {
        "hello": Passage(
            name=N_("The greeting"),
            about=N_("Below “Hello” and the first name, as a letter from the contact."),
        ),
        "closing": Passage(
            name=N_("The closing words"), about=N_("The end of that letter, above the contact's name.")
        ),
    },
    DocumentKind.AGREEMENT: {
        "between": Passage(
            name=N_("Between whom"),
            about=N_("Below the title. The terms themselves are no words of this page."),
        ),
    },
    DocumentKind.CERTIFICATE: {
        "member": Passage(
            name=N_("Of a membership that goes on"), about=N_("Below the name."), own={"since": SINCE}
        ),
        "was_member": Passage(
            name=N_("Of a membership that ended"),
            about=N_("Below the name."),
            own={"since": SINCE, "until": UNTIL},
        ),
        "year": Passage(
            name=N_("Of a year"),
            about=N_("Below the name."),
            own={"year": word(N_("The year"), "2026"), "since": SINCE, "until": UNTIL},
        ),
        "thanks": Passage(
            name=N_("Of thanks"), about=N_("Above the name; what for is typed for each certificate.")
        ),
    },
    DocumentKind.CRITERIA: {
        "counts": Passage(
            name=N_("What work earns"),
            about=N_("Above the kinds of work and their points."),
        ),
        "reach": Passage(
            name=N_("What does not count"),
            about=N_("Below the rubric by which people are chosen."),
        ),
    },
    DocumentKind.CALENDAR: {
        "under": Passage(name=N_("Below the months"), about=N_("A line between the title and the weeks.")),
    },
    DocumentKind.FAREWELL: {
        "thanks": Passage(
            name=N_("The thanks"),
            about=N_("Below “Thank you” and the first name, before what was done in figures."),
            own={"since": SINCE, "until": word(N_("The last day, if it is known"), "31 December 2026")},
        ),
        "stays": Passage(name=N_("What stays"), about=N_("Above what stays, point by point.")),
        "closing": Passage(name=N_("The closing words"), about=N_("Above the contact's name.")),
    },
    DocumentKind.REPORT: {
        "closing": Passage(
            name=N_("What you ask of the director"),
            about=N_("At the end of the page; nothing stands there unless you write it."),
        ),
    },
    DocumentKind.STATEMENT: {
        "intro": Passage(
            name=N_("The introduction"),
            about=N_("Above the entries."),
            own={"points": word(N_("All points that were ever earned"), "1,284")},
        ),
    },
    DocumentKind.SLIPS: {
        "thanks": Passage(name=N_("The thanks"), about=N_("Below what is inside the parcel.")),
    },
}

COMMON = PROGRAM | {
    "contact_email": mail(N_("The contact person's mail address"), "ines@hedgerow.example"),
}
PERSONAL = {
    "name": word(N_("The name of whom it is for"), "Ada Lovelace"),
    "first_name": word(N_("The first name, to greet the person by"), "Ada"),
}


def known(kind: DocumentKind, passage: str) -> dict[str, Value]:
    """Return every placeholder that the words of a passage may name."""
    is_personal = (KINDS | UNKEPT)[kind].whom is Whom.PERSON
    return (PERSONAL if is_personal else {}) | COMMON | PASSAGES[kind][passage].own
