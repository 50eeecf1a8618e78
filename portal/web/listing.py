"""What a list is asked for, by its address: search, filters, sorting, page."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for
from sqlalchemy import Select

from portal.web.forms.base import tidy
from portal.web.numbers import whole


class Listing:
    """The query of a list's address, and the addresses of its neighbours.

    `sorts` maps a word to the columns it sorts by; a word with a minus before it sorts downwards.
    `first` is the order nobody asked for, by default the first word. Whatever is not known is passed over.
    """

    def __init__(
        self, *, sorts: Mapping[str, Sequence[Any]], filters: Sequence[str] = (), first: str = ""
    ) -> None:
        self.sorts = sorts
        self.first = first or next(iter(sorts))
        self.words = tidy(request.args.get("q"))[:200]
        self.filters = {name: tidy(request.args.get(name))[:60] for name in filters}
        asked = request.args.get("sort", "")
        self.sort = asked if asked.lstrip("-") in sorts else self.first
        self.number = max(1, request.args.get("page", 1, whole))

    def sorted(self, chosen: Select[Any]) -> Select[Any]:
        """Return `chosen` in the order that was asked for."""
        return chosen.order_by(*self.order)

    @property
    def order(self) -> list[Any]:
        """Return the columns of the order that was asked for, each with its direction."""
        columns = self.sorts[self.sort.lstrip("-")]
        down = self.sort.startswith("-")
        return [column.desc() if down else column.asc() for column in columns]

    def address(self, **changes: Any) -> str:
        """Return the address of the same list with `changes`; a change starts at the first page again."""
        query = {"q": self.words, **self.filters, "sort": self.sort, "page": self.number}
        query |= {"page": 1} | changes
        plain = {"sort": self.first, "page": 1}
        kept = {name: value for name, value in query.items() if value and plain.get(name) != value}
        return url_for(request.endpoint or "", **{**(request.view_args or {}), **kept})

    @property
    def csv(self) -> str:
        """Return the address of the same rows as CSV.

        What was asked for goes along as it is: `url_for` takes some names (`_scheme`) for orders to itself.
        """
        query = urlencode(list(request.args.items(multi=True)))
        return url_for(".csv") + (f"?{query}" if query else "")

    def turned(self, key: str) -> str:
        """Return the address sorted by `key`, the other way round if it is already."""
        return self.address(sort=f"-{key}" if self.sort == key else key)

    def direction(self, key: str) -> str:
        """Return how the list is sorted by `key`: ascending, descending or none."""
        if self.sort.lstrip("-") != key:
            return "none"
        return "descending" if self.sort.startswith("-") else "ascending"

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter leaves rows out."""
        return bool(self.words or any(self.filters.values()))
