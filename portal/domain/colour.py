"""Colour arithmetic: sRGB to OKLCH and back, and the contrast of two colours."""

import math
import re

HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)

Triple = tuple[float, float, float]

# Björn Ottosson, "A perceptual color space for image processing" (2020): linear sRGB to the
# three cone responses, their cube roots to OKLab, and the way back.
LINEAR_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
CONES_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
LAB_TO_CONES = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
CONES_TO_LINEAR = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
# Rec. 709 primaries as WCAG 2.2 weighs them in "relative luminance".
LUMINANCE = (0.2126, 0.7152, 0.0722)


def contrast(first: str, second: str) -> float:
    """How far two `#rrggbb` colours stand apart, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def to_oklch(colour: str) -> Triple:
    """Lightness 0 to 1, chroma 0 to about .33 and hue in degrees of a `#rrggbb` colour."""
    cones = _times(LINEAR_TO_CONES, _linear(colour))
    lightness, a, b = _times(CONES_TO_LAB, (math.cbrt(cones[0]), math.cbrt(cones[1]), math.cbrt(cones[2])))
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The `#rrggbb` colour nearest to what is asked: chroma gives way until a screen can show it."""
    if not _fits(_from_oklch(lightness, chroma, hue)):
        low, high = 0.0, chroma
        for _ in range(16):
            middle = (low + high) / 2
            low, high = (middle, high) if _fits(_from_oklch(lightness, middle, hue)) else (low, middle)
        chroma = low
    return "#" + "".join(f"{_byte(channel):02x}" for channel in _from_oklch(lightness, chroma, hue))


def _times(matrix: tuple[Triple, Triple, Triple], vector: Triple) -> Triple:
    x, y, z = vector
    first, second, third = ((row[0] * x + row[1] * y + row[2] * z) for row in matrix)
    return first, second, third


def _linear(colour: str) -> Triple:
    """The light of each channel, 0 to 1 (IEC 61966-2-1, the sRGB transfer function undone)."""
    if not HEX.fullmatch(colour):
        raise ValueError(f"{colour!r} is not a colour like #8c2352")
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _undo_gamma(red), _undo_gamma(green), _undo_gamma(blue)


def _undo_gamma(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)


def _byte(light: float) -> int:
    light = min(1.0, max(0.0, light))
    return round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))


def _luminance(colour: str) -> float:
    return sum(weight * light for weight, light in zip(LUMINANCE, _linear(colour), strict=True))


def _from_oklch(lightness: float, chroma: float, hue: float) -> Triple:
    angle = math.radians(hue)
    cones = _times(LAB_TO_CONES, (lightness, chroma * math.cos(angle), chroma * math.sin(angle)))
    return _times(CONES_TO_LINEAR, (cones[0] ** 3, cones[1] ** 3, cones[2] ** 3))


def _fits(light: Triple) -> bool:
    return all(-1e-4 <= channel <= 1 + 1e-4 for channel in light)
