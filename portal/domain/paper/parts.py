"""A long text in parts: each heading, and what stands below it."""

import re
from dataclasses import dataclass

from markupsafe import Markup

NOTHING = Markup()
HEADING = re.compile(r"<h3>(.*?)</h3>", re.DOTALL)


@dataclass(frozen=True)
class Part:
    """A heading and what stands below it, as sanitised HTML; the heading is empty before the first one."""

    heading: str
    body: Markup


def parts(html: Markup) -> tuple[Part, ...]:
    """Split sanitised HTML at its headings."""
    before, *rest = HEADING.split(str(html))
    found = [Part("", Markup(before))] if before.strip() else []  # noqa: S704
    for heading, body in zip(rest[::2], rest[1::2], strict=True):
        found.append(Part(Markup(heading).striptags(), Markup(body)))  # noqa: S704
    return tuple(found)
