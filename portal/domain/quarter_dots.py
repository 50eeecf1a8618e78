"""One person's season as dots: done, next, to come; drawn in a few strokes, because every visit draws it.

A dot is a stroke of no length with a round end, so that all dots of a kind are one path. Colours follow
the reader's theme, by the classes of `static/css/quarter.css`.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import lru_cache

from markupsafe import Markup

DAYS, WEEKS, STEP = 7, 13, 28


def drawn(
    start: date,
    *,
    title: str,
    today: date,
    done: Collection[date] = (),
    coming: date | None = None,
    planned: Collection[date] = (),
    shared: Collection[date] = (),
) -> Markup:
    """Draw thirteen weeks from the Monday `start`; `coming` is the day of what is next.

    A day that is done is full, the next a ring, a planned one a pale dot with a rim, a shared date a
    small dot; what is past is grey.
    """
    gone = max(0, min((today - start).days, DAYS * WEEKS))
    here = _inside(start, done)
    following = _inside(start, [coming] if coming else []) - here
    plan = _inside(start, planned) - here - following
    kinds = (("q-past", range(gone)), ("q-free", range(gone, DAYS * WEEKS)), ("q-plan", plan))
    layers = [*kinds, ("q-core", plan), ("q-done", here), ("q-next", following), ("q-hole", following)]
    strokes = "".join(_stroke(kind, tuple(sorted(days))) for kind, days in layers)
    small = _stroke("q-all", tuple(sorted(_inside(start, shared) - here - following - plan)))
    return Markup(
        '<svg class="chart mirror quarter" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"'
        ' role="img" aria-label="{}">{}</svg>'
    ).format(STEP * WEEKS, STEP * DAYS, title, Markup(strokes + small))  # noqa: S704 - figures of our own


def _inside(start: date, days: Iterable[date]) -> set[int]:
    numbers = ((day - start) // timedelta(days=1) for day in days)
    return {number for number in numbers if 0 <= number < DAYS * WEEKS}


@lru_cache(maxsize=2048)
def _stroke(kind: str, days: tuple[int, ...]) -> str:
    points = "".join(
        f"M{number // DAYS * STEP + STEP // 2} {number % DAYS * STEP + STEP // 2}h0" for number in days
    )
    return f'<path class="{kind}" d="{points}"/>' if days else ""
