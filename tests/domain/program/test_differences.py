"""What changed between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.program.differences import Piece, passages, sentences

WORDS = st.lists(st.sampled_from(["you", "may", "skip", "one", "two", "seasons", "ad", "#ad"]), min_size=1)
TEXTS = st.lists(WORDS.map(" ".join), max_size=6)


def test_a_reworded_sentence_says_which_words() -> None:
    old, new = ["You may skip one a season.", "Be kind."], ["You may skip two a season.", "Be kind."]
    assert passages(old, new) == [
        [
            Piece("same", "You may skip"),
            Piece("gone", "one"),
            Piece("new", "two"),
            Piece("same", "a season."),
        ]
    ]


def test_another_sentence_is_gone_or_new_as_a_whole() -> None:
    assert passages(["Wear a hat."], ["Never on Sundays, and not in the rain."]) == [
        [Piece("gone", "Wear a hat.")],
        [Piece("new", "Never on Sundays, and not in the rain.")],
    ]


def test_a_text_is_cut_into_sentences_and_lines() -> None:
    text = "One. Two “three”! Mind the 1. and 2.\n\n- a list\n| Mug | 100 |\n| --- | ---: |"
    assert sentences(text) == ["One.", "Two “three”!", "Mind the 1. and 2.", "a list", "Mug, 100"]
    assert sentences("# Head\n#ad first. #ad always.\n*So* be it.") == [
        "Head",
        "#ad first.",
        "#ad always.",
        "*So* be it.",
    ]


@given(TEXTS)
def test_what_stayed_is_left_out(text: list[str]) -> None:
    assert passages(text, text) == []


@given(TEXTS, TEXTS)
def test_nothing_is_said_to_go_that_was_not_there(old: list[str], new: list[str]) -> None:
    was, became = " ".join(old).split(), " ".join(new).split()
    for passage in passages(old, new):
        for piece in passage:
            words = piece.text.split()
            assert piece.kind == "new" or set(words) <= set(was)
            assert piece.kind == "gone" or set(words) <= set(became)


@given(TEXTS, TEXTS)
def test_every_change_of_sentences_is_told(old: list[str], new: list[str]) -> None:
    assert bool(passages(old, new)) == (old != new)
