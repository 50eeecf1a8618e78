"""The words of documents: as delivered, changed by staff, taken back, and harmless whatever they hold."""

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.composing import agreements, packs, statements
from portal.domain.composing.order import Order
from portal.domain.issuing import wordings
from portal.domain.issuing.passages import PASSAGES, known
from portal.domain.paper.letterhead import fingerprint
from portal.domain.refusal import Refused
from portal.models.audit_entry import AuditEntry
from portal.models.paper.document import DocumentKind
from portal.models.person import Person, Role
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_onboarding import an_ambassador

pytestmark = pytest.mark.usefixtures("app")

EVERY = [(kind, passage) for kind, passages in PASSAGES.items() for passage in passages]
PACK = DocumentKind.PACK


@pytest.fixture
def ines() -> Person:
    return a_person(role=Role.MANAGER, at=NOW)


def samples_of(kind: DocumentKind, passage: str) -> dict[str, object]:
    return {name: value.sample for name, value in known(kind, passage).items()}


def change(passage: str, text: str, *, by: Person) -> None:
    wordings.change(PACK, passage, text=text, by=by, at=NOW, language="en")


@pytest.mark.parametrize(("kind", "passage"), EVERY)
def test_every_passage_is_delivered_with_words_that_can_be_said(kind: DocumentKind, passage: str) -> None:
    words = wordings.default(kind, passage, language="en")
    wordings.check(kind, passage, words)
    said = wordings.said(kind, passage, samples_of(kind, passage), language="en")
    assert said.startswith("<p>") or not words
    assert "{" not in said


def test_every_file_belongs_to_a_passage() -> None:
    assert {(path.parent.name, path.stem) for path in wordings.FOLDER.glob("*/*.md")} == set(EVERY)


def test_staff_change_the_words_and_go_back(ines: Person) -> None:
    order = Order(number="OP-1", at=NOW, people=(an_ambassador(at=NOW, name="Łucja *Nowak*"),))
    delivered = packs.compose(order)
    change("hello", "Dear **{{ first_name }}**, welcome to {{ program }}.", by=ines)
    ours = packs.compose(order)
    assert ours.hello == "<p>Dear <strong>Łucja</strong>, welcome to Ambassador program.</p>\n"
    assert (ours.closing, fingerprint(ours) != fingerprint(delivered)) == (delivered.closing, True)
    assert wordings.changed() == {(PACK, "hello"): NOW}
    wordings.restore(PACK, "hello", by=ines, at=NOW, language="en")
    assert fingerprint(packs.compose(order)) == fingerprint(delivered)
    verbs = db.session.scalars(
        select(AuditEntry).where(AuditEntry.thing == "wordings").order_by(AuditEntry.id)
    )
    assert [(each.verb, each.label, each.before["hello"][:7], each.after["hello"][:7]) for each in verbs] == [
        ("changed", "pack, hello", "We read", "Dear **"),
        ("restored", "pack, hello", "Dear **", "We read"),
    ]


def test_what_stays_the_same_is_no_change_and_what_is_empty_says_nothing(ines: Person) -> None:
    change("closing", wordings.default(PACK, "closing", language="en"), by=ines)
    assert wordings.changed() == {}
    change("closing", "", by=ines)
    assert wordings.said(PACK, "closing", {}, language="en") == ""


def test_an_order_brings_words_of_its_own_that_nobody_keeps(ines: Person) -> None:
    change("hello", "Kept.", by=ines)
    order = Order(number="OP-1", at=NOW, people=(an_ambassador(at=NOW),), words={"hello": "Typed."})
    assert packs.compose(order).hello == "<p>Typed.</p>\n"
    assert wordings.current(PACK, "hello", language="en") == "Kept."


def test_days_numbers_and_names_are_written_as_the_language_does() -> None:
    said = wordings.said(
        DocumentKind.STATEMENT,
        "intro",
        {"points": 1284, "name": "ליאור"},
        language="de",
        instead={"intro": "{{ name }}: {{ points }}"},
    )
    assert said == "<p>\u2068ליאור\u2069: 1.284</p>\n"


def test_a_heading_is_a_bold_line() -> None:
    said = wordings.said(PACK, "hello", {}, language="en", instead={"hello": "# One\n\n#### *Two*"})
    assert said == "<p><strong>One</strong></p>\n<p><strong><em>Two</em></strong></p>\n"


def test_who_does_not_declare_a_value_does_not_say_it() -> None:
    with pytest.raises(KeyError):
        wordings.said(PACK, "hello", {"points": 3}, language="en")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("One\n\n{{ nmae }}", "Line 3: there is no placeholder nmae."),
        ("{{ points }}", "Line 1: there is no placeholder points."),
        ("{{ 7*7 }}", "Line 1: only "),
        ("{{ ''.__class__ }}", "Line 1: only "),
        ("{% for x in name %}{% endfor %}", "Line 1: only "),
        ("x" * 100_000, "Keep it to 5000 characters; it has 100000."),
    ],
    ids=lambda value: value[:20],
)
def test_words_that_cannot_be_said_are_refused_and_not_kept(ines: Person, text: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        change("hello", text, by=ines)
    assert str(refused.value).startswith(why)
    assert refused.value.field == "hello"
    assert wordings.changed() == {}


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script><style>p{display:none}</style>",
        '<img src="file:///etc/passwd"> ![x](file:///etc/passwd) ![x](data:image/png;base64,AAAA)',
        "[x](javascript:alert(1)) [x](data:text/html;base64,AAAA) [x](file:///etc/passwd)",
        "<javascript:alert(1)> <data:text/html,x> <file:///etc/passwd>",
        "[x]: javascript:alert(1)\n\n[x]",
        "<svg onload=x><a href='x'>a</a>",
        "[{{ name }}]({{ name }})",
    ],
)
def test_hostile_words_come_to_nothing(text: str) -> None:
    given = samples_of(PACK, "hello") | {"name": "](javascript:alert(1)) <img src=x>"}
    said = wordings.said(PACK, "hello", given, language="en", instead={"hello": text})
    assert "<p>" in said or said == ""
    for harm in ("<img", "<script", "<style", "<svg", "href"):
        assert harm not in said.replace("&lt;a href=", "")


def test_agreement_and_statement_say_theirs() -> None:
    order = Order(number="PS-1", at=NOW, people=(an_ambassador(at=NOW, name="Maya Okafor"),))
    assert "0 were earned in all" in statements.compose(order).intro
    assert " and Maya Okafor.</p>" in agreements.compose(order).between
