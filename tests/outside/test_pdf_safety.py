"""A document loads nothing but our own assets, and leads nowhere but to the web and mail."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from portal.outside.pdf import Press

STAMP = datetime(2026, 1, 28, 9, tzinfo=UTC)
HEAD = '<!doctype html><html lang="en"><title>A sheet</title>'
SECRET = "a-secret-of-the-machine"
PIXEL = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'

ASKED = [
    '<img alt="" src="{url}">',
    '<object data="{url}"></object>',
    '<embed src="{url}">',
    '<link rel="stylesheet" href="{url}">',
    '<link rel="attachment" href="{url}">',
    '<a rel="attachment" href="{url}">x</a>',
    '<style>@import "{url}";</style>',
    "<style>@font-face {{ font-family: F; src: url({url}) }} p {{ font-family: F }}</style><p>x</p>",
    '<p style="background-image: url({url})">x</p>',
    '<p style="list-style: url({url}); display: list-item">x</p>',
    "<style>p::before {{ content: url({url}) }}</style><p>x</p>",
    '<svg width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><use href="{url}#a"/></svg>',
    '<base href="{url}"><img alt="" src="x.png">',
]


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press() as press:
        yield press


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server


@pytest.mark.parametrize("asked", ASKED)
def test_no_file_is_read(press: Press, tmp_path: Path, asked: str) -> None:
    plain = press.typeset(HEAD + "<p>x</p>", stamp=STAMP)
    for name in ("secret.svg", "secret.css", "secret.txt"):
        file = tmp_path / name
        file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><text y="9">{SECRET}</text></svg>')
        made = press.typeset(HEAD + asked.format(url=file.as_uri()), stamp=STAMP)
        assert SECRET.encode() not in uncompressed(made.pdf)
        assert len(made.pdf) < len(plain.pdf) + 6000


@pytest.mark.parametrize("asked", ASKED)
def test_no_address_is_called(press: Press, listener: socket.socket, asked: str) -> None:
    port = listener.getsockname()[1]
    for scheme in ("http", "https", "ftp"):
        press.typeset(HEAD + asked.format(url=f"{scheme}://127.0.0.1:{port}/a.svg"), stamp=STAMP)

    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize(
    "url",
    ["data:image/svg+xml,<svg/>", "asset:../../wsgi.py", "asset:fonts/../../../README.md", "asset:other.svg"],
)
def test_only_listed_assets_are_loaded(press: Press, url: str) -> None:
    made = press.typeset(f'{HEAD}<img alt="x" src="{url}">', stamp=STAMP, pictures={"own.svg": PIXEL})

    assert any("not an asset of ours" in warning for warning in made.warnings)


def test_a_picture_handed_over_is_loaded(press: Press) -> None:
    made = press.typeset(f'{HEAD}<img alt="x" src="asset:own.svg">', stamp=STAMP, pictures={"own.svg": PIXEL})

    assert made.warnings == ()


LEADS = {
    "https://a.example/x": True,
    "HTTP://a.example/": True,
    "mailto:a@a.example": True,
    "javascript:alert(1)": False,
    " javascript:alert(1)": False,
    "file:///etc/passwd": False,
    "data:text/html,x": False,
    "ftp://a.example/": False,
    "tel:1": False,
    "../relative": False,
    "//a.example/": False,
    "asset:fonts/x": False,
    "vbscript:x": False,
    "smb://a/b": False,
}


@pytest.mark.parametrize(("url", "leads"), LEADS.items())
def test_links_lead_to_the_web_or_to_mail(press: Press, url: str, leads: bool) -> None:
    made = press.typeset(f'{HEAD}<p><a href="{url}">there</a></p>', stamp=STAMP)

    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        found = [str(note.A.URI) for note in pdf.pages[0].get("/Annots", [])]
    assert found == ([url] if leads else [])
    assert made.warnings == ()


@pytest.mark.parametrize("name", ["link", "-weasy-link"])
def test_links_cannot_be_written_in_css(press: Press, name: str) -> None:
    made = press.typeset(f"{HEAD}<p>x</p>", stamp=STAMP, style=f'p {{ {name}: url("https://a.example/") }}')

    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        assert "/Annots" not in pdf.pages[0]
    assert made.warnings != ()


def uncompressed(pdf: bytes) -> bytes:
    content = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(content, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    return content.getvalue()
