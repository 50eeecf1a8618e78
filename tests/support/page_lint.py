"""What is wrong with a page: each test's client reads every page it gets with these eyes."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

Leads = Callable[[str, str], bool]
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "form")
CONTROLS = {"input", "select", "textarea"}
NAMELESS = {"hidden", "submit", "button", "reset", "image"}


def read(html: str) -> tuple[Element, list[str]]:
    """Return the tree that a browser makes of `html`, and where it had to guess."""
    parser = HTMLParser(namespace_html_elements=False)
    root = parser.parse(html)
    return root, [f"line {line}: {code} {words}" for (line, _), code, words in parser.errors]


def faults(html: str, *, status: int, leads: Leads) -> list[str]:
    """Return in words what is wrong with a page or with a piece of one.

    `leads(address, method)` says whether an address inside the site is answered.
    """
    whole = html.lstrip().lower().startswith("<!doctype")
    root, found = read(html if whole else f"<!doctype html><title>piece</title>{html}")
    found = [
        *found,
        *_ids(root),
        *_inline(root),
        *_controls(root),
        *_links(root, leads),
        *_forms(root, leads),
    ]
    if whole:
        found += [*_frame(root, status), *_references(root)]
    return found


def text_of(element: Element) -> str:
    """The words of an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _frame(root: Element, status: int) -> Iterator[str]:
    headings = list(root.iter("h1"))
    if len(headings) != 1:
        yield f"{len(headings)} h1: {[text_of(heading) for heading in headings]}"
    title = " ".join(text_of(title) for title in root.iterfind("head/title"))
    if not title.strip(" ,"):
        yield "no title"
    if status != 429 and title.startswith("Error:") != (status == 422):
        yield f"status {status} with the title {title!r}"
    if not root.get("lang"):
        yield "no lang"
    if len(list(root.iter("main"))) != 1:
        yield "not exactly one main"


def _ids(root: Element) -> Iterator[str]:
    for name, times in Counter(e.get("id") for e in root.iter() if e.get("id") is not None).items():
        if times > 1 or not name or " " in name:
            yield f"id {name!r} stands {times} times"


def _inline(root: Element) -> Iterator[str]:
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "style" or re.match(r"on[a-z]+$|hx-on|data-hx-on", name) or "js:" in value[:20]:
                yield f"inline: <{element.tag} {name}={value!r}>"
        if element.tag == "style" or (element.tag == "script" and (not element.get("src") or element.text)):
            yield f"inline <{element.tag}>"


def _controls(root: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in root.iter("label")}
    inside = {control for label in root.iter("label") for control in label.iter() if control.tag in CONTROLS}
    for element in root.iter():
        named = element.get("aria-label") or element.get("aria-labelledby") or element.get("title")
        if element.tag in CONTROLS and element.get("type") not in NAMELESS:
            if not named and element.get("id", "-") not in labelled and element not in inside:
                yield f"no label: <{element.tag} name={element.get('name')!r}>"
        elif element.tag in {"button", "a"} and not named and not text_of(element):
            if not any(picture.get("alt") for picture in element.iter("img")):
                yield f"no words: <{element.tag} {element.attrib}>"
        elif element.tag == "img" and element.get("alt") is None:
            yield f"no alt: {element.get('src')}"


def _references(root: Element) -> Iterator[str]:
    known = {element.get("id") for element in root.iter()}
    for element in root.iter():
        for name in REFERENCES:
            for wanted in element.get(name, "").split():
                if wanted not in known:
                    yield f"<{element.tag} {name}={wanted!r}> points nowhere"
        for name in ("hx-target", "hx-select", "hx-target:inherited", "hx-indicator"):
            for wanted in re.findall(r"#([\w-]+)", element.get(name, "")):
                if wanted not in known:
                    yield f"<{element.tag} {name}='#{wanted}'> points nowhere"
        href = element.get("href", "")
        if element.tag == "a" and href.startswith("#") and href[1:] not in known:
            yield f"{href!r} points nowhere"


def _links(root: Element, leads: Leads) -> Iterator[str]:
    for element in root.iter():
        for name, method in (("href", "GET"), ("src", "GET"), ("hx-get", "GET"), ("hx-post", "POST")):
            address = element.get(name)
            if address and not leads(address, method):
                yield f"<{element.tag} {name}={address!r}> leads nowhere"


def _forms(root: Element, leads: Leads) -> Iterator[str]:
    for form in root.iter("form"):
        method = form.get("method", "get").upper()
        address = form.get("action")
        if address and not leads(address, method):
            yield f"<form action={address!r}> leads nowhere by {method}"
        inside = urlsplit(address or "").netloc == ""
        tokens = [field.get("value") for field in form.iter("input") if field.get("name") == "csrf"]
        if method == "POST" and inside and not any(tokens):
            yield f"<form action={address!r}> carries no token"
        if method == "GET" and tokens:
            yield f"<form action={address!r}> shows its token in the address"
