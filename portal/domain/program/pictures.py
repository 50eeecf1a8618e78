"""Pictures that people upload: recognised by their bytes, drawn anew, without anything else inside."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from portal.domain import drawing
from portal.domain.refusal import Refused

MOST_BYTES = 5_000_000
LARGEST, FACE = 1600, 480
DEEPEST, MOST_USES = 50, 100
SVG = "http://www.w3.org/2000/svg"
INTRICATE = "The drawing is nested too deeply, or repeats itself too often. Choose a simpler one."
_EVIL = re.compile(r"url\((?!\s*['\"]?#)|javascript:|\\", re.IGNORECASE)
_TAGS = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "defs"} | {
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "symbol",
    "use",
}
_ATTRIBUTES = {
    *(
        "viewBox",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
    ),
    *("d", "points", "transform", "id", "fill", "fill-rule", "fill-opacity", "clip-rule", "clip-path"),
    *("stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity"),
    *("stroke-dasharray", "opacity", "offset", "stop-color", "stop-opacity", "gradientUnits"),
    *("gradientTransform", "spreadMethod", "clipPathUnits", "preserveAspectRatio", "color"),
}


@dataclass(frozen=True)
class Picture:
    """A picture that is safe to keep and to show."""

    body: bytes
    media_type: str


def logo(body: bytes) -> Picture:
    """Return an SVG cleaned of all but drawing, or a PNG drawn anew.

    Raises `Refused` for anything else.
    """
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<svg", b"<!--")):
        return Picture(_cleaned(body), "image/svg+xml")
    return Picture(_drawn(body, "PNG"), "image/png")


def photo(body: bytes) -> Picture:
    """Return a photo drawn anew as JPEG, upright, without its EXIF, at most 1,600 pixels wide or high.

    Raises `Refused` for what is no picture, or too large.
    """
    return Picture(_drawn(body, "JPEG"), "image/jpeg")


def of_a_thing(body: bytes) -> Picture:
    """Return a drawing or a picture with see-through parts as a logo, and a photo as a photo.

    Raises `Refused` for anything else.
    """
    return photo(body) if body.startswith((b"\xff\xd8\xff", b"RIFF")) else logo(body)


def portrait(body: bytes) -> Picture:
    """Return a face drawn anew as JPEG, as `photo` does, at most 480 pixels wide or high."""
    return Picture(_drawn(body, "JPEG", largest=FACE), "image/jpeg")


def _drawn(body: bytes, kind: drawing.Kind, *, largest: int = LARGEST) -> bytes:
    if len(body) > MOST_BYTES:
        raise Refused("The picture is larger than 5 MB. Choose a smaller one.")
    return drawing.anew(body, kind, largest=largest)


def _cleaned(body: bytes) -> bytes:
    if len(body) > MOST_BYTES // 10:
        raise Refused("The drawing is larger than 500 kB. Choose a simpler one.")
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", body, re.IGNORECASE):
        raise Refused("The drawing declares a document type. Save it as plain SVG.")
    try:
        root = ElementTree.fromstring(body)  # noqa: S314
    except (ElementTree.ParseError, ValueError, LookupError):
        raise Refused("This is no SVG drawing, or it is broken.") from None
    clean = _element(root)
    if clean is None or clean.tag != f"{{{SVG}}}svg":
        raise Refused("This is no SVG drawing, or it is broken.")
    if _multiplies(clean):
        raise Refused(INTRICATE)
    ElementTree.register_namespace("", SVG)
    drawing: bytes = ElementTree.tostring(clean, encoding="utf-8")
    return drawing


def _multiplies(drawing: ElementTree.Element) -> bool:
    """Whether a part that is used again holds such parts itself.

    Ten levels of ten are ten thousand million parts, which keep a browser busy for hours.
    """
    again = f"{{{SVG}}}use"
    uses = {use.get("href", "#")[1:] for use in drawing.iter(again)}
    many = sum(1 for _ in drawing.iter(again)) > MOST_USES
    return many or any(
        part.get("id") in uses and next(part.iter(again), None) is not None for part in drawing.iter()
    )


def _element(
    found: ElementTree.Element, *, depth: int = 0, clips: bool = False
) -> ElementTree.Element | None:
    if depth > DEEPEST:
        raise Refused(INTRICATE)
    space, _, tag = str(found.tag).removeprefix("{").rpartition("}")
    if space != SVG or tag not in _TAGS:
        return None
    clean = ElementTree.Element(f"{{{SVG}}}{tag}")
    clean.text = found.text if tag == "title" else None
    clips = clips or tag == "clipPath"
    for name, value in found.attrib.items():
        if name.rpartition("}")[2] == "href" and value.startswith("#"):
            clean.set("href", value)
        elif name in _ATTRIBUTES and not _EVIL.search(value) and not (clips and name == "clip-path"):
            clean.set(name, value)
    for child in found:
        kept = _element(child, depth=depth + 1, clips=clips)
        if kept is not None:
            clean.append(kept)
    return clean
