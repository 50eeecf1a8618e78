"""A certificate on paper, wide: the season's dots at the side, the words beside them."""

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from portal.domain import charts
from portal.domain.palette import Shades, tokens
from portal.domain.paper.certificate import Certificate, Season
from portal.outside.pdf import Press, Rendered, RenderFailed
from portal.press.style import named, on_deep, parts_of, photographs, qr_code, style


def certificate(press: Press, paper: Certificate) -> Rendered:
    """A certificate as a PDF of one page; RenderFailed when it cannot be set, or does not fit."""
    shades = tokens(paper.program.brand).light
    pictures = photographs(logo=paper.program.logo)

    def qr(title: str) -> Markup:
        return qr_code(paper.document.check_url, ink=shades["ink"], title=title)

    drawn = {"dots": partial(_dots, paper.seasons, on_deep(shades)), "qr": qr}
    rendered = press.render(
        "certificate.html",
        parts_of(paper) | drawn | {"seasons": paper.seasons, "logo": named("logo", pictures)},
        stamp=paper.document.issued,
        language=paper.program.language,
        sheets=("base.css", "certificate.css"),
        style=style(shades, paper.program.paper, landscape=True),
        pictures=pictures,
    )
    if rendered.pages > 1:
        raise RenderFailed("error", "It does not fit on one page: shorten its words.")
    return rendered


def _dots(seasons: Sequence[Season], colours: Shades, titles: Sequence[str]) -> list[Markup]:
    """Each season as dots, a row a week, with the sentence that says what it shows."""
    return [
        charts.season(
            season.start,
            title=title,
            colours=colours,
            filled=set(season.days),
            weeks=season.weeks,
            width=320,
            down=True,
        )
        for season, title in zip(seasons, titles, strict=True)
    ]
