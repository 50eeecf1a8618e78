"""One brand colour in, every colour of the portal out: light and dark, each pair of them legible."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from portal.domain.colour import contrast, from_oklch, to_oklch

Shades = Mapping[str, str]

# WCAG 2.2: 1.4.6 for what is read at length, 1.4.3 for the rest, 1.4.11 for what is not text.
# A little more than asked, so that rounding to bytes never falls short.
LONG_READ, READ, SEEN = 7.05, 4.6, 3.05

# A band's hue and chroma, the same whatever the brand: green, amber, red.
BANDS = {"good": (150, 0.11), "watch": (75, 0.13), "risk": (30, 0.16)}


@dataclass(frozen=True)
class Tokens:
    """The colours of a program by name (`accent_fill`), as `#rrggbb`, on light and on dark paper."""

    light: Shades
    dark: Shades


@dataclass(frozen=True)
class _Brand:
    """The brand in OKLCH, and the chroma of the neutrals, which lean a little towards it."""

    colour: str
    lightness: float
    chroma: float
    hue: float

    @property
    def neutral(self) -> float:
        return min(0.012, self.chroma * 0.08)

    def shade(self, lightness: float, chroma: float) -> str:
        return from_oklch(lightness, min(self.chroma, chroma), self.hue)

    def grey(self, lightness: float, lean: float) -> str:
        return from_oklch(lightness, self.neutral * lean, self.hue)


@lru_cache(maxsize=64)
def tokens(brand: str) -> Tokens:
    """Every colour derived from `brand`, a `#rrggbb`; ValueError when it is none."""
    known = _Brand(brand.lower(), *to_oklch(brand))
    return Tokens(light=MappingProxyType(_light(known)), dark=MappingProxyType(_dark(known)))


@lru_cache(maxsize=64)
def css(brand: str) -> str:
    """The style sheet that gives a page its colours: by the reader's system, or as `data-theme` says."""
    shades = tokens(brand)
    light, dark = _properties(shades.light), _properties(shades.dark)
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
        f"@media screen{{:root[data-theme=dark]{{color-scheme:dark;{dark}}}}}\n"
        ":root[data-theme=light]{color-scheme:light}\n"
    )


def _properties(shades: Shades) -> str:
    return ";".join(f"--{name.replace('_', '-')}:{colour}" for name, colour in shades.items())


def _light(brand: _Brand) -> dict[str, str]:
    shades = {
        "paper": brand.grey(0.988, 0.45),
        "sheet": "#ffffff",
        "wash": brand.grey(0.966, 0.8),
        "rule": brand.grey(0.885, 1),
        "rule_soft": brand.grey(0.935, 0.8),
        "tint": brand.shade(0.962, 0.018),
        "tint_2": brand.shade(0.91, 0.042),
    }
    grounds = tuple(shades[name] for name in ("paper", "sheet", "wash", "tint"))
    shades |= {
        "ink": brand.grey(0.235, 1.3),
        "ink_2": _darkened(0.46, brand.neutral * 1.6, brand.hue, grounds, LONG_READ),
        "ink_3": _darkened(0.60, brand.neutral * 1.8, brand.hue, grounds, READ),
        "accent": brand.colour,
        "accent_mid": brand.shade(0.72, 0.11),
        "accent_text": _darkened(min(brand.lightness, 0.56), brand.chroma, brand.hue, grounds, READ),
        "accent_fill": _darkened(min(brand.lightness, 0.60), brand.chroma, brand.hue, ("#ffffff",), READ),
        "accent_deep": brand.shade(0.30, 0.11),
        "on_fill": "#ffffff",
        "focus": _darkened(0.72, min(brand.chroma, 0.14), brand.hue, grounds, SEEN),
    }
    for name, (hue, chroma) in BANDS.items():
        own = from_oklch(0.955, chroma * 0.28, hue)
        shades[f"{name}_tint"] = own
        shades[name] = _darkened(0.60, chroma, hue, (*grounds, own), READ)
        shades[f"{name}_mark"] = from_oklch(0.78 if name == "watch" else 0.70, chroma * 1.15, hue)
    return shades


def _dark(brand: _Brand) -> dict[str, str]:
    shades = {
        "paper": brand.grey(0.185, 1),
        "sheet": brand.grey(0.225, 1.1),
        "wash": brand.grey(0.26, 1.2),
        "rule": brand.grey(0.345, 1.4),
        "rule_soft": brand.grey(0.29, 1.3),
        "tint": brand.shade(0.285, 0.05),
        "tint_2": brand.shade(0.36, 0.075),
    }
    grounds = tuple(shades[name] for name in ("paper", "sheet", "wash", "tint"))
    accent = _lightened(max(brand.lightness, 0.70), min(brand.chroma, 0.14), brand.hue, grounds, READ)
    shades |= {
        "ink": brand.grey(0.945, 0.7),
        "ink_2": _lightened(0.74, brand.neutral * 1.2, brand.hue, grounds, LONG_READ),
        "ink_3": _lightened(0.60, brand.neutral * 1.4, brand.hue, grounds, READ),
        "accent": brand.colour,
        "accent_mid": brand.shade(0.58, 0.13),
        "accent_text": accent,
        "accent_fill": accent,
        "accent_deep": brand.shade(0.88, 0.06),
        "on_fill": _darkened(0.22, min(brand.chroma, 0.02), brand.hue, (accent,), READ),
        "focus": _lightened(0.58, min(brand.chroma, 0.13), brand.hue, grounds, SEEN),
    }
    for name, (hue, chroma) in BANDS.items():
        own = from_oklch(0.29, chroma * 0.35, hue)
        shades[f"{name}_tint"] = own
        shades[name] = _lightened(0.72, chroma * 0.9, hue, (*grounds, own), READ)
        shades[f"{name}_mark"] = from_oklch(0.68, chroma * 1.1, hue)
    return shades


def _darkened(lightness: float, chroma: float, hue: float, grounds: tuple[str, ...], ratio: float) -> str:
    """The first colour, going down from `lightness`, that stands off every ground by `ratio`."""
    while lightness > 0:
        colour = from_oklch(lightness, chroma, hue)
        if all(contrast(colour, ground) >= ratio for ground in grounds):
            return colour
        lightness -= 0.005
    return "#000000"


def _lightened(lightness: float, chroma: float, hue: float, grounds: tuple[str, ...], ratio: float) -> str:
    """The first colour, going up from `lightness`, that stands off every ground by `ratio`."""
    while lightness < 1:
        colour = from_oklch(lightness, chroma, hue)
        if all(contrast(colour, ground) >= ratio for ground in grounds):
            return colour
        lightness += 0.005
    return "#ffffff"
