"""Names in any script: every letter has its glyph, and the text layer says what was written."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.outside.pdf import Press

STAMP = datetime(2026, 1, 28, 9, tzinfo=UTC)
UNNUMBERED = "@page { @bottom-right { content: none } }"
NAMES = {
    "polish": "Łukasz Żółć",
    "vietnamese": "Nguyễn Thị Hạnh",
    "yoruba": "Ọlábísí Ẹniọlá",
    "greek": "Αλέξανδρος Ζωή",
    "cyrillic": "Юлія Ґалаґан",
    "arabic": "محمد الحسن",
    "hebrew": "שירה לוי",
    "devanagari": "कमल",
    "chinese": "王小明",
    "japanese": "山田はなこ",
    "korean": "김민준",
    "thai": "สมชาย",
    "emoji": "Sofi 🎉 👩🏽‍🚀",
    "combining": "Z̴a̷l̸g̷o",
}


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press() as press:
        yield press


@pytest.mark.parametrize("script", NAMES)
def test_every_letter_has_its_glyph(press: Press, tmp_path: Path, script: str) -> None:
    name = NAMES[script]
    assert press.missing_glyphs(name, stamp=STAMP) == ""

    for face in ("serif", "sans"):
        html = f'<html lang="en"><title>-</title><p class="{face}">{name}</p>'
        made = press.typeset(html, stamp=STAMP, style=UNNUMBERED)
        assert made.warnings == ()
        (tmp_path / "name.pdf").write_bytes(made.pdf)
        assert letters(said(tmp_path / "name.pdf")) == letters(name)
        assert every_font_is_a_subset(tmp_path / "name.pdf")


def test_a_letter_that_no_font_has_is_reported(press: Press) -> None:
    assert press.missing_glyphs("a\U000f1234b\U000f1235", stamp=STAMP) == "\U000f1234\U000f1235"


def test_control_characters_are_left_out(press: Press) -> None:
    made = press.typeset('<html lang="en"><title>A\x00\x0b</title><p>b\x00\x01\x1b\x9f\ufffe c', stamp=STAMP)

    assert made.warnings == ()
    assert b"\x1b" not in made.pdf[:20]


def said(file: Path) -> str:
    asked = ["pdftotext", "-enc", "UTF-8", str(file), "-"]
    return subprocess.run(asked, capture_output=True, check=True).stdout.decode()


def letters(text: str) -> list[str]:
    """The letters, without the order and the marks of direction that an extractor adds."""
    added = {0x202A, 0x202B, 0x202C, 0x200E, 0x200F, 0x2060}
    return sorted(letter for letter in text if not letter.isspace() and ord(letter) not in added)


def every_font_is_a_subset(file: Path) -> bool:
    listing = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True).stdout.decode()
    return all(" yes yes yes " in line for line in listing.splitlines()[2:])
