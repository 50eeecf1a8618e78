"""Finds the pages by following every link, as each kind of person."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.support import page_lint

# Who looks, and where they begin. "" is somebody who is not signed in.
PEOPLE = {
    "": ["/", "/login", "/forgot", "/apply", "/nothing-here"],
    "ada": ["/me"],
    "admin": ["/admin/"],
    "reviewer": ["/admin/"],
    "director": ["/admin/"],
}
OF_A_KIND = 3


@dataclass(frozen=True)
class Found:
    """What stood at an address when `who` asked."""

    who: str
    address: str
    endpoint: str
    status: int
    kind: str
    html: str

    @property
    def is_page(self) -> bool:
        return self.kind.startswith("text/html")


def crawl(windows: Any, endpoint: Callable[[str], str]) -> list[Found]:
    """Return up to three addresses of every view, for each kind of person, from the demo of `windows`.

    `endpoint(path)` names the view that answers at a path.
    """
    found: list[Found] = []
    for who, starts in PEOPLE.items():
        context = windows.open(who=who)
        waiting, seen, times = list(starts), set(starts), Counter[str]()
        while waiting:
            address = waiting.pop(0)
            view = endpoint(urlsplit(address).path)
            times[view] += 1
            if times[view] > OF_A_KIND or view in {"static", "theme"}:
                continue
            answer = context.request.get(address)
            kind = answer.headers.get("content-type", "")
            html = answer.text() if kind.startswith("text/html") else ""
            found.append(Found(who, address, view, answer.status, kind, html))
            for link in _links(answer.url, html):
                if link not in seen:
                    seen.add(link)
                    waiting.append(link)
        context.close()
    return found


def _links(here: str, html: str) -> list[str]:
    if not html:
        return []
    root, _ = page_lint.read(html)
    links = []
    leads = [element.get("href") for element in root.iter("a")]
    shows = [element.get("src") for element in root.iter("img")]
    for lead in filter(None, leads + shows):
        parts = urlsplit(urljoin(here, lead))
        if parts.netloc == urlsplit(here).netloc:
            links.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return links
