"""Pictures that people upload."""

import io

import pytest
from PIL import Image

from portal.domain.program import pictures
from portal.domain.refusal import Refused


def svg(inside: str, attributes: str = "") -> bytes:
    """An SVG that holds `inside`."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" {attributes}>{inside}</svg>'.encode()


@pytest.mark.parametrize(
    "evil",
    [
        "<script>x()</script>",
        '<path d="M0 0" onclick="x()"/>',
        '<a href="https://x.test"><path d="M0 0"/></a>',
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml">x</body></foreignObject>',
        '<image href="https://x.test/p.png"/>',
        "<style>@import 'https://x.test'</style>",
        '<path d="M0 0" style="fill:url(https://x.test)"/>',
        '<path d="M0 0" fill="url(https://x.test#a)"/>',
        '<path d="M0 0" fill="u\\72l(https://x.test/a)"/>',
        '<use href="https://x.test#a"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:image/svg+xml,x#test"/>',
        '<animate attributeName="href" values="javascript:x()"/>',
    ],
)
def test_a_drawing_keeps_nothing_but_drawing(evil: str) -> None:
    body = pictures.logo(svg(evil + '<path d="M1 1h7"/>')).body.decode()
    assert 'd="M1 1h7"' in body
    for sign in ("x.test", "x()", "script", "style", "onclick", "xhtml", "data:", "<a"):
        assert sign not in body


def test_a_drawing_keeps_its_own_parts() -> None:
    inside = '<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient></defs>'
    body = pictures.logo(svg(inside + '<path d="M0 0" fill="url(#a)"/><use href="#a"/>')).body.decode()
    assert 'fill="url(#a)"' in body
    assert 'href="#a"' in body


def test_what_cuts_out_is_not_cut_out_itself() -> None:
    clip = '<clipPath id="a"><path d="M0 0h9" clip-path="url(#b)"/></clipPath>'
    body = pictures.logo(svg(clip + '<path d="M0 0" clip-path="url(#a)"/>')).body.decode()
    assert (body.count("clip-path="), 'clip-path="url(#a)"' in body) == (1, True)


@pytest.mark.parametrize(
    "body",
    [
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        b"<svg>no namespace</svg>",
        b'<html xmlns="http://www.w3.org/1999/xhtml"/>',
        b"GIF89a",
        b"%PDF-1.7",
        b"<svg" + b" " * 600_000,
        b'<?xml version="1.0" encoding="nonsense"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        svg("<g>" * 20_000 + "</g>" * 20_000),
        svg("".join(f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(10))),
        svg('<g id="a"><use href="#a"/></g>'),
        svg('<path id="a" d="M0 0h9"/>' + '<use href="#a"/>' * 101),
    ],
)
def test_what_is_no_picture_is_refused(body: bytes) -> None:
    with pytest.raises(Refused):
        pictures.logo(body)


def test_a_huge_picture_is_refused_before_it_is_drawn() -> None:
    into = io.BytesIO()
    Image.new("1", (20_000, 3_000)).save(into, "PNG")
    with pytest.raises(Refused, match="40 million pixels"):
        pictures.photo(into.getvalue())


def test_a_photo_fits_into_1600_pixels() -> None:
    into = io.BytesIO()
    Image.new("RGBA", (3200, 100), (9, 9, 9, 0)).save(into, "PNG")
    with Image.open(io.BytesIO(pictures.photo(into.getvalue()).body)) as shown:
        assert (shown.format, shown.size, shown.mode) == ("JPEG", (1600, 50), "RGB")
