"""Documents as HTML: plain Jinja, everything escaped, words by gettext, dates and numbers by Babel."""

import gettext
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale, dates, numbers
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from portal.outside.pdf_assets import ROOT

SHORT = 40
NUMBER = re.compile(r"(\d{1,3})[.)]\s+")


def page(template: str, data: Mapping[str, Any], *, language: str) -> str:
    """`templates/documents/<template>` filled in; an unknown name in it is an error, never an empty space."""
    return _environment(language).get_template(f"documents/{template}").render(data)


def locale_of(language: str) -> Locale:
    """The locale of a language as HTML writes it (`en-GB`)."""
    return Locale.parse(language, sep="-")


def bdi(text: str) -> Markup:
    """A name that keeps its own direction, whatever stands beside it."""
    return Markup("<bdi>{}</bdi>").format(text)


def step(text: str, some: int, many: int) -> str:
    """The class of a line that grows long: nothing up to `some` letters, then `long`, then `longer`."""
    return "" if len(text) <= some else "long" if len(text) <= many else "long longer"


def tied(text: str) -> str:
    """A short sum on one line, whatever stands beside it; what is long breaks as it will."""
    return text.replace(" ", "\u00a0") if len(text) <= SHORT else text


def bare(url: str) -> str:
    """An address as people write it."""
    return url.partition("://")[2] or url


def mail(address: str) -> Markup:
    """A link to write to an address."""
    return Markup('<a href="mailto:{0}">{0}</a>').format(address)


def numbered(heading: str, place: int) -> dict[str, str]:
    """A heading in `words`, and its `number`: its own if it has one, else its place."""
    own = NUMBER.match(heading)
    return (
        {"number": own[1], "words": heading[own.end() :]} if own else {"number": str(place), "words": heading}
    )


def page_of(chapter: str) -> Markup:
    """The number of the page on which a chapter begins."""
    return Markup('<a class="page" href="#{}"></a>').format(chapter)


def money(hundredths: int, currency: str, locale: Locale) -> str:
    """An amount as a language writes it; from a thousand on without hundredths."""
    amount = Decimal(hundredths) / 100
    if abs(amount) < 1000:
        return str(numbers.format_currency(amount, currency, locale=locale))
    pattern = re.sub(r"0[.,]0+", "0", locale.currency_formats["standard"].pattern)
    return str(numbers.format_currency(amount, currency, pattern, locale=locale, currency_digits=False))


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
    environment.globals |= {"language": language, "direction": locale.text_direction, "page_of": page_of}
    environment.filters |= {
        "bdi": bdi,
        "step": step,
        "bare": bare,
        "tied": tied,
        "mail": mail,
        "numbered": numbered,
    } | _forms(locale)
    return environment


def _forms(locale: Locale) -> dict[str, Callable[..., str]]:
    """The filters that write dates and numbers as a language does."""
    return {
        "dateformat": lambda day, form="long": dates.format_date(day, form, locale),
        "dayformat": lambda day, skeleton: dates.format_skeleton(skeleton, day, locale=locale),
        "spanformat": lambda first, last, skeleton: dates.format_interval(
            first, last, skeleton, locale=locale
        ),
        "datetimeformat": lambda moment: dates.format_datetime(moment, "long", moment.tzinfo, locale),
        "numberformat": lambda number: numbers.format_decimal(number, locale=locale),
        "moneyformat": lambda hundredths, currency: money(hundredths, currency, locale),
        "percentformat": lambda share: numbers.format_percent(share, locale=locale),
    }
