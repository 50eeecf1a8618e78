"""The process that sets documents: it reads a request, answers with a PDF, and may be killed at any time.

`python -m portal.outside.pdf_child MEGABYTES` speaks frames on its standard input and output: four bytes of
length, then a JSON object; a reply that says how many pages there are is followed by a frame with the PDF.
Style sheets and fonts are read once, for they cost more than a document does.
"""

import base64
import gc
import hashlib
import json
import logging
import os
import re
import resource
import signal
import struct
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from pydyf import Stream
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from portal.outside.pdf_assets import SHEETS, OurAssets, listed

VARIANT = "pdf/ua-1"
LINK = re.compile(r"#|https?://|mailto:", re.IGNORECASE)
# What XML forbids, and the overrides of direction, with which a line can be made to say something else.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]")

# A part of a letter (the dots of an Arabic one) is drawn as a glyph of its own, and has no text: ISO 14289-1,
# 7.21.7 wants some, so it has a word joiner, which says nothing.
SILENT = re.compile(rb"(<[0-9a-f]+>) <>")

# What WeasyPrint measures in pixels of CSS, of which an inch has 96.
MM = 25.4 / 96

# ISO 14289-1, 7.18: annotations are printed as they are shown.
PRINTED = 4

# How many objects may be added before garbage is looked for: a tenth of a document's time went into that.
SELDOM = (100_000, 20, 100)


class Warnings(logging.Handler):
    """What WeasyPrint complained about: dropped CSS, refused addresses, letters that no font has."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())

    def take(self) -> list[str]:
        said, self.said = self.said, []
        return list(dict.fromkeys(said))


class Typesetter:
    """WeasyPrint with everything that outlives one document: fonts, parsed sheets, collected warnings."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.listed = listed()
        self.warnings = Warnings()
        logger = logging.getLogger("weasyprint")
        logger.handlers, logger.propagate = [self.warnings], False
        self.sheet = lru_cache(maxsize=32)(self._sheet)

    def _sheet(self, text: str) -> tuple[CSS, list[str]]:
        assets = OurAssets(self.listed, {})
        sheet = CSS(string=text, url_fetcher=assets, base_url="asset:", font_config=self.fonts)
        return sheet, self.warnings.take()

    def answer(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """The reply to a request (`html`, `stamp`, `sheets`, `style`, `pictures`), and its PDF.

        With `marks` there is no PDF: the reply says where every element with an id begins, as its page from
        0 and its millimetres from the left and from the top.
        """
        pictures = {name: base64.b64decode(content) for name, content in request["pictures"].items()}
        texts = [(SHEETS / Path(name).name).read_text("utf-8") for name in request["sheets"]]
        sheets = [self.sheet(text) for text in (*texts, request["style"]) if text]
        self.warnings.said = [warning for _, said in sheets for warning in said]
        page = HTML(
            string=CONTROLS.sub("", request["html"]),
            base_url="asset:",
            url_fetcher=OurAssets(self.listed, pictures),
        )
        only_good_links(page)
        document = page.render(
            font_config=self.fonts, stylesheets=[sheet for sheet, _ in sheets], pdf_variant=VARIANT
        )
        if request.get("marks"):
            marks = {
                name: (number, x * MM, y * MM)
                for number, sheet in enumerate(document.pages)
                for name, (x, y, *_) in sheet.anchors.items()
            }
            return {"pages": len(document.pages), "warnings": self.warnings.take(), "marks": marks}, b""
        document.metadata.created = document.metadata.modified = request["stamp"]
        name = hashlib.sha256(repr(sorted(request.items())).encode()).digest()[:16]
        pdf = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=name, finisher=finish)
        return {"pages": len(document.pages), "warnings": self.warnings.take()}, pdf


def only_good_links(page: HTML) -> None:
    """Take the address from every element that would lead elsewhere than the document, the web or mail."""
    for element in page.etree_element.iter():
        for key, address in list(element.items()):
            if key.rpartition("}")[2] == "href" and not LINK.match(address):
                del element.attrib[key]


def finish(_document: Document, pdf: Any) -> None:
    """Let links print as well as show, and give every glyph its text.

    A link that `only_good_links` should have stopped ends the render.
    """
    for item in pdf.objects:
        if isinstance(item, Stream) and b"begincmap" in item.stream:
            item.stream = [SILENT.sub(rb"\1 <2060>", line) for line in item.stream]
        if isinstance(item, dict) and item.get("Subtype") == "/Link":
            item["F"] = PRINTED
            uri = (item.get("A") or {}).get("URI")
            if uri is not None and not LINK.match(getattr(uri, "string", uri)):
                raise ValueError("a link that documents may not have")


def read_frame(stream: BinaryIO) -> bytes | None:
    head = stream.read(4)
    return stream.read(struct.unpack(">I", head)[0]) if len(head) == 4 else None


def write_frame(stream: BinaryIO, content: bytes) -> None:
    stream.write(struct.pack(">I", len(content)) + content)
    stream.flush()


def limit_memory(megabytes: int) -> None:
    """More than this is a MemoryError, where the system knows such a limit (macOS does not)."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Answer requests until the parent closes the pipe; after a failed one, end and be replaced."""
    typesetter = Typesetter()
    # What stays is not looked at again; what a document leaves behind is cleared away once it went out.
    gc.freeze()
    gc.set_threshold(*SELDOM)
    write_frame(target, b"{}")
    while (frame := read_frame(source)) is not None:
        request = json.loads(frame)
        # The parent kills sooner; this ends a render whose parent is gone. SIGALRM ends C code, too.
        signal.alarm(request.pop("seconds") + 5)
        try:
            reply, pdf = typesetter.answer(request)
        except MemoryError:
            return write_frame(target, json.dumps({"failed": "memory"}).encode())
        except Exception as error:
            said = f"{type(error).__name__}: {error}"[:500]
            return write_frame(target, json.dumps({"failed": "error", "said": said}).encode())
        signal.alarm(0)
        write_frame(target, json.dumps(reply).encode())
        write_frame(target, pdf)
        gc.collect()
    return None


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit_memory(int(sys.argv[1]))
    serve(sys.stdin.buffer, answers)
