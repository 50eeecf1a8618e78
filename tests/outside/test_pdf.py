"""The press: what it answers, what it refuses, and how it comes back after trouble."""

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from portal.outside.pdf import Press, RenderFailed
from portal.outside.pdf_assets import ROOT

STAMP = datetime(2026, 1, 28, 9, tzinfo=UTC)
HEAD = '<!doctype html><html lang="en"><title>A sheet</title>'
FLEX = '<div class="flex">'
ENDLESS = HEAD + FLEX * 14 + "words" + "</div>" * 14
STYLE = ".flex { display: flex }"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")
ORPHAN = """
from datetime import UTC, datetime
from portal.outside.pdf import Press
press = Press()
press.typeset("<html lang=en><title>x", stamp=datetime(2026, 1, 28, tzinfo=UTC))
print(press._idle.queue[-1]._process.pid, flush=True)
input()
"""


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press() as press:
        yield press


def test_a_page_is_set(press: Press) -> None:
    made = press.typeset(HEAD + "<h1>Hello</h1><p>One line.</p>", stamp=STAMP)

    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        assert len(pdf.pages) == made.pages == 1
        assert str(pdf.docinfo["/Title"]) == "A sheet"
        assert str(pdf.docinfo["/CreationDate"]) == str(pdf.docinfo["/ModDate"]) == "D:20260128090000+00'00"
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.MarkInfo.Marked) is True
    assert made.warnings == ()


def test_same_page_same_bytes_in_every_process(press: Press) -> None:
    html = HEAD + "<h1>Ἀθήνα and Łódź</h1><p>ab<a href='https://a.example/'>c</a> محمد 🎉</p>" * 3

    first = press.typeset(html, stamp=STAMP)
    with Press() as other:
        again = other.typeset("<html lang=en><title>-</title>Something before it", stamp=STAMP)
        assert again.pdf != first.pdf
        assert other.typeset(html, stamp=STAMP).pdf == press.typeset(html, stamp=STAMP).pdf == first.pdf


def test_another_stamp_is_another_file(press: Press) -> None:
    html = HEAD + "<p>Words"

    assert press.typeset(html, stamp=STAMP).sha256 != press.typeset(html, stamp=STAMP.replace(day=29)).sha256


def test_a_document_that_takes_too_long_is_ended_and_the_next_is_set() -> None:
    with Press(seconds=5) as press:
        good = press.typeset(HEAD + FLEX * 2 + "words" + "</div>" * 2, stamp=STAMP, style=STYLE)
        first = children(press)

        with pytest.raises(RenderFailed, match="takes too long") as ended:
            press.typeset(ENDLESS, stamp=STAMP, style=STYLE)

        assert ended.value.reason == "time"
        again = press.typeset(HEAD + FLEX * 2 + "words" + "</div>" * 2, stamp=STAMP, style=STYLE)
        assert again == good
        assert children(press) != first


def test_a_document_that_takes_too_much_memory_is_ended_and_the_next_is_set() -> None:
    with Press(seconds=120, megabytes=320) as press:
        with pytest.raises(RenderFailed) as ended:
            press.typeset(HEAD + "<p>word</p>" * 40_000, stamp=STAMP)

        assert ended.value.reason in {"memory", "died"}
        assert press.typeset(HEAD + "<p>word</p>", stamp=STAMP).pages == 1


def test_a_child_that_was_killed_is_replaced() -> None:
    with Press() as press:
        press.typeset(HEAD, stamp=STAMP)
        process = press._idle.queue[-1]._process
        process.kill()
        process.wait()

        with pytest.raises(RenderFailed) as ended:
            press.typeset(HEAD, stamp=STAMP)
        assert ended.value.reason == "died"
        assert press.typeset(HEAD, stamp=STAMP).pages == 1


def test_several_threads_share_the_children() -> None:
    with Press(workers=2) as press, ThreadPoolExecutor(6) as threads:
        made = list(threads.map(lambda n: press.typeset(f"{HEAD}<p>{n}", stamp=STAMP), range(12)))
        assert len(children(press)) == 2

    assert len({one.sha256 for one in made}) == 12


def test_closing_ends_the_children() -> None:
    with Press() as press:
        press.typeset(HEAD, stamp=STAMP)
        process = press._idle.queue[-1]._process
        assert process.poll() is None

    assert process.poll() is not None


@LINUX
def test_children_know_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET_KEY", "a secret of the portal")
    with Press() as press:
        press.typeset(HEAD, stamp=STAMP)
        known = Path(f"/proc/{children(press).pop()}/environ").read_bytes()

    assert b"FONTCONFIG_FILE=" in known
    assert b"PORTAL_" not in known


@LINUX
def test_children_end_with_a_parent_that_was_killed() -> None:
    asked = [sys.executable, "-c", ORPHAN]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stdin=subprocess.PIPE, cwd=ROOT) as parent:
        assert parent.stdout
        ended = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()

    assert select.select([ended], [], [], 30)[0] == [ended]
    os.close(ended)


def test_dropped_css_is_a_warning(press: Press) -> None:
    made = press.typeset(HEAD + "<p>Words", stamp=STAMP, style="p { text-wrap: balance }")

    assert [warning for warning in made.warnings if "text-wrap" in warning]


def children(press: Press) -> set[int]:
    return {child._process.pid for child in press._idle.queue if child}
