"""Whether a certificate is genuine: what its number tells whoever holds it, and nothing more."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.paper.certificate import Variant, mark_of
from portal.domain.programs import day_of
from portal.models.paper.document import Document, DocumentKind

_NUMBER = re.compile(r"(CE)([0-9]{4})([0-9A-Z]{5})([0-9A-Z]{5})")


@dataclass(frozen=True, kw_only=True)
class Genuine:
    """What a genuine certificate says of itself.

    `name` is empty where the person goes by another one since, or was forgotten: a name that does not stand
    on the paper is none of the holder's business. `last` is None while the membership went on.
    """

    number: str
    issued_on: date
    variant: Variant
    year: int | None
    first: date
    last: date | None
    name: str


def of(typed: str) -> Genuine | None:
    """Return what the certificate with a number attests, or None for a number of nothing of the kind.

    The number may be typed in any case, with or without hyphens and spaces. A number that cannot be one
    is looked for all the same, so that the time of the answer tells nothing.
    """
    document = db.session.scalar(
        select(Document)
        .where(Document.kind == DocumentKind.CERTIFICATE, Document.number == _plain(typed))
        .options(joinedload(Document.person))
    )
    if document is None or not document.attests:
        return None
    known = document.attests
    name = document.person.name if document.person else ""
    return Genuine(
        number=document.number,
        issued_on=day_of(document.issued_at),
        variant=Variant(known["variant"]),
        year=known["year"],
        first=date.fromisoformat(known["first"]),
        last=date.fromisoformat(known["last"]) if known["last"] else None,
        name=name if mark_of(name, number=document.number) == known["name"] else "",
    )


def _plain(typed: str) -> str:
    """A number as it is printed, or nothing for what can be none."""
    found = _NUMBER.fullmatch(re.sub(r"[\W_]+", "", typed[:100]).upper())
    return f"{found[1]}-{found[2]}-{found[3]}-{found[4]}" if found else ""
