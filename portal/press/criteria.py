"""The criteria sheet on paper."""

from markupsafe import Markup

from portal.domain.palette import tokens
from portal.domain.paper.criteria import CriteriaSheet
from portal.outside.pdf import Press, Rendered
from portal.press.style import parts_of, qr_code, style


def criteria_sheet(press: Press, paper: CriteriaSheet) -> Rendered:
    """What counts and how people are chosen, as a PDF of one page, or of as many as its words need."""
    shades = tokens(paper.program.brand).light

    def qr(title: str) -> Markup:
        return qr_code(paper.applying.url, ink=shades["ink"], title=title)

    return press.render(
        "criteria.html",
        parts_of(paper) | {"most": paper.most, "qr": qr},
        stamp=paper.document.issued,
        language=paper.program.language,
        sheets=("base.css", "criteria.css"),
        style=style(shades, paper.program.paper),
    )
