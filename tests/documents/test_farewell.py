"""A farewell letter on paper: thanks, figures, what stays, and who says so."""

from dataclasses import replace

from portal.domain.paper.farewell import Done, Rights
from portal.outside.pdf import Press
from portal.press.farewells import farewell_letter
from tests.documents import samples_farewell as samples
from tests.documents.reading import bookmarks_of, links_of, opened, tags_of, text_of


def test_it_thanks_counts_and_says_what_stays(press: Press) -> None:
    made = farewell_letter(press, samples.USUAL)
    said = text_of(made.pdf)
    for words in (
        "Thank you, Maya",
        "Your time with Trail Crew ended on 12 January 2026.",
        *("41", "63.5", "10", "1,284"),
        *("approved pieces", "influence hours", "months", "points earned in all"),
        "The walk in the rain with eleven people is still talked about at the office.",
        "38 of your pieces came with leave to show them. For how long we may is in the agreement",
        "that you accepted on 4 March 2025 (version 2); the rest is yours alone.",
        "340 credits were not spent. They do not fade, and are there should you come back.",
        "Your link is nobody else’s: pellow.example/t/maya. Nor is your code: MAYA15.",
        "The door is open: you may apply again on any day.",
        "write to me at ines@pellow.example.",
        "Ines Calder Runs the crew.",
    ):
        assert words in said, words
    assert (made.pages, made.warnings) == (1, ())
    assert links_of(made.pdf) == {"https://pellow.example/t/maya", "mailto:ines@pellow.example"}
    assert bookmarks_of(made.pdf) == ["Thank you, Maya"]
    with opened(made.pdf) as file:
        assert str(file.docinfo["/Title"]) == "Farewell letter to Maya Okafor, Trail Crew"


def test_what_there_is_nothing_of_is_left_out(press: Press) -> None:
    said = text_of(farewell_letter(press, samples.SHORTEST).pdf)
    for words in ("approved", "months", "earned", "leave to show", "credit", "link", "door"):
        assert words not in said, words
    assert "Your time with Trail Crew comes to its end." in said


def test_one_of_each_is_said_as_one_and_what_ends_is_still_to_be_spent(press: Press) -> None:
    paper = replace(
        samples.SHORTEST, done=Done(1, samples.USUAL.done.hours, 1, 1), credits=1, rights=Rights(1)
    )
    said = text_of(farewell_letter(press, paper).pdf)
    for words in (
        "approved piece ",
        " month ",
        "point earned in all",
        "One of your pieces came with leave",
    ):
        assert words in said, words
    assert "One credit can be spent until the day it ends." in said
    assert "the agreement" not in said


def test_the_day_of_the_door_is_said_where_it_is_known(press: Press) -> None:
    said = text_of(farewell_letter(press, samples.LONGEST).pdf)
    assert "The door is open again from 1 September 2026: you may apply then." in said
    closed = text_of(farewell_letter(press, replace(samples.USUAL, door=False)).pdf)
    assert "door" not in closed
    bare = farewell_letter(press, replace(samples.SHORTEST, door=False))
    assert "L" not in {tag.name for tag in tags_of(bare.pdf)}


def test_what_was_typed_keeps_its_paragraphs_and_makes_no_html(press: Press) -> None:
    typed = "One <b>line</b>\nof two.\n\n\n\n  {{ Two }}  "
    paper = replace(samples.USUAL, personal=typed)
    assert paper.paragraphs == ["One <b>line</b> of two.", "{{ Two }}"]
    assert "One <b>line</b> of two. {{ Two }}" in text_of(farewell_letter(press, paper).pdf)
