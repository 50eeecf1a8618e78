"""Address labels: where each stands, from which place on, and that nothing of an address is lost."""

from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest

from portal.domain.paper.label import Label, Labels
from portal.outside.pdf import Press, RenderFailed
from portal.press.labels import PATTERNS, SIZES, address_labels, size_of
from tests.documents import samples_labels as samples
from tests.documents.reading import text_of

MM = 72 / 25.4


def edges(pdf: bytes, word: str) -> Iterator[tuple[int, float, float]]:
    """The page of each time that a word stands, and its left and upper edge in millimetres."""
    with pypdfium2.PdfDocument(pdf) as file:
        for number, page in enumerate(file, start=1):
            words, height = page.get_textpage(), page.get_height()
            search = words.search(word)
            while found := search.get_next():
                left, _bottom, _right, top = words.get_charbox(found[0])
                yield number, left / MM, (height - top) / MM


@pytest.mark.parametrize("paper", ["A4", "letter"])
def test_each_stands_in_its_place_on_the_sheet(press: Press, paper: str) -> None:
    pattern, count = PATTERNS[paper], PATTERNS[paper].on_a_sheet
    people = tuple(Label(f"Zoë{number:02}", ("12 High Street",)) for number in range(2 * count))
    program = replace(samples.USUAL.program, paper=paper)
    made = address_labels(press, replace(samples.USUAL, program=program, labels=people, start=3))
    found = list(edges(made.pdf, "Zoë"))
    assert [page for page, _left, _top in found] == [1] * (count - 2) + [2] * count + [3] * 2
    for place, (_page, left, top) in enumerate(found, start=2):
        column, row = place % 2, place % count // 2
        assert left == pytest.approx(pattern.left + column * (pattern.width + pattern.gap) + 8, abs=1)
        assert top - (pattern.top + row * pattern.height) == pytest.approx(10.5, abs=1)
    assert pattern.top * 2 + pattern.rows * pattern.height == pytest.approx(
        297 if paper == "A4" else 279.4, abs=0.1
    )


def test_addresses_stand_as_typed(press: Press) -> None:
    said = text_of(address_labels(press, samples.USUAL).pdf)
    for words in (
        "12 Chapel Street Penzance TR18 4AE",
        "〒150-0001",
        "ul. Świętego Ducha 7 m. 12",
        "Österreich",
    ):
        assert words in said, words


def test_a_long_one_is_set_smaller_and_whole(press: Press) -> None:
    address = "Wohngemeinschaft 12/34 " * 5
    long = Label("Wolfeschlegelsteinhausenbergerdorff " * 5 + "E" * 19, (address, address))
    for paper, pattern in PATTERNS.items():
        program = replace(samples.USUAL.program, paper=paper)
        made = address_labels(press, replace(samples.USUAL, program=program, labels=(long,) * 3, start=1))
        said = text_of(made.pdf)
        assert (made.pages, said.count("Wohngemeinschaft"), said.count("E" * 19)) == (1, 30, 3)
        first, second = sorted(top for _page, _left, top in edges(made.pdf, "Pellow"))[::2]
        assert second - first == pytest.approx(pattern.height, abs=0.5)
        assert max(top for _page, left, top in edges(made.pdf, "Wohn") if left > 100) < second - 3


def test_more_lines_are_set_smaller_until_none_fits(press: Press) -> None:
    pattern = PATTERNS["letter"]
    sizes = [size_of(Label("Bo", ("12",) * lines), pattern) for lines in range(1, 11)]
    assert [size.name for size in sizes] == ["plain"] * 5 + ["long"] * 2 + ["longer"] * 2 + ["least"]
    assert {size.name for size in SIZES} == {size.name for size in sizes}
    wide = size_of(Label("東" * 36, ("東" * 36,) * 4), pattern)
    assert size_of(Label("a" * 36, ("a" * 36,) * 4), pattern).line > wide.line
    many = Labels(samples.USUAL.document, samples.USUAL.program, (Label("Bo", ("12",) * 60),))
    with pytest.raises(RenderFailed, match="The address of Bo is too long for a label"):
        address_labels(press, many)
