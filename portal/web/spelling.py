"""Small numbers in words, for headlines."""

from flask_babel import format_decimal
from flask_babel import lazy_gettext as _

WORDS = (
    _("none"),
    _("one"),
    _("two"),
    _("three"),
    _("four"),
    _("five"),
    _("six"),
    _("seven"),
    _("eight"),
    _("nine"),
    _("ten"),
    _("eleven"),
    _("twelve"),
)


def spelled(number: int) -> str:
    """Return a number up to twelve in words, a greater one in figures."""
    return str(WORDS[number]) if 0 <= number < len(WORDS) else str(format_decimal(number))
