"""Documents on trial, for a page: for whom, what came of it as pictures, and what went wrong in words."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from portal import clock
from portal.db import db
from portal.domain.issuing import hindrances
from portal.domain.issuing.kinds import KINDS, Whom
from portal.domain.joining import ambassadors
from portal.domain.refusal import Refused
from portal.models.joining.membership import Membership
from portal.models.paper.document import DocumentKind
from portal.outside.pdf import Rendered
from portal.outside.rasters import pictures_of
from portal.proofs import Desk
from portal.web.addresses import links_of_papers
from portal.web.pages import the_press, the_store

DOTS_AN_INCH = 84
MOST_PAGES = 16
MOST_PEOPLE = 20


@dataclass(frozen=True)
class Shown:
    """A document as pictures of its first pages (addresses that hold them), and what is wrong with it."""

    pages: int
    pictures: list[str]
    wrong: list[str]


def people_for(kind: DocumentKind, *, words: str) -> Sequence[Membership]:
    """Return those whom `words` fit and for whom nothing stands in the way, the latest ambassadors first."""
    found = ambassadors.chosen(words=words).order_by(Membership.id.desc()).limit(MOST_PEOPLE * 5)
    return hindrances.free_of(kind, db.session.scalars(found).all())[:MOST_PEOPLE]


def proof(
    kind: DocumentKind, *, people: Sequence[Membership], words: Mapping[str, str], choices: Mapping[str, Any]
) -> Rendered:
    """Return the document with the words that are typed; raises `Refused` where there is none."""
    if KINDS[kind].whom is not Whom.EVERYONE and not people:
        raise Refused("Choose for whom it is.")
    desk = Desk(press=the_press(), store=the_store(), links=links_of_papers())
    return desk.proof(
        kind, people=tuple(people), words=words, choices=choices, called=_("Preview"), at=clock.now()
    )


def shown(made: Rendered) -> Shown:
    """Return a document as a page shows it."""
    pictures = addresses_of(made, dots_an_inch=DOTS_AN_INCH, most=MOST_PAGES)
    return Shown(made.pages, pictures, wrong_with(made))


def addresses_of(made: Rendered, *, dots_an_inch: int, most: int) -> list[str]:
    """Return the first pages of a document as pictures, each in an address that holds it whole."""
    drawn = pictures_of(made.pdf, dots_an_inch=dots_an_inch, most=most)
    return [f"data:image/png;base64,{b64encode(each).decode()}" for each in drawn]


def wrong_with(made: Rendered) -> list[str]:
    """Return in words what was missing, dropped or refused while a document was set."""
    said = []
    if made.missing:
        signs = " ".join(made.missing)
        said.append(
            _("None of our fonts has these characters; a box stands in their place: %(signs)s", signs=signs)
        )
    others = [warning for warning in made.warnings if not warning.startswith(".notdef")]
    said += [_("Something was left out: %(warning)s", warning=warning[:300]) for warning in others]
    return said
