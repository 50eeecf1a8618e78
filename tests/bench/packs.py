"""Packs: one warm against bare WeasyPrint on the same HTML, and a hundred in one go."""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from portal.outside.bundles import Paper, joined
from portal.outside.pdf import Press, Rendered
from portal.outside.pdf_assets import FONTS, SHEETS, OurAssets, listed
from portal.press import packs as setting
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
    """Yield one pack against plain WeasyPrint, a hundred by one lane and by two, and joining them."""
    with Listening() as press:
        setting.onboarding_pack(press, samples.USUAL)
        plain, parsed = _plain(*press.asked), _parsed(*press.asked)
        for warm in (plain, parsed):
            warm()
        rounds = [[_wall(each) for each in (_pack(press), plain, parsed)] for _ in range(ROUNDS)]
    ours, *overs = zip(*rounds, strict=True)
    over = [statistics.median(a / b for a, b in zip(ours, other, strict=True)) for other in overs]
    yield "| a pack, warm | over a plain WeasyPrint call | over one whose sheets and fonts are parsed once |"
    yield "|---|---|---|"
    yield f"| {statistics.median(ours):.2f} s | {over[0]:.2f} | {over[1]:.2f} |"
    yield ""
    yield f"| {RUN} packs, {_machine()} | s each | times as fast | MB at the 10th | at the {RUN}th | more |"
    yield "|---|---|---|---|---|---|"
    alone, made = 0.0, []
    for lanes in (1, 2):
        each, marks, made = _run(lanes)
        alone = alone or each
        yield (
            f"| {lanes} at once | {each:.2f} | {alone / each:.2f} | {marks[10]:.0f} | {marks[RUN]:.0f} "
            f"| {marks[RUN] - marks[10]:+.1f} |"
        )
    papers = [Paper(name=f"{n}.pdf", title=f"{n}", body=body) for n, body in enumerate(made)]
    began, whole = time.perf_counter(), joined(papers)
    took, apart = time.perf_counter() - began, sum(map(len, made)) / 1e6
    yield ""
    yield f"Joined in {took:.1f} s, the {RUN} are {len(whole) / 1e6:.1f} MB; apart they are {apart:.1f} MB."


def _machine() -> str:
    return f"{os.cpu_count()} cores at load {os.getloadavg()[0]:.1f}"


def _pack(press: Press, number: int = 0) -> Callable[[], Rendered]:
    pack = samples.USUAL
    document = replace(pack.document, number=f"OP-2602-{number:05}")
    person = replace(pack.person, name=f"{pack.person.name} {number}")
    return lambda: setting.onboarding_pack(press, replace(pack, document=document, person=person))


def _run(lanes: int) -> tuple[float, dict[int, float], list[bytes]]:
    """Set a hundred packs in so many lanes; return the seconds of each, the memory on the way, the papers."""
    marks: dict[int, float] = {}
    with Press(workers=lanes) as press, ThreadPoolExecutor(lanes) as threads:
        list(threads.map(lambda number: _pack(press, number)(), range(lanes)))  # the children begin
        began, made = time.perf_counter(), []
        for number, paper in enumerate(threads.map(lambda n: _pack(press, n)(), range(RUN)), start=1):
            made.append(paper.pdf)
            if number in {10, RUN}:
                marks[number] = _megabytes()
        return (time.perf_counter() - began) / RUN, marks, made


def _plain(html: str, how: dict[str, Any]) -> Callable[[], object]:
    """Return what anybody would write: fonts and style sheets come with each call."""
    return lambda: _parsed(html, how)()


def _parsed(html: str, how: dict[str, Any]) -> Callable[[], object]:
    os.environ["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")
    fonts, assets = FontConfiguration(), OurAssets(listed(), how["pictures"] or {})
    texts = [*((SHEETS / name).read_text("utf-8") for name in how["sheets"]), how["style"]]
    sheets = [CSS(string=text, url_fetcher=assets, base_url="asset:", font_config=fonts) for text in texts]

    def render() -> object:
        page = HTML(string=html, url_fetcher=assets, base_url="asset:")
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
