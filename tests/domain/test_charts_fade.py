"""The fade as a drawing: every figure is in it, whatever the form and the colours."""

import re
from xml.etree import ElementTree

import pytest

from portal.domain.charts_fade import (
    PAPER,
    PHONE,
    SHEET,
    WIDE,
    Bar,
    Form,
    Line,
    fade,
    falling,
    standing_after,
)
from portal.domain.palette import tokens

BARS = [
    Bar(label="31 Mar", had=412, fades=103),
    Bar(label="30 Jun", had=369, fades=92),
    Bar(label="30 Sep", had=277, fades=69),
    Bar(label="31 Dec", had=208, fades=52),
]
PLACE = Line(300, ("300 keeps", "a place"))


def words(svg: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_the_picture_says_what_was_and_what_is_left() -> None:
    drawn = fade(BARS, title="What fades", line=PLACE)
    assert words(drawn) == [
        "412", "309", "−103", "31 Mar", "369", "277", "−92", "30 Jun", "208", "−69", "30 Sep",
        "156", "−52", "31 Dec", "300 keeps", "a place",
    ]  # fmt: skip
    assert "<title>What fades</title>" in drawn
    assert "style=" not in drawn


@pytest.mark.parametrize("form", [WIDE, PHONE, PAPER, SHEET])
@pytest.mark.parametrize("bars", [[], [Bar(label="x", had=0, fades=0)], BARS, [*BARS, *BARS]])
def test_nothing_leaves_the_drawing(form: Form, bars: list[Bar]) -> None:
    drawn = fade(bars, title="<&>", form=form, line=Line(10**6, ("far away",)))
    tree = ElementTree.fromstring(drawn)
    for number in re.findall(r' y="(-?[\d.]+)"', drawn):
        assert 0 <= float(number) <= form.height
    assert tree.get("aria-label") == "<&>"


def test_paper_has_colours_of_its_own() -> None:
    drawn = fade(BARS, title="x", form=PAPER, colours=tokens("#802050").light)
    assert "var(" not in drawn


def test_the_worked_figures() -> None:
    assert standing_after(400, 4, rate=25) == [400, 300, 225, 169, 127]
    assert [(bar.had, bar.left) for bar in falling(412, ["now", "then"], rate=25)] == [(412, 309), (309, 232)]
