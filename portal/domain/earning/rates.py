"""How sure a share is: Wilson's interval, and where it lies against a healthy band."""

import enum
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

RENEWAL = (0.60, 0.90)
"""The healthy band of the renewal rate (PRODUCT.md, Numbers that lead)."""


class Place(enum.StrEnum):
    """Where a share lies against its band."""

    INSIDE = "inside"
    BELOW = "below"
    ABOVE = "above"
    EARLY = "too early to tell"


@dataclass(frozen=True, kw_only=True)
class Share:
    """`part` of `whole`, with the interval that holds the true share in 95 of 100 cases."""

    part: int
    whole: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """Return the share itself, from 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None

    def against(self, band: tuple[float, float]) -> Place:
        """Return where the share lies; too early to tell while its interval reaches past an edge."""
        least, most = band
        if self.high < least:
            return Place.BELOW
        if self.low > most:
            return Place.ABOVE
        return Place.INSIDE if self.whole and least <= self.low and self.high <= most else Place.EARLY


def share(part: int, whole: int, *, sure: float = 0.95) -> Share:
    """Return a share with its interval after Wilson (J. Am. Stat. Assoc. 22, 1927); nothing is 0 to 1."""
    if not whole:
        return Share(part=part, whole=whole, low=0.0, high=1.0)
    z = NormalDist().inv_cdf(0.5 + sure / 2)
    found, scale = part / whole, 1 + z * z / whole
    middle = (found + z * z / (2 * whole)) / scale
    spread = z / scale * sqrt(found * (1 - found) / whole + z * z / (4 * whole * whole))
    low = 0.0 if part == 0 else middle - spread
    high = 1.0 if part == whole else middle + spread
    return Share(part=part, whole=whole, low=low, high=high)
