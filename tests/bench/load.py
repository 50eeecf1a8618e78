"""The first load of a page: how many requests, how many bytes, and what a warm cache leaves."""

import gzip
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

from flask import Flask

from tests.bench.pages import PAGES, client_of
from tests.bench.setting import a_portal

LINK = re.compile(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"')
FONT = re.compile(r"url\(([^)]+\.woff2)\)")


def measure() -> Iterator[str]:
    """Yield, for each page, its requests and kilobytes on the wire, both fonts included."""
    yield "| page | requests | KB, compressed | requests with a warm cache |"
    yield "|---|---|---|---|"
    with tempfile.TemporaryDirectory() as folder:
        app = a_portal(Path(folder), people=30)
        for address, email in PAGES:
            sizes, lasting = _loaded(app, address, email)
            yield f"| {address} | {len(sizes)} | {sum(sizes) / 1024:.0f} | {len(sizes) - lasting} |"


def _loaded(app: Flask, address: str, email: str | None) -> tuple[list[int], int]:
    client = client_of(app, email)
    html = client.get(address).text
    names = dict.fromkeys(
        urljoin(address, link) for link in LINK.findall(html) if not link.startswith("data:")
    )
    parts = [client.get(name) for name in names]
    for sheet in [part for part in parts if part.mimetype == "text/css"]:
        fonts = [font.strip("\"'") for font in FONT.findall(sheet.text)]
        parts += [client.get(urljoin(sheet.request.path, font)) for font in fonts]
    lasting = sum("immutable" in part.headers.get("Cache-Control", "") for part in parts)
    sizes = [len(gzip.compress(html.encode())), *(_wire(part.data, part.mimetype) for part in parts)]
    return sizes, lasting


def _wire(body: bytes, media_type: str) -> int:
    return len(body) if media_type.startswith("font/") else len(gzip.compress(body))
