"""What every document says of itself: plain values, so that paper can be set without a database."""

import hashlib
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Issue:
    """What the foot says: the number of this document, its date, and the rules it was made from.

    `made_from` tells the register what it shows (rules 3, a month, a quarter); `check_url` is where anybody
    may ask whether it is genuine, for the kinds that can be asked for.
    """

    number: str
    issued: datetime
    rules_number: int | None = None
    rules_date: date | None = None
    made_from: str = ""
    check_url: str = ""


@dataclass(frozen=True)
class Masthead:
    """Who the program is, and how it looks: `brand` is `#rrggbb`, `paper` is `A4` or `letter`.

    `logo` is a PNG, or an SVG that was sanitised.
    """

    name: str
    organisation: str
    sentence: str
    brand: str
    language: str
    paper: str = "A4"
    logo: bytes | None = None
    appeals_email: str = ""


@dataclass(frozen=True)
class Addressee:
    """Whom the pack is for, and the name to greet the person by."""

    name: str
    first_name: str


@dataclass(frozen=True)
class Contact:
    """The person to write to; `photo` is a PNG or JPEG that we encoded ourselves."""

    name: str
    role: str
    email: str
    phone: str = ""
    photo: bytes | None = None


def fingerprint(paper: Any) -> str:
    """SHA-256 of all that a paper says except its own number and date: the same data, the same value."""
    said = [(part.name, getattr(paper, part.name)) for part in fields(paper) if part.name != "document"]
    return hashlib.sha256(repr(said).encode()).hexdigest()
