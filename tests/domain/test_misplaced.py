"""Where words are wrong is shown line by line, and only what is wrong is marked."""

import pytest

from portal.domain.misplaced import LONGEST, MOST, Line, Piece, lines
from portal.domain.placeholders import Value

KNOWN = {"name": Value(means="", sample="")}


def marked(words: str) -> dict[int, list[str]]:
    found = lines(words, KNOWN)
    return {line.number: [piece.text for piece in line.pieces if piece.is_wrong] for line in found}


def test_the_name_that_nobody_knows_is_marked_where_it_stands() -> None:
    assert lines("Dear {{ name }},\nnmae: {{ nmae }} and {{name}}", KNOWN) == [
        Line(2, (Piece("nmae: {{ "), Piece("nmae", is_wrong=True), Piece(" }} and {{name}}")))
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("All is well, {{ name }}", {}),
        ("{{ a }} {{ a }}\n\n{% if b %}{{ name }}{% endif %}", {1: ["a", "a"], 3: ["b"]}),
        ("7 is {{ 7*7 }}, {{ name }}", {1: ["{{ 7*7 }}", "{{ name }}"]}),
        (
            "{{ frist_name }}\n{% for x in y %} {{ name }}",
            {1: ["frist_name"], 2: ["{% for x in y %}", "{{ name }}"]},
        ),
        ("One\n{{ name", {2: ["{{ name"]}),
        ("One\n{% if name %}", {2: ["{% if name %}"]}),
        ("{{ a." + "x" * 300, {1: ["{{ a." + "x" * (LONGEST - 5)]}),
        ("{{ a }}\n" * 20, {number: ["a"] for number in range(1, MOST + 1)}),
    ],
)
def test_what_is_wrong_is_marked(words: str, found: dict[int, list[str]]) -> None:
    assert marked(words) == found


def test_the_pieces_are_the_line() -> None:
    for line in lines("<b>{{ a }}</b> {{ name }} {{ b|c }}\n{{ b }}", KNOWN):
        whole = "".join(piece.text for piece in line.pieces)
        assert whole == ["<b>{{ a }}</b> {{ name }} {{ b|c }}", "{{ b }}"][line.number - 1]
