"""The agreement as it was signed, on paper."""

from portal.domain.palette import tokens
from portal.domain.paper.pack import SignedAgreement
from portal.outside.pdf import Press, Rendered
from portal.press.style import parts_of, style


def signed_agreement(press: Press, paper: SignedAgreement) -> Rendered:
    """The agreement on its own, with the evidence of its acceptance, as a PDF."""
    shades = tokens(paper.program.brand).light
    return press.render(
        "agreement.html",
        parts_of(paper),
        stamp=paper.document.issued,
        language=paper.program.language,
        sheets=("base.css", "agreement.css"),
        style=style(shades, paper.program.paper),
    )
