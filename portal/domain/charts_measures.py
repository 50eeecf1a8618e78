"""Figures as drawings: bars a week, lines over months, a bar of parts, a share with its interval.

One function each for screens and paper: a form for a wide page, one for a phone, one for documents.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from portal.domain.charts import SCREEN
from portal.domain.charts_parts import SERIF, dot, drawing, path, rect, stroke, words
from portal.domain.palette import Shades

LINES = 3
LETTER = 0.56
"""About how wide a letter is, in em."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """How large a drawing is, in units, and how large its figures and its small words are."""

    width: float
    height: float
    figure: float
    small: float
    kind: str = ""

    @property
    def base(self) -> float:
        """Return where the ground line lies."""
        return self.height - 2 * self.small


WIDE = Form(width=544, height=210, figure=15, small=12.5, kind="wide")
PHONE = Form(width=348, height=190, figure=15, small=12, kind="narrow")
PAPER = Form(width=224, height=75, figure=9.5, small=7.5)


@dataclass(frozen=True, kw_only=True)
class Series:
    """Values in time and what they are; the `main` one is drawn in full."""

    name: str
    values: Sequence[int]
    main: bool = False


@dataclass(frozen=True)
class Part:
    """A part of a whole: how many, in words, and the band whose colour it has (`good`, `watch`, `risk`)."""

    count: int
    words: str
    band: str


def bars(
    rows: Sequence[tuple[str, int]], *, title: str, form: Form = PHONE, colours: Shades = SCREEN
) -> Markup:
    """A bar for each label, the last one in full; the highest and the last say their number."""
    highest, top = max([1, *(value for _label, value in rows)]), 2.2 * form.figure
    step = form.width / max(1, len(rows))
    every = -(-len(rows) * 7 * LETTER * form.small // form.width) or 1
    body = _ground(form, top, form.width, colours)
    for place, (label, value) in enumerate(rows):
        last, x = place == len(rows) - 1, place * step
        high = (form.base - top) * value / highest
        fill = colours["accent_fill" if last else "accent_mid"]
        body.append(rect(x + 0.19 * step, form.base - high, 0.62 * step, high, fill))
        middle = x + step / 2
        if last or value == highest:
            y = form.base - high - 0.4 * form.figure
            body.append(words(str(value), middle, y, form.figure, colours["ink"], 500, face=SERIF))
        if (len(rows) - 1 - place) % every == 0:
            y, half = form.height - 0.5 * form.small, len(label) * LETTER * form.small / 2
            middle = min(max(middle, half), form.width - half)
            body.append(words(label, middle, y, form.small, colours["ink_2"]))
    return _drawn(body, form, title)


def lines(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    title: str,
    form: Form = PHONE,
    colours: Shades = SCREEN,
) -> Markup:
    """A line for each series over the same labels; each says its last value and its name at its end."""
    longest = max((len(each.name) for each in series), default=0)
    wide = form.width - (longest * LETTER + 1) * form.small
    highest = max([1, *(value for each in series for value in each.values)])
    top, step = 1.2 * form.figure, wide / max(1, len(labels) - 1)
    body = _ground(form, top, wide, colours)
    ends = []
    for each in series:
        points = [
            (number * step, form.base - (form.base - top) * value / highest)
            for number, value in enumerate(each.values)
        ]
        ends.append(points[-1][1] if points else 0.0)
        colour = colours["accent_fill" if each.main else "ink_3"]
        body.append(path(points, colour, 2 if each.main else 1.2, dashes="" if each.main else "3 3"))
        body += [dot(*points[-1], 0.3 * form.small, colour)] if points else []
    body += _ends(series, _apart(ends, form.figure + 1.3 * form.small, form), wide, form, colours)
    for number, label in enumerate(labels):
        anchor = "start" if number == 0 else "end" if number == len(labels) - 1 else "middle"
        y = form.height - 0.5 * form.small
        body.append(words(label, number * step, y, form.small, colours["ink_2"], anchor=anchor))
    return _drawn(body, form, title)


def parted(parts: Sequence[Part], *, title: str, form: Form = PHONE, colours: Shades = SCREEN) -> Markup:
    """A bar of parts, each as wide as its share in the colour of its band, its words below."""
    whole = sum(part.count for part in parts)
    high = 1.6 * form.figure
    there = [part for part in parts if part.count]
    body, x, starts = [], 0.0, []
    for part in there:
        wide = form.width * part.count / whole
        body.append(rect(x, 0, max(1.0, wide - 2), high, colours[f"{part.band}_mark"]))
        starts.append(x)
        x += wide
    if not there:
        body.append(rect(0, 0, form.width, high, colours["rule"]))
    y = high + 1.6 * form.small
    for part, start in zip(there, _beside(there, starts, form), strict=True):
        body.append(words(part.words, start, y, form.small, colours["ink"], 600, anchor="start"))
    return drawing(body, width=form.width, height=y + 0.5 * form.small, title=title, kind=form.kind)


def _ground(form: Form, top: float, wide: float, colours: Shades) -> list[str]:
    between = [form.base - (form.base - top) * line / LINES for line in range(1, LINES + 1)]
    faint = [stroke(0, y, wide, colours["rule_soft"], 0.6) for y in between]
    return [*faint, stroke(0, form.base, wide, colours["ink"], 0.9)]


def _drawn(body: Sequence[str], form: Form, title: str) -> Markup:
    return drawing(body, width=form.width, height=form.height, title=title, kind=form.kind)


def _ends(
    series: Sequence[Series], levels: Sequence[float], wide: float, form: Form, colours: Shades
) -> list[str]:
    """The last value of each line and its name, at the height that `levels` says."""
    body, x = [], wide + 0.6 * form.small
    for each, y in zip(series, levels, strict=True):
        if each.values:
            ink = colours["ink" if each.main else "ink_2"]
            last = str(each.values[-1])
            body.append(words(last, x, y, form.figure, ink, 500, anchor="start", face=SERIF))
            body.append(
                words(each.name, x, y + 1.1 * form.small, form.small, colours["ink_2"], anchor="start")
            )
    return body


def _apart(levels: Sequence[float], least: float, form: Form) -> list[float]:
    """The levels in their order, moved so that they lie `least` apart, below the top and above the ground."""
    order = sorted(range(len(levels)), key=lambda place: levels[place])
    found, limit = list(levels), form.figure
    for place in order:
        found[place] = max(found[place], limit)
        limit = found[place] + least
    limit = form.base - 1.2 * form.small
    for place in reversed(order):
        found[place] = min(found[place], limit)
        limit = found[place] - least
    return found


def _beside(parts: Sequence[Part], starts: Sequence[float], form: Form) -> list[float]:
    """Where the words of parts begin: below their parts, and clear of each other and of the edge."""
    wide = [(len(part.words) + 2) * LETTER * form.small for part in parts]
    found, least = [], 0.0
    for start, needs in zip(starts, wide, strict=True):
        found.append(max(start, least))
        least = found[-1] + needs
    most = form.width
    for place in reversed(range(len(found))):
        found[place] = max(0.0, min(found[place], most - wide[place]))
        most = found[place]
    return found
