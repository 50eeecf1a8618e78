"""What drawings are made of: rectangles, strokes and words, their colours and faces as attributes."""

from collections.abc import Iterable

from markupsafe import Markup, escape

SERIF, SANS = "Besley, serif", "Hanken Grotesk, sans-serif"
_SVG = Markup(
    '<svg class="chart {kind}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
    ' width="{width}" height="{height}" role="img" aria-label="{title}"><title>{title}</title>{body}</svg>'
)


def drawing(body: Iterable[str], *, width: float, height: float, title: str, kind: str = "") -> Markup:
    """A drawing of parts, with the sentence that says what it shows."""
    drawn = Markup("".join(body))  # noqa: S704
    return _SVG.format(kind=kind, width=width, height=height, title=title, body=drawn)


# Figures and colours of our own need no escaping; a page has sixty of these strokes.
def rect(x: float, y: float, width: float, height: float, fill: str, *, round: float = 0) -> str:
    """A rectangle."""
    corners = f' rx="{round}"' if round else ""
    return f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"{corners} fill="{fill}"/>'


def stroke(x: float, y: float, width: float, colour: str, thick: float, *, dashes: str = "") -> str:
    """A level stroke to the right, or to the left where `width` is negative."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="M{x:.2f} {y:.2f}h{width:.2f}" stroke="{colour}" stroke-width="{thick}"{dashed}/>'


def dot(x: float, y: float, radius: float, fill: str, *, edge: str = "", thick: float = 0) -> str:
    """A dot, with an edge that lifts it off what lies below."""
    line = f' stroke="{edge}" stroke-width="{thick}"' if edge else ""
    return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius}" fill="{fill}"{line}/>'


def path(points: Iterable[tuple[float, float]], colour: str, thick: float, *, dashes: str = "") -> str:
    """A line from point to point."""
    way = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="{thick}"'
        f' stroke-linejoin="round" stroke-linecap="round"{dashed}/>'
    )


def words(
    words: str,
    x: float,
    y: float,
    size: float,
    fill: str,
    weight: int = 400,
    *,
    anchor: str = "middle",
    face: str = SANS,
) -> str:
    """Words on a line."""
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-family="{face}" font-size="{size}" font-weight="{weight}"'
        f' fill="{fill}" text-anchor="{anchor}">{escape(words)}</text>'
    )
