"""A proof is the document as it would be with words that nobody kept, and leaves no trace."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.db import db
from portal.domain.composing.order import Order
from portal.domain.issuing import wordings
from portal.domain.refusal import Refused
from portal.making import MAKING
from portal.models.audit_entry import AuditEntry
from portal.models.joining.membership import Membership
from portal.models.paper.document import Document, DocumentKind
from portal.models.paper.print_run import PrintRun
from portal.outside.files import Folder
from portal.outside.pdf import Press, Rendered
from portal.proofs import Desk
from tests.conftest import NOW
from tests.documents.reading import against_ua1, text_of
from tests.support.rows_onboarding import an_ambassador
from tests.test_printing import LINKS

PACK = DocumentKind.PACK


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press() as press:
        yield press


def proof(
    press: Press, folder: Path, *, who: Membership | None = None, called: str = "Preview", **words: str
) -> Rendered:
    desk = Desk(press=press, store=Folder(folder), links=LINKS)
    people = (who or an_ambassador(at=NOW, name="Łucja Nowak"),)
    return desk.proof(PACK, people=people, words=words, choices={}, called=called, at=NOW)


def counted() -> list[int | None]:
    every = (Document, PrintRun, AuditEntry)
    return [db.session.scalar(select(func.count()).select_from(table)) for table in every]


def test_it_has_the_typed_words_and_says_that_it_is_a_preview(
    app: object, press: Press, tmp_path: Path
) -> None:
    made = proof(press, tmp_path, hello="Dear **{{ first_name }}**, this is typed.")
    said = text_of(made.pdf)
    assert (made.warnings, against_ua1(made.pdf)) == ((), [])
    assert "Dear Łucja, this is typed." in said
    assert "Write to me about anything at all." in said
    pages = [text_of(made.pdf, first=number, last=number) for number in range(2, made.pages + 1)]
    assert [page.count("Preview") for page in pages] == [2] * (made.pages - 1)


def test_it_is_kept_nowhere(app: object, press: Press, tmp_path: Path) -> None:
    who = an_ambassador(at=NOW)
    before = counted()
    proof(press, tmp_path, who=who, hello="Typed.")
    assert (counted(), set(db.session.new), set(db.session.dirty)) == (before, set(), set())
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []
    assert wordings.changed() == {}


def test_what_it_is_called_stays_a_word_in_the_style_sheet(app: object, press: Press, tmp_path: Path) -> None:
    called = 'x"}}}*{display:none}"\\'
    made = proof(press, tmp_path, called=called)
    assert made.warnings == ()
    assert "".join(text_of(made.pdf, first=2, last=2).split()).count(called) == 2
    assert "Welcome, Łucja." in text_of(made.pdf)


def test_the_next_paper_of_the_same_press_is_no_proof(app: object, press: Press, tmp_path: Path) -> None:
    assert "Preview" in text_of(proof(press, tmp_path).pdf)
    paper = MAKING[PACK].compose(Order(number="OP-1", at=NOW, people=(an_ambassador(at=NOW),)))
    assert "Preview" not in text_of(MAKING[PACK].typeset(press, paper).pdf)


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script> <style>*{display:none}</style>",
        "![x](file:///etc/passwd) ![x](http://127.0.0.1:9/x.png) <img src='file:///etc/passwd'>",
        "[x](javascript:alert(1)) [y](data:text/html;base64,AAAA) [z](file:///etc/passwd)",
        "a\x00b\x01c\x1b[31m\u202eevil\u2066 \ud800".encode("utf-8", "ignore").decode(),
        "w" * 5000,
        "# " * 2500,
        "> " * 2500,
        "- " * 2500,
        "| a | b |\n| --- | --- |\n" + "| x | y |\n" * 400,
        "`" * 2500 + "*" * 2500,
        "```\n" + "code " * 900 + "\n```",
    ],
    ids=lambda words: words[:24].encode("unicode-escape").decode(),
)
def test_hostile_words_are_set_and_come_to_nothing(
    app: object, press: Press, tmp_path: Path, words: str
) -> None:
    made = proof(press, tmp_path, hello=words)
    assert made.warnings == ()
    assert against_ua1(made.pdf) == []
    for harm in (b"javascript:", b"file:", b"data:text", b"/JS"):
        assert harm not in made.pdf
    assert "In this pack" in text_of(made.pdf)


def test_words_that_cannot_be_said_and_a_press_that_fails_are_refused(app: object, tmp_path: Path) -> None:
    with Press(megabytes=1) as broken:
        with pytest.raises(Refused, match="Line 1: there is no placeholder nmae"):
            proof(broken, tmp_path, hello="{{ nmae }}")
        with pytest.raises(Refused, match="It could not be set"):
            proof(broken, tmp_path)
