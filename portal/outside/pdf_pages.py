"""Documents as HTML: plain Jinja, everything escaped, words by gettext, dates and numbers by Babel."""

import gettext
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale, dates, numbers
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portal.outside.pdf_assets import ROOT


def page(template: str, data: Mapping[str, Any], *, language: str) -> str:
    """`templates/documents/<template>` filled in; an unknown name in it is an error, never an empty space."""
    return _environment(language).get_template(f"documents/{template}").render(data)


def locale_of(language: str) -> Locale:
    """The locale of a language as HTML writes it (`en-GB`)."""
    return Locale.parse(language, sep="-")


@lru_cache(maxsize=16)
def _environment(language: str) -> Environment:
    locale = locale_of(language)
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = gettext.translation("messages", ROOT / "translations", [str(locale)], fallback=True)
    environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    environment.globals |= {"language": language, "direction": locale.text_direction}

    def dateformat(day: date, form: str = "long") -> str:
        return dates.format_date(day, form, locale)

    def dayformat(day: date, skeleton: str) -> str:
        return dates.format_skeleton(skeleton, day, locale=locale)

    def datetimeformat(moment: Any, form: str = "long") -> str:
        return dates.format_datetime(moment, form, moment.tzinfo, locale)

    def numberformat(number: int | Decimal) -> str:
        return numbers.format_decimal(number, locale=locale)

    def percentformat(share: Decimal) -> str:
        return numbers.format_percent(share, locale=locale)

    for form in (dateformat, dayformat, datetimeformat, numberformat, percentformat):
        environment.filters[form.__name__] = form
    return environment
