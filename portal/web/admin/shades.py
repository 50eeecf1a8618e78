"""The shades that a brand colour gives, and how well words stand on them."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from portal.domain import palette
from portal.domain.colour import contrast
from portal.domain.palette import Tokens

USES: dict[str, tuple[LazyString, str]] = {
    "paper": (_("The page"), "ink"),
    "tint": (_("A chosen row"), "ink"),
    "tint_2": (_("Days to come, the rest of a bar"), "ink"),
    "accent_mid": (_("Bars of past weeks"), ""),
    "accent_fill": (_("The filled button"), "on_fill"),
    "accent_text": (_("Links"), "paper"),
    "ink_2": (_("The second voice"), "paper"),
    "ink_3": (_("Small notes"), "paper"),
    "rule": (_("Hairlines"), ""),
}


@dataclass(frozen=True)
class Side:
    """A shade on light or on dark paper; the contrast of what stands in it or on it, if words do."""

    colour: str
    contrast: float | None


@dataclass(frozen=True)
class Shade:
    """One derived colour, and where it is used."""

    name: str
    use: LazyString
    light: Side
    dark: Side


@dataclass(frozen=True)
class Shades:
    """Every shade of a colour, with the colours themselves."""

    colour: str
    tokens: Tokens
    rows: list[Shade]

    @property
    def least(self) -> float:
        """Return the contrast that reading needs (WCAG 2.2, 1.4.3)."""
        return 4.5

    @property
    def weakest(self) -> float:
        """Return the contrast of the weakest pair."""
        sides = [side for row in self.rows for side in (row.light, row.dark)]
        return min(side.contrast for side in sides if side.contrast is not None)


def shades(colour: str) -> Shades | None:
    """Return what `colour` gives, or None where it is no colour like #8c2352."""
    try:
        tokens = palette.tokens(colour)
    except ValueError:
        return None
    rows = [
        Shade(name.replace("_", "-"), use, _side(tokens.light, name, other), _side(tokens.dark, name, other))
        for name, (use, other) in USES.items()
    ]
    return Shades(colour, tokens, rows)


def _side(shades: palette.Shades, name: str, other: str) -> Side:
    return Side(shades[name], contrast(shades[name], shades[other]) if other else None)
