"""The outbox: letters by state, each with its words; trying again, and calling back."""

from typing import Any

from flask import Blueprint, abort, current_app, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.db import db
from portal.domain import audit
from portal.domain.listing import page_of
from portal.domain.post import letters, outbox
from portal.domain.post.letter_kinds import KINDS
from portal.models.letter import Letter
from portal.web.access import May, can, may, me
from portal.web.csv import csv_answer
from portal.web.htmx import onward
from portal.web.listing import Listing
from portal.web.pages import page

bp = Blueprint("letters", __name__, url_prefix="/outbox")
SORTS: dict[str, list[Any]] = {
    "when": [Letter.created_at, Letter.id],
    "to": [Letter.to_name, Letter.to, Letter.id],
    "subject": [Letter.subject, Letter.id],
}


@bp.get("", endpoint="list")
@may(May.OUTBOX)
def index() -> ResponseReturnValue:
    """List the letters."""
    listing = Listing(sorts=SORTS, filters=["state", "kind"], first="-when")
    chosen = listing.sorted(outbox.everything(words=listing.words, **listing.filters))
    return page(
        "admin/letters/list.html",
        listing=listing,
        page=page_of(chosen, number=listing.number),
        counts=outbox.counts(),
        kinds={name: _(kind.name) for name, kind in KINDS.items()},
        delivers=_delivers(),
    )


@bp.get("/list.csv", endpoint="csv")
@may(May.OUTBOX, writes=True)
def as_csv() -> ResponseReturnValue:
    """Hand the same list out as CSV."""
    listing = Listing(sorts=SORTS, filters=["state", "kind"], first="-when")
    chosen = listing.sorted(outbox.everything(words=listing.words, **listing.filters))
    rows = audit.export(db.session.scalars(chosen), of="letters", by=me(), at=clock.now())
    header = [_("Name"), _("Mail address"), _("Subject"), _("Kind"), _("State"), _("Written"), _("Sent")]
    return csv_answer("outbox.csv", header, [_cells(letter) for letter in rows])


@bp.get("/<int:id>", endpoint="page")
@may(May.OUTBOX)
def one(id: int) -> ResponseReturnValue:
    """Show one letter."""
    letter = outbox.letter(id) or abort(404)
    whole = _shows_secrets()
    return page(
        "admin/letters/page.html",
        letter=letter,
        content=outbox.read(letter, whole=whole),
        whole=whole,
        kind=KINDS.get(letter.kind),
        may_retry=letters.may_retry(letter),
        may_recall=letters.may_recall(letter),
        delivers=_delivers(),
    )


@bp.post("/<int:id>/attempt")
@may(May.OUTBOX)
def retry(id: int) -> ResponseReturnValue:
    """Try a letter again now."""
    letters.retry(outbox.letter(id) or abort(404), by=me(), at=clock.now())
    return onward(url_for(".page", id=id), notice=_("The letter is tried again now."))


@bp.post("/<int:id>/recall")
@may(May.OUTBOX)
def recall(id: int) -> ResponseReturnValue:
    """Call a letter back."""
    letters.recall(outbox.letter(id) or abort(404), by=me(), at=clock.now())
    undo = url_for(".send_after_all", id=id)
    return onward(url_for(".page", id=id), notice=_("Called back. It will not be sent."), undo=undo)


@bp.post("/<int:id>/return")
@may(May.OUTBOX)
def send_after_all(id: int) -> ResponseReturnValue:
    """Take back that a letter was called back."""
    letters.send_after_all(outbox.letter(id) or abort(404), by=me(), at=clock.now())
    return onward(url_for(".page", id=id), notice=_("The letter will be sent after all."))


def _delivers() -> bool:
    return bool(current_app.extensions["portal"].mail_url)


def _shows_secrets() -> bool:
    """In production only an admin without a mail server, who has to hand the links over, sees them."""
    if current_app.extensions["portal"].mode != "production":
        return True
    return not _delivers() and can(May.STAFF)


def _cells(letter: Letter) -> list[object]:
    return [
        letter.to_name,
        letter.to,
        letter.subject,
        letter.kind,
        letter.state.value,
        letter.created_at.isoformat(timespec="minutes"),
        letter.sent_at.isoformat(timespec="minutes") if letter.sent_at else "",
    ]
