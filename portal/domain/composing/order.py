"""What a document is asked for, whatever its kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portal.models.joining.membership import Membership


@dataclass(frozen=True)
class Pictures:
    """The program's pictures as bytes, where it has them."""

    logo: bytes | None = None
    contact: bytes | None = None


NO_PICTURES = Pictures()


@dataclass(frozen=True, kw_only=True)
class Order:
    """One document to be composed as of the moment `at`, under its `number`.

    `people` are those it is for: one for a document of a person, several for a paper of a group, none
    for one of everyone. `choices` is what was chosen when it was asked for, `check_url` is where anybody
    may ask whether it is genuine, `apply_url` where one applies. `words` stand in place of the kind's own, by
    passage: those that staff have typed and not kept yet.
    """

    number: str
    at: datetime
    people: tuple[Membership, ...] = ()
    choices: Mapping[str, Any] = field(default_factory=dict)
    pictures: Pictures = NO_PICTURES
    check_url: str = ""
    apply_url: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def membership(self) -> Membership:
        """Return the one whom a document of a person is for."""
        (only,) = self.people
        return only
