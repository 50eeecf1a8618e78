"""The name of a browser, as people call it."""

from flask_babel import gettext as _

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def browser(agent: str) -> str:
    """Return "Firefox, Linux" for what a browser says of itself."""
    known = [_first(agent, kinds) for kinds in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in known if name) or str(_("A browser that gives no name"))


def _first(agent: str, kinds: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in kinds if mark in agent), "")
