"""Markdown that people wrote, as HTML that is safe on a page and in a document."""

from collections.abc import Set

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_READER = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
_LINE_READER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code", "pre", "hr"} | {
    "h2",
    "h3",
    "h4",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
_SCHEMES = {"http", "https", "mailto"}


def render(text: str, *, breaks: bool = False) -> Markup:
    """Return markdown as sanitised HTML: no raw HTML, no images, links to http(s) and mailto only.

    Headings begin at the third level, below the page's own. `breaks` keeps the lines as they were typed.
    """
    reader = _LINE_READER if breaks else _READER
    tokens = reader.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h3" if token.tag in {"h1", "h2"} else "h4"
    html = reader.renderer.render(tokens, reader.options, {})
    return clean(html)


def clean(html: str, *, without: Set[str] = frozenset({"script", "style"})) -> Markup:
    """Return HTML with our few tags only; what stands inside the tags `without` is left out."""
    kept = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=set(without),
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel="nofollow noopener noreferrer",
    )
    return Markup(kept)  # noqa: S704
