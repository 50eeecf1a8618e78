"""Charts as SVG, the same on screen and on paper.

Colours come as a mapping by token: `SCREEN` for pages, where they follow the reader's theme, and
`palette.tokens(…).light` for documents, because a PDF's style sheet never reaches an inline SVG. They
stand in presentation attributes, so that no page needs a style attribute. Every chart has a sentence.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from markupsafe import Markup

from portal.domain.palette import Shades, tokens

SCREEN: Mapping[str, str] = MappingProxyType(
    {name: f"var(--{name.replace('_', '-')})" for name in tokens("#000000").light}
)

DAYS_A_WEEK = 7
TOP_SCORE = 4


def season(
    start: date,
    *,
    title: str,
    colours: Shades = SCREEN,
    filled: Collection[date] = (),
    ringed: Collection[date] = (),
    weeks: int = 13,
    width: float = 560,
    down: bool = False,
) -> Markup:
    """A season as dots, a column a week (a row a week with `down`), each week from the day of `start`.

    A day in `filled` is a full dot, one in `ringed` a ring (filled wins), any other is pale. `width` is
    the drawing's own width in units; on a page it takes the width that there is.
    """
    step = width / (DAYS_A_WEEK if down else weeks)
    dots = []
    for number in range(weeks * DAYS_A_WEEK):
        day = start + timedelta(days=number)
        across, along = reversed(divmod(number, DAYS_A_WEEK)) if down else divmod(number, DAYS_A_WEEK)
        mark = _done if day in filled else _shared if day in ringed else _pale
        dots.append(mark(step * (across + 0.5), step * (along + 0.5), step * 0.36, colours))
    body = Markup().join(dots)
    return _svg(width, step * (weeks if down else DAYS_A_WEEK), body, title=title, kind="chart mirror")


def spread(scores: Sequence[int], *, title: str, colours: Shades = SCREEN) -> Markup:
    """Scores from 0 to 4 on one line: the first reader's a full dot, the others' rings, joined by a bar.

    Where all agree, one ring holds a dot. ValueError for a score off the scale.
    """
    if any(not 0 <= score <= TOP_SCORE for score in scores):
        raise ValueError(f"scores go from 0 to {TOP_SCORE}: {list(scores)}")
    at = [8 + 26 * score for score in scores]
    marks = _line(8, 112, colour=colours["rule"], thick=2)
    for tick in range(TOP_SCORE + 1):
        marks += Markup('<path d="M{} 5v6" stroke="{}" stroke-width="2"/>').format(
            8 + 26 * tick, colours["rule"]
        )
    if at and len(at) > 1 and len(set(at)) == 1:
        marks += _dot(at[0], 8, 7, fill=colours["paper"])
        marks += _ring(at[0], 8, 7, stroke=colours["accent_fill"], thick=2)
        marks += _dot(at[0], 8, 3.4, fill=colours["accent_fill"])
    elif at:
        marks += _line(min(at), max(at), colour=colours["accent_mid"], thick=3)
        for x in at[1:]:
            marks += _dot(x, 8, 6, fill=colours["paper"])
            marks += _ring(x, 8, 6.25, stroke=colours["accent_fill"], thick=2.5)
        marks += _dot(at[0], 8, 6, fill=colours["accent_fill"])
    return _svg(120, 16, marks, title=title, kind="spread")


def bar(parts: Sequence[tuple[int, str]], *, title: str, colours: Shades = SCREEN) -> Markup:
    """A bar of parts, each as wide as its share and with its words; the first is the one to begin with.

    Widths are in per cent, so that the words keep their size on every screen.
    """
    whole, start, body = sum(size for size, _words in parts) or 1, 0.0, Markup()
    for place, (size, words) in enumerate(parts):
        share = 100 * size / whole
        fill, ink = ("tint_2", "accent_deep") if place else ("accent_fill", "on_fill")
        body += Markup(
            '<rect x="{}%" width="{}%" height="44" fill="{}" stroke="{}" stroke-width="3"/>'
            '<text x="{}%" y="28" text-anchor="middle" fill="{}">{}</text>'
        ).format(
            _plain(start), _plain(share), colours[fill], colours["paper"],
            _plain(start + share / 2), colours[ink], words if share >= 9 else "",
        )  # fmt: skip
        start += share
    return Markup(
        '<svg class="minutes" xmlns="http://www.w3.org/2000/svg" width="100%" height="44" role="img"'
        ' aria-label="{0}"><title>{0}</title>{1}</svg>'
    ).format(title, body)


def _done(x: float, y: float, radius: float, colours: Shades) -> Markup:
    return _dot(x, y, radius, fill=colours["accent_fill"])


def _shared(x: float, y: float, radius: float, colours: Shades) -> Markup:
    return _ring(x, y, radius, stroke=colours["accent_fill"], thick=radius * 0.19)


def _pale(x: float, y: float, radius: float, colours: Shades) -> Markup:
    return _dot(x, y, radius, fill=colours["tint_2"])


def _svg(width: float, height: float, body: Markup, *, title: str, kind: str) -> Markup:
    return Markup(
        '<svg class="{kind}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        ' width="{width}" height="{height}" role="img" aria-label="{title}">'
        "<title>{title}</title>{body}</svg>"
    ).format(kind=kind, width=_plain(width), height=_plain(height), title=title, body=body)


def _dot(x: float, y: float, radius: float, *, fill: str) -> Markup:
    # Ninety-one of these stand on a page: figures and colours of our own need no escaping.
    return Markup(f'<circle cx="{_plain(x)}" cy="{_plain(y)}" r="{_plain(radius)}" fill="{fill}"/>')  # noqa: S704


def _ring(x: float, y: float, radius: float, *, stroke: str, thick: float) -> Markup:
    """A ring whose outer edge lies on `radius`."""
    return Markup('<circle cx="{}" cy="{}" r="{}" fill="none" stroke="{}" stroke-width="{}"/>').format(
        _plain(x), _plain(y), _plain(radius - thick / 2), stroke, _plain(thick)
    )


def _line(start: float, end: float, *, colour: str, thick: float) -> Markup:
    return Markup('<path d="M{} 8H{}" stroke="{}" stroke-width="{}"/>').format(
        _plain(start), _plain(end), colour, _plain(thick)
    )


def _plain(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
