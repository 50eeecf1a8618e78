"""What holds for every document: sound, tagged, whole, the same bytes, in any script, whoever wrote in it."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from portal.outside.pdf import Press, Rendered
from tests.documents import samples
from tests.documents.every import EVERY, LENGTHS
from tests.documents.reading import against_ua1, fonts_of, is_sound, links_of, opened, tags_of, text_of

NAMES = (
    "Łukasz Żółć", "Nguyễn Thị Hạnh", "Αλέξανδρος Ζωή", "Юлія Ґалаґан", "محمد الحسن", "שירה לוי",
    "王小明", "山田はなこ", "김민준", "Sofi 🎉 👩🏽‍🚀",
)  # fmt: skip
PRINTABLE = {"A4", "letter"}


def made(press: Press, kind: str, length: str, **program: Any) -> Rendered:
    """The sample of a kind, for a program that is otherwise as it says."""
    paper = getattr(EVERY[kind], length)
    return EVERY[kind].typeset(press, replace(paper, program=replace(paper.program, **program)))


def renamed(thing: Any, old: str, new: str) -> Any:
    """The same, with `old` become `new` in every plain text."""
    if isinstance(thing, str):
        return type(thing)(thing.replace(old, new))
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(
            thing, **{each.name: renamed(getattr(thing, each.name), old, new) for each in fields(thing)}
        )
    if isinstance(thing, (tuple, list)) and type(thing) in {tuple, list}:
        return type(thing)(renamed(each, old, new) for each in thing)
    return thing


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("kind", EVERY)
def test_every_length_is_sound_and_tagged(press: Press, tmp_path: Path, kind: str, length: str) -> None:
    rendered = made(press, kind, length)
    fonts = fonts_of(rendered.pdf)
    assert (rendered.warnings, against_ua1(rendered.pdf)) == ((), [])
    assert is_sound(rendered.pdf, tmp_path)
    assert set(fonts.values()) == {"yes yes yes"}
    assert all(re.match(r"[A-Z]{6}\+", name) for name in fonts)
    with opened(rendered.pdf) as file:
        assert str(file.docinfo["/Title"]).strip()
        assert str(file.Root.Lang) == "en-GB"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle) is True


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("kind", EVERY)
def test_it_reads_aloud_in_order(press: Press, kind: str, length: str) -> None:
    tags = tags_of(made(press, kind, length).pdf)
    levels = [int(tag.name[1]) for tag in tags if re.fullmatch(r"H\d", tag.name)]
    headers = {tag.id for tag in tags if tag.name == "TH"}
    cells = {name for tag in tags if tag.name == "TD" for name in tag.headers}
    assert levels[0] == 1
    assert all(later <= before + 1 for before, later in pairwise(levels))
    assert all(len(tag.words) > 3 for tag in tags if tag.name == "Figure")
    assert cells <= headers


@pytest.mark.parametrize("kind", EVERY)
def test_harm_stands_as_words(press: Press, tmp_path: Path, kind: str) -> None:
    rendered = made(press, kind, "hostile")
    said = text_of(rendered.pdf)
    assert (rendered.warnings, against_ua1(rendered.pdf)) == ((), [])
    assert is_sound(rendered.pdf, tmp_path)
    assert "<script>alert(1)</script>" in said
    assert "{{ 7 * 7 }}" in said
    assert "root:" not in said
    assert {link.partition(":")[0] for link in links_of(rendered.pdf)} <= {"mailto", "https"}


@pytest.mark.parametrize("kind", EVERY)
def test_nothing_stands_past_the_edge_of_the_paper(press: Press, kind: str) -> None:
    """Neither usual words, nor long ones, nor harm."""
    for length in ("usual", "longest", "hostile"):
        assert list(outside(made(press, kind, length).pdf)) == [], length


def outside(pdf: bytes) -> Iterator[str]:
    """Each word that stands, in part, past the edge of its page."""
    with pypdfium2.PdfDocument(pdf) as file:
        for number, page in enumerate(file, start=1):
            width, height = page.get_size()
            words = page.get_textpage()
            for index in range(words.count_rects()):
                left, bottom, right, top = words.get_rect(index)
                if left < -1 or bottom < -1 or right > width + 1 or top > height + 1:
                    yield f"page {number}: {words.get_text_bounded(left, bottom, right, top)[:40]}"


@pytest.mark.parametrize("kind", EVERY)
def test_any_name_has_its_letters(press: Press, kind: str) -> None:
    usual = EVERY[kind].usual
    for name in NAMES:
        rendered = EVERY[kind].typeset(press, renamed(usual, "Maya Okafor", name))
        assert (rendered.missing, rendered.warnings) == ("", ()), name
    unwritable = renamed(usual, "Maya", "a\U000f1234b")
    told = "\U000f1234" if unwritable != usual else ""
    assert EVERY[kind].typeset(press, unwritable).missing == told


@pytest.mark.parametrize("paper", sorted(PRINTABLE))
@pytest.mark.parametrize("language", ["ar", "de"])
@pytest.mark.parametrize("kind", EVERY)
def test_other_paper_and_other_ways_to_read(press: Press, kind: str, language: str, paper: str) -> None:
    rendered = made(press, kind, "usual", language=language, paper=paper)
    assert (rendered.warnings, against_ua1(rendered.pdf)) == ((), [])
    assert list(outside(rendered.pdf)) == []


@pytest.mark.parametrize("kind", EVERY)
def test_the_same_data_are_the_same_bytes(press: Press, kind: str) -> None:
    first = made(press, kind, "usual")
    with Press() as other:
        made(other, kind, "shortest")
        assert made(other, kind, "usual").pdf == made(press, kind, "usual").pdf == first.pdf


def test_words_past_the_edge_are_found(press: Press) -> None:
    """The control of the test above: text that leaves the page is seen to."""
    page = '<html lang="en"><title>-</title><h1>A</h1><p style="white-space: nowrap">' + "far " * 80
    assert list(outside(press.typeset(page, stamp=samples.ISSUED).pdf)) != []
