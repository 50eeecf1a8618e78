"""The words of each kind of letter: as delivered, or as an admin changed them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.config import ROOT
from portal.db import db
from portal.domain import audit, delivered, placeholders
from portal.domain.post.letter_kinds import KINDS
from portal.domain.refusal import Refused
from portal.models.joining.letter_template import LetterTemplate
from portal.models.person import Person

FOLDER = ROOT / "templates" / "mail"


@dataclass(frozen=True)
class Words:
    """A letter's subject, as plain text, and its body, as markdown."""

    subject: str
    body: str


def default(kind: str, *, language: str) -> Words:
    """Return the words of `kind` as delivered, in `language`."""
    said = delivered.words(FOLDER / f"{kind}.md", language=language)
    head, _, body = said.partition("\n")
    return Words(head.removeprefix("Subject:").strip(), body.strip())


def current(kind: str, *, language: str) -> Words:
    """Return the words of `kind` that are sent: an admin's, or as delivered."""
    own = db.session.get(LetterTemplate, kind)
    return Words(own.subject, own.body) if own else default(kind, language=language)


def changed() -> dict[str, datetime]:
    """Return which kinds have an admin's words, and since when."""
    chosen = select(LetterTemplate.kind, LetterTemplate.at)
    return {kind: at for kind, at in db.session.execute(chosen)}


def change(kind: str, *, subject: str, body: str, by: Person, at: datetime, language: str) -> None:
    """Change the words of `kind`; raises `Refused` where they cannot be filled in."""
    check(kind, subject=subject, body=body)
    before = current(kind, language=language)
    db.session.merge(LetterTemplate(kind=kind, subject=subject, body=body, by_id=by.id, at=at))
    _write("changed", kind, before=before, after=Words(subject, body), by=by, at=at)


def restore(kind: str, *, by: Person, at: datetime, language: str) -> None:
    """Go back to the words as delivered."""
    own = db.session.get(LetterTemplate, kind)
    if own is None:
        return
    db.session.delete(own)
    before = Words(own.subject, own.body)
    _write("restored", kind, before=before, after=default(kind, language=language), by=by, at=at)


def check(kind: str, *, subject: str, body: str) -> None:
    """Raise `Refused`, with the line, for words that could not be filled in when they are sent."""
    if not subject.strip() or "\n" in subject:
        raise Refused("The subject is one line.", "subject")
    for field, words in (("subject", subject), ("body", body)):
        placeholders.check(words, KINDS[kind].values, field=field)


def subject_of(kind: str, words: Words, values: Mapping[str, object]) -> str:
    """Return the subject filled in, as the one line of plain text that it is."""
    plain = {name: placeholders.one_line(value) for name, value in values.items()}
    return placeholders.one_line(placeholders.compiled(words.subject, KINDS[kind].values).render(plain))


def _write(verb: str, kind: str, *, before: Words, after: Words, by: Person, at: datetime) -> None:
    changed = [name for name in ("subject", "body") if getattr(before, name) != getattr(after, name)]
    audit.write(
        verb,
        "letter_templates",
        by=by,
        at=at,
        label=kind,
        before={name: getattr(before, name) for name in changed},
        after={name: getattr(after, name) for name in changed},
    )
