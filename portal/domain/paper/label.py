"""What address labels say: plain values, so that paper can be set without a database."""

from dataclasses import dataclass

from portal.domain.paper.letterhead import Issue, Masthead


@dataclass(frozen=True)
class Label:
    """One parcel: to whom, and where, line by line as typed."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Labels:
    """Labels on sheets of a fixed pattern; the first stands in place `start` of the first sheet, from 1."""

    document: Issue
    program: Masthead
    labels: tuple[Label, ...]
    start: int = 1
