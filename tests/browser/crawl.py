"""Finds the pages by following every link, as each kind of person."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.support import page_lint

# What letters of the demo lead to: an application that can be corrected, and one that was declined.
LETTERS = ["/apply/demo%20applicant%2011", "/apply/demo%20applicant%2017"]
# Who looks, and where they begin. "" is somebody who is not signed in.
PEOPLE = {
    "": ["/", "/login", "/forgot", "/forgot/letter/sent", "/apply", "/nothing-here", *LETTERS],
    "ada": ["/me", "/me/submissions?state=draft", "/me/submissions?state=rejected"],
    "admin": ["/admin/", "/admin/applications/decisions?id=1&id=2"],
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
    """The links of a page, without those in what people wrote: a letter's are for whoever gets it."""
    if not html:
        return []
    root, _ = page_lint.read(html)
    links = []
    prose = [element for element in root.iter() if "prose" in element.get("class", "").split()]
    written = {a for element in prose for a in element.iter("a")}
    leads = [element.get("href") for element in root.iter("a") if element not in written]
    shows = [element.get("src") for element in root.iter("img")]
    copied = [element.get("data-copy") for element in root.iter("button")]
    for lead in filter(None, leads + shows + copied):
        parts = urlsplit(urljoin(here, lead))
        if parts.netloc == urlsplit(here).netloc:
            links.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return links
