"""What every paper is set with: the program's colours, its size, its pictures and its codes."""

from dataclasses import fields
from io import BytesIO
from typing import Any

import segno
from markupsafe import Markup, escape

from portal.domain.colour import contrast, from_oklch, to_oklch
from portal.domain.palette import Shades

# Width and height of a sheet, in millimetres.
PAPERS = {"A4": ("A4", 210.0, 297.0), "letter": ("letter", 215.9, 279.4)}

TICK = "M1.5 6.5l3 3 6-7"
CROSS = "M2.2 2.2l7.6 7.6M9.8 2.2l-7.6 7.6"
MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 12" fill="none" stroke="{colour}"'
    ' stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"><path d="{path}"/></svg>'
)


def parts_of(paper: Any) -> dict[str, Any]:
    """The names that a template knows: those of the paper's own fields."""
    return {part.name: getattr(paper, part.name) for part in fields(paper)}


def on_deep(shades: Shades) -> Shades:
    """The shades of dots on the deep field of a cover: a light brand colour carries its own dots."""
    brand, deep = shades["accent"], shades["accent_deep"]
    _, chroma, hue = to_oklch(brand)
    dot = brand if contrast(brand, deep) >= 4.5 else "#ffffff"
    return {**shades, "accent_fill": dot, "tint_2": from_oklch(0.385, min(chroma, 0.125), hue)}


def style(shades: Shades, paper: str, *, landscape: bool = False) -> str:
    """The program's own part of the style: its colours, and its paper, upright or on its side."""
    size, width, height = PAPERS[paper]
    if landscape:
        size, width, height = f"{size} landscape", height, width
    colours = "".join(f"--{name.replace('_', '-')}:{colour};" for name, colour in shades.items())
    sheet = f"--sheet-width:{width}mm;--sheet-height:{height}mm;--field-edge:{(width - 192) / 2}mm;"
    return f":root{{{colours}{sheet}--accent-key:{shades['accent_mid']}}}@page{{size:{size}}}"


def marks(shades: Shades) -> dict[str, bytes]:
    """The tick and the cross of the brief."""
    drawn = {"tick.svg": (TICK, shades["good"]), "cross.svg": (CROSS, shades["risk"])}
    return {name: MARK.format(path=path, colour=colour).encode() for name, (path, colour) in drawn.items()}


def photographs(**pictures: bytes | None) -> dict[str, bytes]:
    """Pictures by a name that ends as their kind does."""
    kinds = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg"}
    found = {}
    for name, content in pictures.items():
        if content:
            kind = next((kind for magic, kind in kinds.items() if content.startswith(magic)), "svg")
            found[f"{name}.{kind}"] = content
    return found


def named(name: str, pictures: dict[str, bytes]) -> str | None:
    """The full name of a picture, if it was given."""
    return next((known for known in pictures if known.partition(".")[0] == name), None)


def qr_code(url: str, *, ink: str, title: str) -> Markup:
    """A QR code at error level M, ink on white with four modules of white around it."""
    drawing = BytesIO()
    segno.make(url, error="m", micro=False).save(
        drawing, kind="svg", border=4, dark=ink, light="#ffffff", xmldecl=False, omitsize=True, title=title
    )
    svg = drawing.getvalue().decode().replace("<svg ", f'<svg role="img" aria-label="{escape(title)}" ', 1)
    return Markup(svg)  # noqa: S704
