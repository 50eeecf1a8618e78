"""The words of each kind of letter: as delivered, or as an admin changed them."""

import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import IO

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from sqlalchemy import select

from portal.config import ROOT
from portal.db import db
from portal.domain import audit
from portal.domain.post.letter_kinds import KINDS, Form
from portal.domain.refusal import Refused
from portal.models.joining.letter_template import LetterTemplate
from portal.models.person import Person

FOLDER = ROOT / "templates" / "mail"
_WORDS = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
# What a letter may do: say something, and say it only if a value is there.
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If,
    nodes.Const, nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand,
)  # fmt: skip
_BARE = r"(?<!\]\()(?<!<)\{\{\s*(%s)\s*\}\}"


@dataclass(frozen=True)
class Words:
    """A letter's subject, as plain text, and its body, as markdown."""

    subject: str
    body: str


def default(kind: str, *, language: str) -> Words:
    """Return the words of `kind` as delivered, in `language`."""
    said = _catalogue(language).gettext(_source(kind))
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
        try:
            tree = _WORDS.parse(words)
        except TemplateSyntaxError as error:
            raise Refused(
                "Line %(line)s: the curly brackets there cannot be read.", field, line=error.lineno
            ) from None
        _check(tree, kind, field)


def _check(tree: nodes.Template, kind: str, field: str) -> None:
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED):
            raise Refused(
                "Line %(line)s: only {{ a placeholder }} and {%% if a placeholder %%} can stand in a letter.",
                field,
                line=node.lineno,
            )
        if isinstance(node, nodes.Name) and node.name not in KINDS[kind].values:
            raise Refused(
                "Line %(line)s: this letter knows no %(name)s.", field, line=node.lineno, name=node.name
            )


@lru_cache(maxsize=256)
def compiled(kind: str, words: str) -> Template:
    """Return `words` ready to be filled in; a link that stands by itself can be followed."""
    links = [name for name, value in KINDS[kind].values.items() if value.form is Form.LINK]
    if links:
        words = re.sub(_BARE % "|".join(links), r"<{{ \1 }}>", words)
    return _WORDS.from_string(words)


@lru_cache(maxsize=64)
def _source(kind: str) -> str:
    return (FOLDER / f"{kind}.md").read_text("utf-8").strip()


@lru_cache(maxsize=16)
def _catalogue(language: str) -> gettext.NullTranslations:
    folder = str(ROOT / "translations")
    return gettext.translation("messages", folder, [language.replace("-", "_")], fallback=True)


def messages(
    file: IO[bytes], *_asked: object, **_options: object
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Yield a letter as delivered as the one message that it is, for Babel's extraction."""
    yield 1, None, file.read().decode("utf-8").strip(), []


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
