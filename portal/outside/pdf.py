"""The press: documents set by child processes that have a time and a memory limit, and are replaced."""

import base64
import json
import math
import queue
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from markupsafe import escape

from portal.outside.pdf_pages import page
from portal.outside.pdf_process import Child
from portal.outside.pdf_process import Measured as Measured
from portal.outside.pdf_process import Rendered as Rendered
from portal.outside.pdf_process import RenderFailed as RenderFailed

T = TypeVar("T")
# What is only measured has no date.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Press:
    """`workers` child processes that set documents, each for at most `seconds` and `megabytes`.

    A context manager; safe to use from several threads. Children start when first needed and live on.
    """

    def __init__(self, *, workers: int = 1, seconds: float = 30.0, megabytes: int = 1024) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._workers = workers
        self._added = ""
        self._idle: queue.LifoQueue[Child | None] = queue.LifoQueue()
        for _ in range(workers):
            self._idle.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every child, after the documents under way."""
        for _ in range(self._workers):
            if child := self._idle.get():
                child.end()
        for _ in range(self._workers):
            self._idle.put(None)

    def adding(self, style: str) -> Self:
        """Return this press, with the same children, but with `style` added to every paper that it sets."""
        other = copy(self)
        other._added = self._added + style
        return other

    def render(
        self,
        template: str,
        data: Mapping[str, Any],
        *,
        stamp: datetime,
        language: str,
        sheets: Sequence[str],
        style: str = "",
        pictures: Mapping[str, bytes] | None = None,
    ) -> Rendered:
        """Set `template` (below `templates/documents/`) with `data`; RenderFailed when that cannot be done.

        `sheets` are names of style sheets beside the template, `style` is CSS of this program (its colours,
        its paper), `pictures` are shown as `asset:<name>`, and `stamp` is the date in the file.
        """
        html = page(template, data, language=language)
        return self.typeset(html, stamp=stamp, sheets=sheets, style=style, pictures=pictures)

    def typeset(
        self,
        html: str,
        *,
        stamp: datetime,
        sheets: Sequence[str] = ("base.css",),
        style: str = "",
        pictures: Mapping[str, bytes] | None = None,
    ) -> Rendered:
        """Set a whole HTML page; RenderFailed when it takes too long, or too much memory, or breaks."""
        request = self._request(html, stamp=stamp, sheets=sheets, style=style, pictures=pictures)
        return self._asked(lambda child: child.answer(request, seconds=self._seconds))

    def measure(
        self, template: str, data: Mapping[str, Any], *, language: str, sheets: Sequence[str], style: str = ""
    ) -> Measured:
        """Set `template` as `render` does, and return where its elements begin; nothing is written."""
        html = page(template, data, language=language)
        request = self._request(html, stamp=NEVER, sheets=sheets, style=style, pictures=None, marks=True)
        return self._asked(lambda child: child.measured(request, seconds=self._seconds))

    def _request(
        self,
        html: str,
        *,
        stamp: datetime,
        sheets: Sequence[str],
        style: str,
        pictures: Mapping[str, bytes] | None,
        marks: bool = False,
    ) -> bytes:
        request = {
            "html": html,
            "stamp": stamp.isoformat(timespec="seconds"),
            "sheets": list(sheets),
            "style": style + self._added,
            "pictures": {k: base64.b64encode(v).decode() for k, v in sorted((pictures or {}).items())},
            "seconds": math.ceil(self._seconds),
        }
        return json.dumps(request | ({"marks": True} if marks else {})).encode()

    def _asked(self, ask: Callable[["Child"], T]) -> T:
        child = self._idle.get()
        try:
            if child is None:
                child = Child(self._megabytes)
            return ask(child)
        except BaseException:
            if child is not None:
                child.end()
            child = None
            raise
        finally:
            self._idle.put(child)

    def missing_glyphs(self, text: str, *, stamp: datetime) -> str:
        """The characters of `text` that none of the fonts of documents has."""
        words = escape(text)
        html = f'<html lang="en"><title>-</title><p>{words}</p><p class="serif">{words}</p>'
        return self.typeset(html, stamp=stamp).missing
