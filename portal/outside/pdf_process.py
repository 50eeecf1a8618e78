"""One child process that sets documents, what it is asked, and what it answers."""

import contextlib
import hashlib
import json
import os
import re
import selectors
import struct
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from portal.outside.pdf_assets import FONTS, ROOT

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


class Mark(NamedTuple):
    """Where an element begins: its page from 0, and millimetres from the left and from the top."""

    page: int
    x: float
    y: float


@dataclass(frozen=True)
class Measured:
    """A document that was set to be measured: its pages, and where every element with an id begins."""

    pages: int
    marks: Mapping[str, Mark]


class Child:
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
        reply, pdf = self._replied(request, seconds=seconds)
        return Rendered(pdf, reply["pages"], tuple(reply["warnings"]))

    def measured(self, request: bytes, *, seconds: float) -> Measured:
        reply, _nothing = self._replied(request, seconds=seconds)
        return Measured(reply["pages"], {name: Mark(*place) for name, place in reply["marks"].items()})

    def _replied(self, request: bytes, *, seconds: float) -> tuple[dict[str, Any], bytes]:
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
        return reply, self._frame(until)

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
