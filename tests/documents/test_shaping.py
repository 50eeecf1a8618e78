"""Words in drawings: seen as they are written, whatever the direction of their script."""

import unicodedata

import pytest

from portal.press.shaping import in_drawing


@pytest.mark.parametrize("text", ["", "16 Nov", "2 keep", "30. Nov.", "11月", "Юлія", "−103"])
def test_what_runs_from_the_left_stays(text: str) -> None:
    assert in_drawing(text) == text


def test_hebrew_stands_in_the_order_in_which_it_is_seen() -> None:
    assert in_drawing("שירה לוי") == "יול הריש"


def test_arabic_letters_join_as_their_neighbours_make_them() -> None:
    """Noon and waw tie to what follows only where it lets them: waw lets nobody tie to it from behind."""
    seen = [unicodedata.name(letter).removeprefix("ARABIC LETTER ") for letter in in_drawing("نوفمبر 16")]
    assert seen[3:] == [
        "REH FINAL FORM", "BEH MEDIAL FORM", "MEEM MEDIAL FORM", "FEH INITIAL FORM", "WAW FINAL FORM",
        "NOON INITIAL FORM",
    ]  # fmt: skip
    assert in_drawing("نوفمبر 16").startswith("16 ")


def test_lam_and_alef_are_one() -> None:
    assert in_drawing("لا") == "\ufefb"
    assert in_drawing("كلام") == "\ufee1\ufefc\ufedb"
