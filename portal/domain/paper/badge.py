"""What name badges say: plain values, so that paper can be set without a database."""

from dataclasses import dataclass

from portal.domain.paper.letterhead import Issue, Masthead


@dataclass(frozen=True)
class Badge:
    """One person: the name to call them by, the rest of it, and where from, if that is wanted."""

    first: str
    rest: str = ""
    about: str = ""


@dataclass(frozen=True)
class Badges:
    """The badges of an event, in order."""

    document: Issue
    program: Masthead
    event: str
    badges: tuple[Badge, ...]
