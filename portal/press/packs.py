"""The onboarding pack: what it says, its drawings and its chapters."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from portal.domain import charts
from portal.domain.charts_fade import PAPER, fade, falling, standing_after
from portal.domain.composing.calendars import weekend
from portal.domain.palette import Shades, tokens
from portal.domain.paper.pack import WEEKS, Pack
from portal.domain.paper.pack_months import months
from portal.outside.pdf import Press, Rendered
from portal.outside.pdf_pages import locale_of
from portal.press.shaping import in_drawing
from portal.press.style import marks, named, on_deep, parts_of, photographs, qr_code, style

EXAMPLE, QUARTERS = 400, 4


def onboarding_pack(press: Press, pack: Pack) -> Rendered:
    """The pack as a PDF; RenderFailed when it cannot be set."""
    shades = tokens(pack.program.brand).light
    pictures = marks(shades) | photographs(logo=pack.program.logo, contact=pack.contact.photo)
    return press.render(
        "pack.html",
        said(pack)
        | pack_charts(pack, shades)
        | {"logo": named("logo", pictures), "photo": named("contact", pictures)},
        stamp=pack.document.issued,
        language=pack.program.language,
        sheets=("base.css", "pack.css", "calendar.css", "agreement.css"),
        style=style(shades, pack.program.paper),
        pictures=pictures,
    )


def said(pack: Pack) -> dict[str, Any]:
    """The names that the templates of the pack know, beside its drawings."""
    locale = locale_of(pack.program.language)
    first = locale.first_week_day
    days = locale.days["stand-alone"]["narrow"]
    return parts_of(pack) | {
        "agenda": pack.agenda,
        "season_end": pack.season_end,
        "minutes_a_week": pack.minutes_a_week,
        "months": months(pack, first_weekday=first, weekend=weekend(locale)),
        "weekdays": [days[(first + later) % 7] for later in range(7)],
        "chapters": chapters(pack),
        "faded": standing_after(held(pack), QUARTERS, rate=pack.fading),
        "fading_share": Decimal(pack.fading) / 100,
    }


def held(pack: Pack) -> int:
    """The standing whose fading is shown: the person's own, or an example before there is one."""
    return pack.standing or EXAMPLE


def chapters(pack: Pack) -> list[str]:
    """The chapters after the greeting, in order; one with nothing to say is left out."""
    there = {
        "stand": bool(pack.stands_for or pack.why),
        "ask": bool(pack.actions or pack.formats or pack.expect or pack.lines or pack.pieces_most),
        "season": True,
        "brief": pack.brief is not None,
        "points": True,
        "review": bool(pack.reviewing or pack.bands or pack.leaving),
        "agreement": pack.agreement is not None,
        "link": True,
    }
    return [name for name, is_there in there.items() if is_there]


def pack_charts(pack: Pack, shades: Shades) -> dict[str, Any]:
    """The drawings of the pack, each a function of the sentence that says what it shows."""

    def season_dots(title: str) -> Markup:
        return charts.season(
            pack.season_start,
            title=title,
            colours=on_deep(shades),
            filled={action.due for action in pack.actions},
            ringed={shared.on for shared in pack.dates},
            weeks=WEEKS,
        )

    def fading(labels: Sequence[str], title: str) -> Markup:
        bars = falling(held(pack), [in_drawing(each) for each in labels], rate=pack.fading)
        return fade(bars, title=title, form=PAPER, colours=shades)

    def qr(title: str) -> Markup:
        return qr_code(pack.link.url, ink=shades["ink"], title=title) if pack.link else Markup()

    return {"season_dots": season_dots, "fade": fading, "qr": qr}
