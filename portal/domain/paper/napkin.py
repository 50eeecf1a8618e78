"""What the napkin says: the whole deal on 148 × 148 mm, as plain values."""

import re
from dataclasses import dataclass

from portal.domain.paper.letterhead import Issue, Masthead

SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n+")


@dataclass(frozen=True)
class Worth:
    """A line with its figure: what one does and the points it earns, or a reward and its credits."""

    name: str
    points: int


@dataclass(frozen=True, kw_only=True)
class Napkin:
    """The deal in a sentence, what you do and what it earns, what you get for it, and the rules.

    `gets` are the rewards that credits buy, the cheapest first; what comes by itself takes no knowing.
    """

    document: Issue
    program: Masthead
    deal: str = ""
    does: tuple[Worth, ...] = ()
    gets: tuple[Worth, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """Return how many words stand on it, figures included."""
        texts = (self.deal, *self.lines, *(each.name for each in (*self.does, *self.gets)))
        return sum(len(text.split()) for text in texts) + len(self.does) + len(self.gets)

    @property
    def point_values(self) -> int:
        """Return how many different numbers of points one has to know."""
        return len({each.points for each in self.does})

    @property
    def sentences(self) -> list[tuple[int, str]]:
        """Return every sentence with the place of its line; the deal stands before all lines, at -1."""
        texts = enumerate((self.deal, *self.lines), start=-1)
        return [(place, each) for place, text in texts for each in SENTENCE.split(text) if each]
