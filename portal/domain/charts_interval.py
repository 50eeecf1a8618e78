"""A share with its interval against its healthy band, as a drawing for screens and paper."""

from dataclasses import dataclass

from markupsafe import Markup

from portal.domain.charts import SCREEN
from portal.domain.charts_measures import LETTER
from portal.domain.charts_parts import dot, drawing, rect, stroke, words
from portal.domain.earning.rates import Place, Share
from portal.domain.palette import Shades

COLOURS = {Place.INSIDE: "good", Place.BELOW: "risk", Place.ABOVE: "watch", Place.EARLY: "ink"}


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How large the drawing is, in units."""

    width: float
    small: float
    thick: float


ROW = Scale(width=228, small=11, thick=3)
PRINTED = Scale(width=150, small=7.2, thick=2)


def interval(
    share: Share,
    band: tuple[float, float] | None,
    *,
    title: str,
    place: Place | None,
    ends: tuple[str, str],
    scale: Scale = ROW,
    colours: Shades = SCREEN,
) -> Markup:
    """The band as a pale bed, the interval as a line, the share as a dot; `ends` are its edges in words.

    Nothing of nothing has neither line nor dot.
    """
    edge, y = 2 * scale.thick, 3.3 * scale.thick
    room = scale.width - 2 * edge
    body = [*_bed(band, edge, room, scale, colours), stroke(edge, y, room, colours["rule"], 1)]
    height = y + 3 * scale.thick + 1.5 * scale.small
    if share.value is not None:
        colour = colours[COLOURS[place or Place.EARLY]]
        low, last = edge + room * share.low, edge + room * share.high
        body.append(stroke(low, y, last - low, colour, scale.thick))
        x, paper, thin = edge + room * share.value, colours["paper"], scale.thick / 2
        body.append(dot(x, y, 1.8 * scale.thick, colour, edge=paper, thick=thin))
        body += _ends(low, last, ends, height - 0.4 * scale.small, scale, colours)
    return drawing(body, width=scale.width, height=height, title=title, kind="interval")


def _bed(
    band: tuple[float, float] | None, edge: float, room: float, scale: Scale, colours: Shades
) -> list[str]:
    """The healthy band, and a mark at each of its edges that a share can pass."""
    if band is None:
        return []
    top, high = 0.6 * scale.thick, 5.4 * scale.thick
    least, most = (edge + room * level for level in band)
    bed = rect(least, top, most - least, high, colours["good_tint"], round=scale.thick)
    marks = [edge + room * level for level in band if 0 < level < 1]
    return [bed, *(rect(x - 0.5, top, 1, high, colours["good_mark"]) for x in marks)]


def _ends(
    low: float, high: float, ends: tuple[str, str], y: float, scale: Scale, colours: Shades
) -> list[str]:
    """The edges of an interval in words, inside the drawing and clear of each other."""
    first, last = ((len(each) + 0.5) * LETTER * scale.small for each in ends)
    start = max(0.0, min(low - first / 2, scale.width - first - last))
    end = min(scale.width, max(high + last / 2, start + first + last))
    ink = colours["ink_2"]
    return [
        words(ends[0], start, y, scale.small, ink, anchor="start"),
        words(ends[1], end, y, scale.small, ink, anchor="end"),
    ]
