"""Packs: one warm against bare WeasyPrint on the same HTML, and a hundred in one go."""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from portal import press as setting
from portal.outside.pdf import Press, Rendered
from portal.outside.pdf_assets import FONTS, SHEETS, OurAssets, listed
from tests.documents import samples

ROUNDS = 9
RUN = 100


class Listening(Press):
    """A press that remembers what it was last asked to set."""

    asked: tuple[str, dict[str, Any]]

    def typeset(self, html: str, **how: Any) -> Rendered:
        """Remember, and set."""
        self.asked = (html, how)
        return super().typeset(html, **how)


def measure() -> Iterator[str]:
    """Yield one pack against bare WeasyPrint, then a run of a hundred: seconds each, and memory."""
    with Listening() as press:
        pack = samples.USUAL
        setting.onboarding_pack(press, pack)
        bare = _bare(*press.asked)
        bare()
        pairs = [(_wall(lambda: setting.onboarding_pack(press, pack)), _wall(bare)) for _ in range(ROUNDS)]
        ours, over = statistics.median(a for a, _ in pairs), statistics.median(a / b for a, b in pairs)
        yield "| a pack, warm | over bare WeasyPrint, its sheet parsed once |"
        yield "|---|---|"
        yield f"| {ours:.2f} s | {over:.2f} |"
    yield ""
    yield f"| {RUN} packs | s per pack | MB at the 10th | MB at the {RUN}th | between them |"
    yield "|---|---|---|---|---|"
    with Press() as press:
        began, marks = time.perf_counter(), {}
        for number in range(1, RUN + 1):
            document = replace(pack.document, number=f"OP-2602-{number:05}")
            person = replace(pack.person, name=f"{pack.person.name} {number}")
            setting.onboarding_pack(press, replace(pack, document=document, person=person))
            if number in {10, RUN}:
                marks[number] = _megabytes()
        each = (time.perf_counter() - began) / RUN
    yield f"| one worker | {each:.2f} | {marks[10]:.0f} | {marks[RUN]:.0f} | {marks[RUN] - marks[10]:+.1f} |"


def _bare(html: str, how: dict[str, Any]) -> Callable[[], object]:
    os.environ["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")
    fonts = FontConfiguration()
    texts = [(SHEETS / name).read_text("utf-8") for name in how["sheets"]]
    assets = OurAssets(listed(), how["pictures"] or {})
    sheets = [
        CSS(string=text, url_fetcher=assets, base_url="asset:", font_config=fonts)
        for text in (*texts, how["style"])
    ]

    def render() -> object:
        page = HTML(string=html, url_fetcher=OurAssets(listed(), how["pictures"] or {}), base_url="asset:")
        return page.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1")

    return render


def _wall(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _megabytes() -> float:
    """Return the resident memory of our own child processes that set documents, in MB (Linux)."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
            command = (status.parent / "cmdline").read_text()
        except OSError:
            continue
        if "portal.outside.pdf_child" in command and f"PPid:\t{os.getpid()}\n" in text:
            total += int(text.partition("VmRSS:")[2].split()[0])
    return total / 1024
