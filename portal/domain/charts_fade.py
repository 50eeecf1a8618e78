"""Standing that fades, close by close: what is kept is solid, what fades is striped.

One function for screens and paper: a form for a wide page, one for a phone, two for documents.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from portal.domain.charts import SCREEN
from portal.domain.charts_parts import SERIF, drawing, rect, stroke, words
from portal.domain.earning.prospects import fading
from portal.domain.palette import Shades


@dataclass(frozen=True, kw_only=True)
class Form:
    """How large a drawing is, in units: `margin` is what the words of the line need at its end."""

    width: int
    top: int
    base: int
    height: int
    bar: int
    margin: int
    figure: float
    small: float
    stripe: float
    inside: bool


WIDE = Form(
    width=720, top=26, base=190, height=220, bar=48, margin=78, figure=16, small=12.5, stripe=4, inside=True
)
PHONE = Form(
    width=348, top=26, base=190, height=220, bar=40, margin=62, figure=15, small=12, stripe=4, inside=True
)
PAPER = Form(
    width=420, top=18, base=114, height=136, bar=38, margin=0, figure=9.5, small=8, stripe=3.2, inside=False
)
SHEET = Form(
    width=480, top=18, base=124, height=144, bar=42, margin=52, figure=10, small=8, stripe=3.2, inside=True
)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A close: what there was, and what of it fades."""

    label: str
    had: int
    fades: int

    @property
    def left(self) -> int:
        """Return what is left."""
        return self.had - self.fades


@dataclass(frozen=True)
class Line:
    """A level to be reached, and its words on one or two lines."""

    at: int
    words: Sequence[str]


def fade(
    bars: Sequence[Bar],
    *,
    title: str,
    form: Form = PHONE,
    colours: Shades = SCREEN,
    line: Line | None = None,
    kind: str = "",
) -> Markup:
    """A bar for each close under its label, and the line that a place takes; `title` says all of it."""
    highest = max([1, *(bar.had for bar in bars), line.at if line else 0])
    share, step = (form.base - form.top) / highest, (form.width - form.margin) / max(1, len(bars))
    body: list[str] = []
    known = None
    for place, bar in enumerate(bars):
        level = form.base - line.at * share if line else 0.0
        tell = not form.inside or (bar.had != known and bar.fades > 0)
        body.append(_bar(bar, place * step, share, form, colours, above=level if tell else None))
        known = bar.left
    if line:
        body.append(_level(line, share, form, colours))
    body.append(stroke(0, form.base, form.width, colours["ink"], 0.9))
    return drawing(body, width=form.width, height=form.height, title=title, kind=kind)


def falling(standing: int, labels: Sequence[str], *, rate: int) -> list[Bar]:
    """Bars for a standing that nothing is added to, one under each label."""
    held = standing_after(standing, len(labels) - 1, rate=rate)
    return [
        Bar(label=label, had=had, fades=fading(had, rate=rate))
        for label, had in zip(labels, held, strict=True)
    ]


def standing_after(standing: int, quarters: int, *, rate: int) -> Sequence[int]:
    """Standing now and after each of so many quarters in which nothing is earned (`rate` in per cent)."""
    found = [standing]
    for _ in range(quarters):
        found.append(found[-1] - fading(found[-1], rate=rate))
    return found


def _bar(bar: Bar, x: float, share: float, form: Form, colours: Shades, *, above: float | None) -> str:
    """A bar; what there was stands on it, clear of the level `above`, unless that is None."""
    kept, top = form.base - bar.left * share, form.base - bar.had * share
    drawn = [
        rect(x, kept, form.bar, form.base - kept, colours["accent_fill"]),
        rect(x, top, form.bar, kept - top, colours["tint_2"]),
    ]
    stripes = range(1, int((kept - top) / form.stripe))
    drawn += [stroke(x, top + at * form.stripe, form.bar, colours["accent_mid"], 0.7) for at in stripes]
    middle = x + form.bar / 2
    if above is not None:
        y = above - 5 if top - 6 - form.figure < above < top - 2 else top - 6
        drawn.append(words(str(bar.had), middle, y, form.figure, colours["ink"], face=SERIF, weight=500))
    if form.inside and form.base - kept >= 1.6 * form.small:
        y = kept + 1.35 * form.small
        drawn.append(words(str(bar.left), middle, y, form.small, colours["on_fill"], 600))
    if bar.fades:
        beside, y = x + form.bar + 4, (top + kept) / 2 + form.small / 3
        drawn.append(words(f"−{bar.fades}", beside, y, form.small, colours["ink_2"], anchor="start"))
    below = form.base + 1.75 * form.small
    return "".join([*drawn, words(bar.label, middle, below, form.small, colours["ink_2"])])


def _level(line: Line, share: float, form: Form, colours: Shades) -> str:
    """The dashed line, and its words at the end of it: the first above it, the others below."""
    y, ink = form.base - line.at * share, colours["ink"]
    drawn = [f'<path d="M0 {y:.2f}h{form.width}" stroke="{ink}" stroke-dasharray="4 3"/>']
    for place, said in enumerate(line.words):
        at = y - 6 + place * (form.small + 8)
        drawn.append(words(said, form.width, at, form.small, ink, 600, anchor="end"))
    return "".join(drawn)
