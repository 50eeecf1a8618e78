"""Name badges: eight to a sheet, cut along marks, names whole and large."""

from dataclasses import replace

import pypdfium2
import pytest

from portal.domain.paper.badge import Badge
from portal.outside.pdf import Press
from portal.press.badges import name_badges
from portal.press.fitting import Part, Size, fitting
from tests.documents import samples_badges as samples
from tests.documents.reading import tags_of, text_of
from tests.documents.test_labels import edges


def test_each_badge_says_who_from_where_and_at_what(press: Press) -> None:
    made = name_badges(press, samples.USUAL)
    said = text_of(made.pdf)
    for words in ("Maya", "Okafor", "Penzance, 2026Q1", "Anne-Sophie", "Ferreira d’Almeida", "さくら"):
        assert words in said, words
    assert (made.pages, said.count("Trail Crew"), said.count("Spring walk")) == (1, 8, 8)
    assert [tag.name for tag in tags_of(made.pdf)].count("H1") == 8


@pytest.mark.parametrize("paper", ["A4", "letter"])
def test_a_ninth_begins_a_sheet_and_all_stand_on_one_grid(press: Press, paper: str) -> None:
    program = replace(samples.USUAL.program, paper=paper)
    made = name_badges(press, replace(samples.USUAL, program=program, badges=(Badge("Zoë"),) * 9))
    found = list(edges(made.pdf, "Zoë"))
    assert [page for page, _left, _top in found] == [1] * 8 + [2]
    (_page, left, top), (_second, right, _level) = found[:2]
    assert (right - left, found[2][2] - top) == (pytest.approx(90, abs=0.2), pytest.approx(60, abs=0.2))
    assert (found[8][1], found[8][2]) == (pytest.approx(left, abs=0.1), pytest.approx(top, abs=0.1))


def test_the_marks_are_drawn_at_the_edges_of_every_cut(press: Press) -> None:
    with pypdfium2.PdfDocument(name_badges(press, samples.SHORTEST).pdf) as file:
        drawn = file[0].render(scale=4).to_pil().convert("L")
    unit = 4 * 72 / 25.4

    def is_dark(x: float, y: float) -> bool:
        around = [
            (round(x * unit) + dx, round(y * unit) + dy) for dx in (-2, -1, 0, 1, 2) for dy in (-2, 0, 2)
        ]
        return min(drawn.getpixel(each) for each in around) < 200

    assert all(is_dark(x, y) for x in (15, 105, 195) for y in (22.5, 274.5))
    assert all(is_dark(x, y) for x in (9, 201) for y in (28.5, 88.5, 148.5, 208.5, 268.5))
    assert not any(is_dark(x, y) for x in (60, 150) for y in (22.5, 274.5, 268.5))


def test_the_longest_names_are_whole_and_keep_off_the_foot(press: Press) -> None:
    made = name_badges(press, samples.LONGEST)
    words = text_of(made.pdf).replace(" ", "").replace("-", "")
    for badge in samples.LONGEST.badges:
        for part in (badge.first, badge.rest):
            assert part.replace(" ", "").replace("-", "") in words
    feet = {round(top) for _page, _left, top in edges(made.pdf, "The yearly")}
    for word in ("Wm", "東", "Montbazon"):
        for _page, _left, top in edges(made.pdf, word):
            foot = min(each for each in feet if each > top - 0.5)
            assert foot - top > 1.5, (word, top)


def test_no_word_is_cut_while_a_smaller_size_keeps_it_whole() -> None:
    large, small, least = Size("large", 4, 8), Size("small", 2, 4), Size("least", 1, 2)
    sizes = (large, small, least)

    def chosen(line: str, *, wide: float = 40, high: float = 16) -> str:
        found = fitting([Part([line], sizes)], wide=wide, high=high)
        return found[0].name if found else ""

    assert [chosen("a" * length) for length in (10, 11, 20, 21, 40)] == [
        "large",
        "small",
        "small",
        "least",
        "least",
    ]
    assert chosen("a" * 41) == "small"
    assert chosen("東" * 10) == "large"
    assert chosen("W" * 10) == "small"
    assert chosen("a b " * 200) == ""
    both = fitting([Part(["aa"], sizes), Part(["b" * 40], sizes)], wide=40, high=10)
    assert both is not None
    assert [size.name for size in both] == ["large", "least"]
