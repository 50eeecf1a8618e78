"""The press: documents set by child processes that have a time and a memory limit, and are replaced."""

import base64
import contextlib
import hashlib
import json
import math
import os
import queue
import re
import selectors
import struct
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from markupsafe import escape

from portal.outside.pdf_assets import FONTS, ROOT
from portal.outside.pdf_pages import page

STARTING = 60.0
CHILD = "portal.outside.pdf_child"
MISSING = re.compile(r"^\.notdef glyph .*\(U\+([0-9A-F]+)\)$", re.DOTALL)

# What a child may know of the machine: no secret of ours is among it. A fixed hash seed, so that the same
# data give the same bytes in every process.
KEPT = ("PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME", "DYLD_FALLBACK_LIBRARY_PATH")
FIXED = {
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "FONTCONFIG_FILE": str(FONTS / "fonts.conf"),
}


class RenderFailed(Exception):
    """A document could not be made: `reason` is `time`, `memory`, `error` or `died`."""

    def __init__(self, reason: str, said: str) -> None:
        super().__init__(said)
        self.reason = reason


@dataclass(frozen=True)
class Rendered:
    """A document as it left the press; `warnings` is empty when nothing was dropped, refused or missing."""

    pdf: bytes
    pages: int
    warnings: tuple[str, ...]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.pdf).hexdigest()

    @property
    def missing(self) -> str:
        """The characters that no font had, each once: a box stands in their place."""
        found = (MISSING.match(warning) for warning in self.warnings)
        return "".join(chr(int(match[1], 16)) for match in found if match)


class Press:
    """`workers` child processes that set documents, each for at most `seconds` and `megabytes`.

    A context manager; safe to use from several threads. Children start when first needed and live on.
    """

    def __init__(self, *, workers: int = 1, seconds: float = 30.0, megabytes: int = 1024) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._workers = workers
        self._idle: queue.LifoQueue[_Child | None] = queue.LifoQueue()
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
        request = {
            "html": html,
            "stamp": stamp.isoformat(timespec="seconds"),
            "sheets": list(sheets),
            "style": style,
            "pictures": {k: base64.b64encode(v).decode() for k, v in sorted((pictures or {}).items())},
            "seconds": math.ceil(self._seconds),
        }
        child = self._idle.get()
        try:
            if child is None:
                child = _Child(self._megabytes)
            return child.answer(json.dumps(request).encode(), seconds=self._seconds)
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


class _Child:
    """One process, and what it is asked."""

    def __init__(self, megabytes: int) -> None:
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", CHILD, str(megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={name: os.environ[name] for name in KEPT if name in os.environ} | FIXED,
            start_new_session=True,
        )
        try:
            self._frame(time.monotonic() + STARTING)
        except BaseException:
            self.end()
            raise

    def answer(self, request: bytes, *, seconds: float) -> Rendered:
        assert self._process.stdin is not None
        until = time.monotonic() + seconds
        try:
            self._process.stdin.write(struct.pack(">I", len(request)) + request)
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._died() from None
        reply = json.loads(self._frame(until))
        if "failed" in reply:
            raise RenderFailed(reply["failed"], reply.get("said", "The document needs too much memory."))
        return Rendered(self._frame(until), reply["pages"], tuple(reply["warnings"]))

    def _frame(self, until: float) -> bytes:
        return self._read(struct.unpack(">I", self._read(4, until))[0], until)

    def _read(self, length: int, until: float) -> bytes:
        assert self._process.stdout is not None
        pipe, parts = self._process.stdout.fileno(), bytearray()
        with selectors.DefaultSelector() as ready:
            ready.register(pipe, selectors.EVENT_READ)
            while len(parts) < length:
                if not ready.select(max(0.0, until - time.monotonic())):
                    raise RenderFailed("time", "The document takes too long to set.")
                part = os.read(pipe, min(length - len(parts), 1 << 16))
                if not part:
                    raise self._died()
                parts += part
        return bytes(parts)

    def _died(self) -> RenderFailed:
        return RenderFailed("died", f"The process that sets documents ended ({self._process.wait()}).")

    def end(self) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        self._process.wait()
