"""A farewell letter on paper."""

from portal.domain.palette import tokens
from portal.domain.paper.farewell import Farewell
from portal.outside.pdf import Press, Rendered
from portal.press.style import named, parts_of, photographs, style


def farewell_letter(press: Press, paper: Farewell) -> Rendered:
    """The letter as a PDF; RenderFailed when it cannot be set."""
    shades = tokens(paper.program.brand).light
    pictures = photographs(logo=paper.program.logo)
    return press.render(
        "farewell.html",
        parts_of(paper) | {"paragraphs": paper.paragraphs, "logo": named("logo", pictures)},
        stamp=paper.document.issued,
        language=paper.program.language,
        sheets=("base.css", "farewell.css"),
        style=style(shades, paper.program.paper),
        pictures=pictures,
    )
