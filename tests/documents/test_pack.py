"""The onboarding pack on paper: what it says, how it reads aloud, and that nothing was dropped."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from portal.domain.paper.letterhead import Addressee, fingerprint
from portal.domain.paper.pack import Evidence, Pack, PackReward
from portal.outside.pdf import Press
from portal.press.packs import onboarding_pack
from tests.documents import samples
from tests.documents.reading import (
    against_ua1,
    bookmarks_of,
    fonts_of,
    is_sound,
    links_of,
    opened,
    tags_of,
    text_of,
)

LENGTHS = {
    "shortest": (samples.SHORTEST, 5),
    "usual": (samples.USUAL, 11),
    "accepted": (samples.ACCEPTED, 11),
    "longest": (samples.LONGEST, 43),
}
CHAPTERS = [
    "What we stand for",
    "What we ask of you",
    "Your season",
    "The brief",
    "Points and rewards",
    "Reviews and leaving",
    "Our agreement",
    "Your link and your code",
]


@pytest.mark.parametrize("length", LENGTHS)
def test_every_length_is_whole(press: Press, tmp_path: Path, length: str) -> None:
    pack, pages = LENGTHS[length]
    made = onboarding_pack(press, pack)

    assert made.warnings == ()
    assert made.pages == pages
    assert against_ua1(made.pdf) == []
    assert is_sound(made.pdf, tmp_path)
    assert set(fonts_of(made.pdf).values()) == {"yes yes yes"}
    assert all(re.match(r"[A-Z]{6}\+", name) for name in fonts_of(made.pdf))


def test_the_file_says_what_it_is(press: Press) -> None:
    with opened(onboarding_pack(press, samples.USUAL).pdf) as file:
        assert str(file.docinfo["/Title"]) == "Welcome pack for Maya Okafor, Trail Crew"
        assert str(file.docinfo["/Author"]) == "Pellow Trail Socks"
        assert str(file.docinfo["/CreationDate"]) == "D:20260128090000+00'00"
        assert str(file.Root.Lang) == "en-GB"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle) is True
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_bookmarks_lead_to_every_chapter(press: Press) -> None:
    marks = bookmarks_of(onboarding_pack(press, samples.USUAL).pdf)

    assert marks == ["Welcome, Maya.", "Hello, Maya", *CHAPTERS]


def test_headings_come_in_order_and_pictures_have_words(press: Press) -> None:
    tags = tags_of(onboarding_pack(press, samples.LONGEST).pdf)
    levels = [int(tag.name[1]) for tag in tags if re.fullmatch(r"H\d", tag.name)]
    figures = [tag.words for tag in tags if tag.name == "Figure"]

    assert levels[0] == 1
    assert all(later <= before + 1 for before, later in pairwise(levels))
    assert len(figures) == 5
    assert all(len(words) > 15 for words in figures)
    assert any(words.startswith("The season as dots") for words in figures)


def test_every_cell_knows_its_headers(press: Press) -> None:
    tags = tags_of(onboarding_pack(press, samples.USUAL).pdf)
    headers = {tag.id for tag in tags if tag.name == "TH"}
    cells = [tag.headers for tag in tags if tag.name == "TD"]
    corners = [cell for cell in cells if not cell]

    assert len([tag for tag in tags if tag.name == "Table"]) == 8
    assert len(corners) == 4
    assert {name for cell in cells for name in cell} <= headers


def test_each_chapter_says_its_part(press: Press) -> None:
    pdf = onboarding_pack(press, samples.USUAL).pdf
    said = text_of(pdf)

    assert said.startswith("Your thirteen weeks, one column each.")
    for words in (
        "Welcome, Maya.",
        "2 February to 3 May 2026",
        "Worn, not shown",
        "2 to 4 pieces a month",
        "12 actions in thirteen weeks: about 35 minutes a week.",
        "Film · 10 × 4 · from 9 Mar",
        "Every piece must",
        "No piece may",
        "The rest is yours",
        "10 × 4 40",
        "At the end of each quarter 25% of your standing fades",
        "Credits do not fade",
        "someone who has 400 and earns nothing more has 127 after 4 quarters",
        "Factory day",
        "If you leave",
        "For Pellow Trail Socks",
        "MAYA15",
        "pellow.example/t/maya",
        "Ines Calder",
    ):
        assert words in said, words
    assert text_of(pdf, first=5, last=5).endswith(
        "Trail Crew · Maya Okafor · rules version 3 of 28 January 2026 · "
        "issued 28 January 2026 · P-2026-0001 5"
    )


def test_chapters_without_words_are_left_out(press: Press) -> None:
    made = onboarding_pack(press, samples.SHORTEST)

    assert bookmarks_of(made.pdf) == ["Welcome, Bo.", "Hello, Bo", "Your season", "Points", "Your person"]
    assert "credits turn into" not in text_of(made.pdf)
    assert "None" not in text_of(made.pdf)


def test_lines_to_sign_on_or_the_evidence(press: Press) -> None:
    open_ = text_of(onboarding_pack(press, samples.USUAL).pdf)
    accepted = text_of(onboarding_pack(press, samples.ACCEPTED).pdf)

    assert "Signature, Ines Calder" in open_
    assert "Name as typed" not in open_
    assert "Signature" not in accepted
    for words in ("Name as typed Maya Okafor", "Password and code", "28 January 2026, 08:58:00 UTC"):
        assert words in accepted
    assert samples.SHA in accepted.replace(" ", "")
    assert isinstance(samples.ACCEPTED.agreement and samples.ACCEPTED.agreement.evidence, Evidence)


def test_links_lead_where_they_say(press: Press) -> None:
    assert links_of(onboarding_pack(press, samples.USUAL).pdf) == {
        "https://pellow.example/t/maya",
        "mailto:ines@pellow.example",
        "mailto:fair@pellow.example",
        "mailto:privacy@pellow.example",
    }


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("letter", (612, 792))])
def test_both_papers(press: Press, paper: str, size: tuple[int, int]) -> None:
    made = onboarding_pack(press, replace(samples.USUAL, program=replace(samples.PROGRAM, paper=paper)))

    with opened(made.pdf) as file:
        sizes = {(round(sheet.mediabox[2]), round(sheet.mediabox[3])) for sheet in file.pages}
    assert sizes == {size}
    assert (made.pages, made.warnings, against_ua1(made.pdf)) == (11, (), [])


@pytest.mark.parametrize("brand", ["#8c2352", "#f5c518", "#1d1d1f", "#ffffff", "#000000"])
def test_any_brand_colour(press: Press, brand: str) -> None:
    made = onboarding_pack(press, replace(samples.USUAL, program=replace(samples.PROGRAM, brand=brand)))

    assert (made.pages, made.warnings) == (11, ())


@pytest.mark.parametrize("language", ["de", "fr-CA", "ja", "ar", "he"])
def test_any_language_of_dates(press: Press, language: str) -> None:
    made = onboarding_pack(press, replace(samples.USUAL, program=replace(samples.PROGRAM, language=language)))

    assert made.warnings == ()
    assert against_ua1(made.pdf) == []


@pytest.mark.parametrize(
    "name",
    ["محمد الحسن", "שירה לוי", "王小明", "प्रिया शर्मा", "Юлія Ґалаґан", "Sofi 🎉", "Ẹniọlá", "สมชาย ใจดี"],
)
def test_names_in_any_script(press: Press, name: str) -> None:
    made = onboarding_pack(press, replace(samples.USUAL, person=Addressee(name, name.split()[0])))

    assert made.warnings == ()
    assert against_ua1(made.pdf) == []
    with opened(made.pdf) as file:
        assert name in str(file.docinfo["/Title"])


def test_harm_stands_as_words(press: Press) -> None:
    made = onboarding_pack(press, samples.hostile())
    said = text_of(made.pdf)

    assert made.warnings == ()
    assert against_ua1(made.pdf) == []
    assert "<script>alert(1)</script>" in said
    assert "{{ 7 * 7 }}" in said
    assert "root:" not in said
    assert {link.partition(":")[0] for link in links_of(made.pdf)} <= {"mailto", "https"}
    assert made.pages < 40


def test_same_data_same_bytes_and_fingerprint(press: Press) -> None:
    first = onboarding_pack(press, samples.LONGEST)
    with Press() as other:
        onboarding_pack(other, samples.SHORTEST)
        assert (
            onboarding_pack(other, samples.LONGEST).pdf
            == onboarding_pack(press, samples.LONGEST).pdf
            == first.pdf
        )

    later = replace(samples.USUAL, document=replace(samples.DOCUMENT, number="P-2026-0009"))
    changed = replace(samples.USUAL, disclosure="Say so.")
    assert fingerprint(later) == fingerprint(samples.USUAL) != fingerprint(changed)


@pytest.mark.parametrize("language", ["en-GB", "ar"])
def test_a_photo_and_a_logo(press: Press, language: str) -> None:
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
        "53de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
    )
    logo = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><path d="M0 0h4v1H0z"/></svg>'
    pack: Pack = replace(
        samples.USUAL,
        contact=replace(samples.CONTACT, photo=pixel),
        program=replace(samples.PROGRAM, logo=logo, language=language),
    )
    made = onboarding_pack(press, pack)
    words = {tag.words for tag in tags_of(made.pdf)}

    assert made.warnings == ()
    assert against_ua1(made.pdf) == []
    assert {"Photo of Ines Calder", "Pellow Trail Socks"} <= words


def test_a_standing_of_ones_own_and_what_comes_by_itself_are_told(press: Press) -> None:
    pin, seat = PackReward("Pin", "", milestone="first action"), PackReward("Seat", "", None, "standing", 400)
    made = onboarding_pack(press, replace(samples.ACCEPTED, standing=412, rewards=(pin, seat)))
    said = text_of(made.pdf)
    assert (made.warnings, against_ua1(made.pdf)) == ((), [])
    for words in (
        "You have 412 now. If you earn nothing more, 131 is left after 4 quarters.",
        "Pin first piece",
        "Seat standing 400",
        "What has no number comes by itself, when you get that far.",
    ):
        assert words in said
    assert "An example: someone" not in said
