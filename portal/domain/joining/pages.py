"""The five pages of the form: what each asks, and which lines of the rubric that serves."""

from portal.models.joining.application import Application

PAGES: dict[str, tuple[str, ...]] = {
    "you": ("name", "town", "age_band"),
    "work": ("links", "work"),
    "audience": ("places", "audience", "replies_link", "reach"),
    "ties": ("ties", "hours_month"),
    "why": ("why",),
}
SERVES = {
    "links": "content",
    "work": "content",
    "places": "audience",
    "audience": "audience",
    "replies_link": "comments",
    "ties": "ties",
    "hours_month": "response",
    "why": "response",
}


def missing(application: Application) -> list[str]:
    """Return the pages that are not filled in well yet, in their order."""
    return [name for name in PAGES if name not in application.pages]


def after(name: str) -> str | None:
    """Return the page that follows `name`, or None after the last."""
    names = list(PAGES)
    place = names.index(name) + 1
    return names[place] if place < len(names) else None


def before(name: str) -> str | None:
    """Return the page before `name`, or None before the first."""
    names = list(PAGES)
    place = names.index(name)
    return names[place - 1] if place else None


def age_bands(least: int) -> list[str]:
    """Return the bands that may apply where one must be `least` years old, as in 18-24 and 55+."""
    starts = [least, *(start for start in (18, 25, 35, 55) if start > least)]
    ends = [*(start - 1 for start in starts[1:]), None]
    return [f"{start}-{end}" if end else f"{start}+" for start, end in zip(starts, ends, strict=True)]
