"""Documents from start to finish: what a pack says, in the program's colours, set by the press."""

from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from io import BytesIO
from typing import Any

import segno
from markupsafe import Markup, escape

from portal.domain import charts
from portal.domain.charts_fade import PAPER, SHEET, Bar, Line, fade, falling, standing_after
from portal.domain.colour import contrast, from_oklch, to_oklch
from portal.domain.palette import Shades, tokens
from portal.domain.paper.pack import WEEKS, Pack, SignedAgreement
from portal.domain.paper.pack_months import months
from portal.domain.paper.slip import Slips
from portal.domain.paper.statement import StatementPaper
from portal.outside.pdf import Press, Rendered
from portal.outside.pdf_pages import locale_of

# Width and height of a sheet, in millimetres.
PAPERS = {"A4": ("A4", 210.0, 297.0), "letter": ("letter", 215.9, 279.4)}
EXAMPLE, QUARTERS = 400, 4

TICK = "M1.5 6.5l3 3 6-7"
CROSS = "M2.2 2.2l7.6 7.6M9.8 2.2l-7.6 7.6"
MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 12" fill="none" stroke="{colour}"'
    ' stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"><path d="{path}"/></svg>'
)


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


def signed_agreement(press: Press, paper: SignedAgreement) -> Rendered:
    """The agreement on its own, with the evidence of its acceptance, as a PDF."""
    shades = tokens(paper.program.brand).light
    return press.render(
        "agreement.html",
        {part.name: getattr(paper, part.name) for part in fields(paper)},
        stamp=paper.document.issued,
        language=paper.program.language,
        sheets=("base.css", "agreement.css"),
        style=style(shades, paper.program.paper),
    )


def statement_of_points(press: Press, paper: StatementPaper) -> Rendered:
    """A statement of points as a PDF, oldest first; RenderFailed when it cannot be set."""
    shades = tokens(paper.program.brand).light

    def fading(labels: Sequence[str], title: str, place: Sequence[str]) -> Markup:
        bars = [
            Bar(label=label, had=close.had, fades=close.fades)
            for label, close in zip(labels, paper.closes, strict=True)
        ]
        line = Line(paper.threshold, place) if paper.threshold else None
        return fade(bars, title=title, form=SHEET, colours=shades, line=line)

    return press.render(
        "statement.html",
        {part.name: getattr(paper, part.name) for part in fields(paper)} | {"fading": fading},
        stamp=paper.issued,
        language=paper.program.language,
        sheets=("base.css", "statement.css"),
        style=style(shades, paper.program.paper),
    )


def packing_slips(press: Press, paper: Slips) -> Rendered:
    """The slips of several parcels, each on a page of its own, as one PDF."""
    shades = tokens(paper.program.brand).light
    return press.render(
        "slips.html",
        {part.name: getattr(paper, part.name) for part in fields(paper)},
        stamp=paper.issued,
        language=paper.program.language,
        sheets=("base.css", "slips.css"),
        style=style(shades, paper.program.paper),
    )


def said(pack: Pack) -> dict[str, Any]:
    """The names that the templates of the pack know, beside its drawings."""
    locale = locale_of(pack.program.language)
    first = locale.first_week_day
    days = locale.days["stand-alone"]["narrow"]
    return {part.name: getattr(pack, part.name) for part in fields(pack)} | {
        "agenda": pack.agenda,
        "season_end": pack.season_end,
        "minutes_a_week": pack.minutes_a_week,
        "months": months(pack, first_weekday=first),
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
        bars = falling(held(pack), labels, rate=pack.fading)
        return fade(bars, title=title, form=PAPER, colours=shades)

    def qr(title: str) -> Markup:
        return qr_code(pack.link.url, ink=shades["ink"], title=title) if pack.link else Markup()

    return {"season_dots": season_dots, "fade": fading, "qr": qr}


def on_deep(shades: Shades) -> Shades:
    """The shades of dots on the deep field of a cover: a light brand colour carries its own dots."""
    brand, deep = shades["accent"], shades["accent_deep"]
    _, chroma, hue = to_oklch(brand)
    dot = brand if contrast(brand, deep) >= 4.5 else "#ffffff"
    return {**shades, "accent_fill": dot, "tint_2": from_oklch(0.385, min(chroma, 0.125), hue)}


def style(shades: Shades, paper: str) -> str:
    """The program's own part of the style: its colours, and the paper it prints on."""
    size, width, height = PAPERS[paper]
    colours = "".join(f"--{name.replace('_', '-')}:{colour};" for name, colour in shades.items())
    sheet = f"--sheet-width:{width}mm;--sheet-height:{height}mm;--field-edge:{(width - 192) / 2}mm;"
    return f":root{{{colours}{sheet}--accent-key:{shades['accent_mid']}}}@page{{size:{size}}}"


def marks(shades: Shades) -> dict[str, bytes]:
    """The tick and the cross of the brief."""
    drawn = {"tick.svg": (TICK, shades["good"]), "cross.svg": (CROSS, shades["risk"])}
    return {name: MARK.format(path=path, colour=colour).encode() for name, (path, colour) in drawn.items()}


def photographs(**pictures: bytes | None) -> dict[str, bytes]:
    """Pictures by a name that ends as their kind does."""
    kinds = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg"}
    found = {}
    for name, content in pictures.items():
        if content:
            kind = next((kind for magic, kind in kinds.items() if content.startswith(magic)), "svg")
            found[f"{name}.{kind}"] = content
    return found


def named(name: str, pictures: dict[str, bytes]) -> str | None:
    """The full name of a picture, if it was given."""
    return next((known for known in pictures if known.partition(".")[0] == name), None)


def qr_code(url: str, *, ink: str, title: str) -> Markup:
    """A QR code at error level M, ink on white with four modules of white around it."""
    drawing = BytesIO()
    segno.make(url, error="m", micro=False).save(
        drawing, kind="svg", border=4, dark=ink, light="#ffffff", xmldecl=False, omitsize=True, title=title
    )
    svg = drawing.getvalue().decode().replace("<svg ", f'<svg role="img" aria-label="{escape(title)}" ', 1)
    return Markup(svg)  # noqa: S704
