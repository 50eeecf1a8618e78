"""A statement of points on paper."""

from collections.abc import Sequence

from markupsafe import Markup

from portal.domain.charts_fade import SHEET, Bar, Line, fade
from portal.domain.palette import tokens
from portal.domain.paper.statement import StatementPaper
from portal.outside.pdf import Press, Rendered
from portal.press.shaping import in_drawing
from portal.press.style import parts_of, style


def statement_of_points(press: Press, paper: StatementPaper) -> Rendered:
    """A statement of points as a PDF, oldest first; RenderFailed when it cannot be set."""
    shades = tokens(paper.program.brand).light

    def fading(labels: Sequence[str], title: str, place: Sequence[str]) -> Markup:
        bars = [
            Bar(label=in_drawing(label), had=close.had, fades=close.fades)
            for label, close in zip(labels, paper.closes, strict=True)
        ]
        line = Line(paper.threshold, [in_drawing(each) for each in place]) if paper.threshold else None
        return fade(bars, title=title, form=SHEET, colours=shades, line=line)

    return press.render(
        "statement.html",
        parts_of(paper) | {"issued": paper.issued, "fading": fading},
        stamp=paper.issued,
        language=paper.program.language,
        sheets=("base.css", "statement.css"),
        style=style(shades, paper.program.paper),
    )
