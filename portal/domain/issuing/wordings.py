"""The words of documents: as delivered, or as staff changed them, and what they say once filled in."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime

from babel.numbers import format_decimal
from markupsafe import Markup
from sqlalchemy import select

from portal.config import ROOT
from portal.db import db
from portal.domain import audit, delivered, markdown, placeholders
from portal.domain.issuing.passages import known
from portal.domain.placeholders import Form, in_words
from portal.domain.programs import direction
from portal.domain.refusal import Refused
from portal.models.paper.document import DocumentKind
from portal.models.paper.wording import Wording
from portal.models.person import Person

FOLDER = ROOT / "templates" / "documents" / "words"
LONGEST = 5000
NOTHING: dict[str, str] = {}


def default(kind: DocumentKind, passage: str, *, language: str) -> str:
    """Return the words of a passage as delivered, in `language`."""
    return delivered.words(FOLDER / kind / f"{passage}.md", language=language)


def current(kind: DocumentKind, passage: str, *, language: str) -> str:
    """Return the words of a passage that are printed: those of the staff, or as delivered."""
    own = db.session.get(Wording, (kind, passage))
    return own.text if own else default(kind, passage, language=language)


def changed() -> dict[tuple[DocumentKind, str], datetime]:
    """Return which passages have words of the staff, and since when."""
    chosen = select(Wording.kind, Wording.passage, Wording.at)
    return {(kind, passage): at for kind, passage, at in db.session.execute(chosen)}


def said(
    kind: DocumentKind,
    passage: str,
    values: Mapping[str, object],
    *,
    language: str,
    instead: Mapping[str, str] = NOTHING,
) -> Markup:
    """Return what a passage says with `values` in it, as sanitised HTML; nothing for no words.

    It stands in the middle of a paper whose headings are its own, so that a heading becomes a bold line.

    `instead` are words, by passage, that stand in place of the kept ones. Raises `KeyError` for a value that
    the passage does not declare, `UndefinedError` for one that it names and that was not given, `Refused` for
    words that cannot be filled in.
    """
    words = instead[passage] if passage in instead else current(kind, passage, language=language)
    declared = known(kind, passage)
    placeholders.check(words, declared, field=passage)
    given = {name: _spelled(value, declared[name].form, language) for name, value in values.items()}
    html = str(markdown.render(placeholders.filled(words, given, declared)))
    for tag in ("h3", "h4"):
        html = html.replace(f"<{tag}>", "<p><strong>").replace(f"</{tag}>", "</strong></p>")
    return Markup(html)  # noqa: S704


def change(kind: DocumentKind, passage: str, *, text: str, by: Person, at: datetime, language: str) -> None:
    """Change the words of a passage; none at all leave it out, and those as delivered are a return to them.

    Raises `Refused` where they cannot be said.
    """
    check(kind, passage, text)
    before = current(kind, passage, language=language)
    if text == default(kind, passage, language=language):
        restore(kind, passage, by=by, at=at, language=language)
    if text == before or text == default(kind, passage, language=language):
        return
    db.session.merge(Wording(kind=kind, passage=passage, text=text, by_id=by.id, at=at))
    _write("changed", kind, passage, before=before, after=text, by=by, at=at)


def restore(kind: DocumentKind, passage: str, *, by: Person, at: datetime, language: str) -> None:
    """Go back to the words as delivered."""
    own = db.session.get(Wording, (kind, passage))
    if own is None:
        return
    db.session.delete(own)
    after = default(kind, passage, language=language)
    _write("restored", kind, passage, before=own.text, after=after, by=by, at=at)


def check(kind: DocumentKind, passage: str, text: str) -> None:
    """Raise `Refused`, beside the passage's field and with the line, for words that cannot be said."""
    if len(text) > LONGEST:
        raise Refused(
            "Keep it to %(most)s characters; it has %(length)s.", passage, most=LONGEST, length=len(text)
        )
    placeholders.check(text, known(kind, passage), field=passage)


def _spelled(value: object, form: Form, language: str) -> object:
    """Write days and numbers as `language` does, and keep words in their own direction."""
    if isinstance(value, int):
        return format_decimal(value, locale=language.replace("-", "_"))
    spelled = in_words(value, language)
    return _apart(str(spelled), language) if form is Form.WORD else spelled


def _apart(value: str, language: str) -> str:
    """Keep a value that runs against the direction of `language` from turning round what stands beside it."""
    against = {"L"} if direction(language) == "rtl" else {"R", "AL"}
    runs = any(unicodedata.bidirectional(sign) in against for sign in value)
    return f"\u2068{value}\u2069" if runs else value


def _write(
    verb: str, kind: DocumentKind, passage: str, *, before: str, after: str, by: Person, at: datetime
) -> None:
    said, says = ({passage: before}, {passage: after})
    audit.write(verb, "wordings", by=by, at=at, label=f"{kind}, {passage}", before=said, after=says)
