"""A kind of letter as it will look, with what is known of the last person it would concern."""

from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import select

from portal.db import db
from portal.domain.placeholders import filled
from portal.domain.post import letter_templates, letters, mail_html
from portal.domain.post.letter_kinds import KINDS
from portal.domain.post.letter_templates import Words
from portal.domain.programs import the_program
from portal.models.joining.application import Application


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A letter filled in: its receiver's name, its subject, and its body as safe HTML."""

    name: str
    subject: str
    html: Markup


def preview(kind: str, words: Words) -> Preview:
    """Fill `words` with the last applicant's name and number, and examples for the rest.

    Raises `Refused` for words that cannot be filled in.
    """
    letter_templates.check(kind, subject=words.subject, body=words.body)
    known = KINDS[kind].values
    values: dict[str, object] = {name: value.sample for name, value in known.items()}
    values |= {name: value for name, value in _real().items() if name in known and value}
    return Preview(
        name=str(values["name"]),
        subject=letter_templates.subject_of(kind, words, values),
        html=mail_html.body(filled(words.body, values, known)),
    )


def _real() -> dict[str, object]:
    last = db.session.scalar(
        select(Application).where(Application.number.is_not(None)).order_by(Application.id.desc()).limit(1)
    )
    return letters.common(the_program()) | {"name": last and last.name, "number": last and last.number}
