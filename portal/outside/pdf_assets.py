"""The only things a document may load: the fonts listed here, and the pictures it was handed."""

from collections.abc import Mapping
from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse

ROOT = Path(__file__).resolve().parents[2]
SHEETS = ROOT / "templates" / "documents"
FONTS = ROOT / "static" / "fonts" / "print"

KINDS = {".ttf": "font/ttf", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


def listed() -> dict[str, Path]:
    """Every font a style sheet may name, as `asset:fonts/<file>`."""
    return {f"asset:fonts/{path.name}": path for path in sorted(FONTS.glob("*.ttf"))}


class OurAssets(URLFetcher):  # type: ignore[misc]
    """Answers for listed fonts and for this document's pictures (`asset:<name>`); refuses all else.

    No file, no network, no redirect and no `data:`, for nothing is ever opened: a refused address is a
    warning of the render, and an empty space on the page.
    """

    def __init__(self, fonts: Mapping[str, Path], pictures: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._fonts = fonts
        self._pictures = {f"asset:{name}": content for name, content in pictures.items()}

    def fetch(self, url: str, *_: object) -> URLFetcherResponse:
        if url in self._pictures:
            content = self._pictures[url]
        elif url in self._fonts:
            content = self._fonts[url].read_bytes()
        else:
            raise ValueError(f"not an asset of ours: {url[:120]}")
        return URLFetcherResponse(url, content, {"Content-Type": KINDS[Path(url).suffix]})

    def open(self, *_: object, **__: object) -> URLFetcherResponse:
        raise ValueError("documents open nothing")
