"""Standing that fades, drawn quarter by quarter: what is kept is solid, what fades is striped."""

from collections.abc import Sequence

from markupsafe import Markup

from portal.domain.earning.prospects import fading
from portal.domain.palette import Shades

WIDTH, HEIGHT, TOP, BASE = 420, 136, 18, 114
STRIPE = 3.2

_BAR = Markup('<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" fill="{fill}"/>')
_LINE = Markup('<path d="M{x:.2f} {y:.2f}h{width:.2f}" stroke="{stroke}" stroke-width="{thick}"/>')
_WORDS = Markup(
    '<text x="{x:.2f}" y="{y:.2f}" font-family="{face}" font-size="{size}" font-weight="{weight}"'
    ' fill="{fill}" text-anchor="{anchor}">{words}</text>'
)
_SVG = Markup(
    '<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
    ' height="{height}" role="img" aria-label="{title}"><title>{title}</title>{body}</svg>'
)


def fade(held: Sequence[int], labels: Sequence[str], *, rate: int, title: str, colours: Shades) -> Markup:
    """A bar for each standing in `held` under its label; `rate` per cent of each fades next."""
    share = (BASE - TOP) / max(1, *held)
    body = Markup()
    for number, (standing, label) in enumerate(zip(held, labels, strict=True)):
        body += _bar(number * WIDTH / len(held), standing, fading(standing, rate=rate), share, label, colours)
    body += _LINE.format(x=0, y=BASE, width=WIDTH, stroke=colours["ink"], thick=0.8)
    return _SVG.format(width=WIDTH, height=HEIGHT, title=title, body=body)


def _bar(x: float, standing: int, fading: int, share: float, label: str, colours: Shades) -> Markup:
    width, kept, top = 38, BASE - (standing - fading) * share, BASE - standing * share
    drawn = _BAR.format(x=x, y=kept, width=width, height=BASE - kept, fill=colours["accent_fill"])
    drawn += _BAR.format(x=x, y=top, width=width, height=kept - top, fill=colours["tint_2"])
    for line in range(1, int((kept - top) / STRIPE)):
        y = top + line * STRIPE
        drawn += _LINE.format(x=x, y=y, width=width, stroke=colours["accent_mid"], thick=0.7)
    middle = {"x": x + width / 2, "anchor": "middle"}
    drawn += _figure(str(standing), y=top - 5, size=9.5, fill=colours["ink"], face="Besley", **middle)
    drawn += _figure(label, y=BASE + 14, size=8, fill=colours["ink_2"], face="Hanken Grotesk", **middle)
    beside = {"x": x + width + 4, "anchor": "start"}
    return drawn + _figure(
        f"−{fading}", y=(top + kept) / 2 + 3, size=8, fill=colours["ink_2"], face="Hanken Grotesk", **beside
    )


def _figure(words: str, *, face: str, **at: object) -> Markup:
    return _WORDS.format(words=words, face=face, weight=500 if face == "Besley" else 400, **at)


def standing_after(standing: int, quarters: int, *, rate: int) -> Sequence[int]:
    """Standing now and after each of so many quarters in which nothing is earned (`rate` in per cent)."""
    found = [standing]
    for _ in range(quarters):
        found.append(found[-1] - fading(found[-1], rate=rate))
    return found
