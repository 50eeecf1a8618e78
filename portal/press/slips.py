"""Packing slips on paper."""

from portal.domain.palette import tokens
from portal.domain.paper.slip import Slips
from portal.outside.pdf import Press, Rendered
from portal.press.style import parts_of, style


def packing_slips(press: Press, paper: Slips) -> Rendered:
    """The slips of several parcels, each on a page of its own, as one PDF."""
    shades = tokens(paper.program.brand).light
    return press.render(
        "slips.html",
        parts_of(paper),
        stamp=paper.issued,
        language=paper.program.language,
        sheets=("base.css", "slips.css"),
        style=style(shades, paper.program.paper),
    )
