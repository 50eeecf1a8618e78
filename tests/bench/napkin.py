"""The verdict on a napkin, warm: what fits, and what must be set twice to know by how much it does not."""

import statistics
import time
from collections.abc import Iterator
from dataclasses import replace

from portal.outside.pdf import Press
from portal.press.napkins import measured, napkin_page
from tests.documents.samples_napkin import USUAL

ROUNDS = 25


def measure() -> Iterator[str]:
    """Yield the seconds of a verdict, and the same over the seconds of the page as a file."""
    yield "| a napkin | s | over setting and writing the page |"
    yield "|---|---|---|"
    longer = replace(USUAL, lines=(*USUAL.lines, "One more rule that somebody wanted to have said."))
    with Press() as press:
        for name, napkin in (("that fits", USUAL), ("that is too long", longer)):
            napkin_page(press, napkin)
            pairs = []
            for _ in range(ROUNDS):
                began = time.perf_counter()
                measured(press, napkin)
                between = time.perf_counter()
                napkin_page(press, napkin)
                pairs.append((between - began, time.perf_counter() - between))
            ours = statistics.median(verdict for verdict, _page in pairs)
            over = statistics.median(verdict / page for verdict, page in pairs)
            yield f"| {name} | {ours:.3f} | {over:.2f} |"
