"""The HTML part of a letter: sanitised markdown in a small layout with the program's colour."""

import re

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from portal.config import ROOT
from portal.domain import markdown, palette
from portal.domain.programs import direction
from portal.models.program import Program

_LAYOUT = Environment(loader=FileSystemLoader(ROOT / "templates" / "mail"), autoescape=True)
_ALONE = re.compile(r"<p>(<a [^>]*>[^<]*</a>)</p>")


def body(text: str) -> Markup:
    """Return markdown as safe HTML, in which a link that is a paragraph by itself is the letter's button."""
    return Markup(_ALONE.sub(r'<p class="act">\1</p>', str(markdown.render(text, breaks=True))))  # noqa: S704


def inner(html: str) -> Markup:
    """Return the HTML part of a letter as it may stand inside a page: only its words and links."""
    return markdown.clean(html, without={"head", "style", "title", "script"})


def page(text: str, *, subject: str, program: Program) -> str:
    """Return the whole HTML part of a letter."""
    return _LAYOUT.get_template("layout.html").render(
        body=body(text),
        subject=subject,
        program=program,
        colours=palette.tokens(program.brand_colour).light,
        language=program.language.replace("_", "-"),
        direction=direction(program.language),
    )
