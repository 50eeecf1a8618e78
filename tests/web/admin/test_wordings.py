"""The words of documents: who may change them, refused where they are wrong, seen before they are kept."""

import base64
import re

import pytest
from lxml import html
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from portal.db import db
from portal.domain.issuing import wordings
from portal.domain.issuing.passages import PASSAGES
from portal.models.audit_entry import AuditEntry
from portal.models.paper.document import Document, DocumentKind
from portal.models.person import Person, Role
from portal.web.forms.paper.wording import WordsForm
from tests.conftest import NOW, Client
from tests.documents.reading import text_of
from tests.support.forms import headline, resend, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_onboarding import an_ambassador

WORDS = "/admin/documents/words"
PACK = f"{WORDS}/pack"
TYPED = {"words-hello": "Dear **{{ first_name }}**, typed.", "words-closing": "Yours"}


@pytest.fixture
def ines(client: Client) -> Person:
    """A manager, signed in."""
    person = a_person(role=Role.MANAGER, name="Ines Calder", at=NOW)
    client.sign_in(person)
    return person


def token(page: TestResponse) -> str:
    return html.fromstring(page.text).xpath("//input[@name='csrf']/@value")[0]


def offered(page: TestResponse) -> list[str]:
    return html.fromstring(page.text).xpath("//select[@name='who']/option/text()")


def areas(page: TestResponse) -> dict[str, str]:
    """The words in the fields of a page."""
    return {each.get("name"): each.text.strip() for each in html.fromstring(page.text).xpath("//textarea")}


def said(passage: str) -> str:
    return wordings.current(DocumentKind.PACK, passage, language="en")


def test_managers_and_admins_word_documents_and_nobody_else(client: Client) -> None:
    answers = {}
    for role in (*Role, None):
        client.sign_in(a_person(role=role, at=NOW))
        answers[role] = [client.get(address).status_code for address in (WORDS, PACK)]
    may = {Role.ADMIN, Role.MANAGER}
    assert answers == {role: [200, 200] if role in may else [403, 403] for role in (*Role, None)}


def test_every_kind_with_passages_is_listed_and_can_be_opened(client: Client, ines: Person) -> None:
    listed = html.fromstring(client.get(WORDS).text).xpath("//tbody//th/a/@href")
    assert sorted(listed) == sorted(f"{WORDS}/{kind}" for kind in PASSAGES)
    for kind, passages in PASSAGES.items():
        fields = html.fromstring(client.get(f"{WORDS}/{kind}").text).xpath("//textarea/@name")
        fields = [field for field in fields if field.startswith("words-")]
        assert fields == [f"words-{passage}" for passage in passages]
    assert client.get(f"{WORDS}/napkins").status_code == 404


def test_no_passage_is_called_like_a_part_of_a_form() -> None:
    names = {passage for passages in PASSAGES.values() for passage in passages}
    assert {name for name in names if hasattr(WordsForm, name)} == set()


def test_words_are_kept_and_the_delivered_ones_taken_back(client: Client, ines: Person) -> None:
    delivered = said("hello")
    kept = send(client, PACK, to=PACK, **TYPED)
    assert kept.headers["Location"] == PACK
    assert (said("hello"), said("closing")) == (TYPED["words-hello"], "Yours")
    assert "2 of 2 yours since " in client.get(WORDS).text
    shown = send(client, PACK, to=PACK, button="")  # unchanged words are no deed
    assert shown.status_code == 303
    page = client.get(PACK)
    csrf = token(page)
    typed = {"csrf": csrf, "delivered": "hello", "words-hello": "x", "words-closing": "Typed on"}
    filled = client.post(f"{PACK}/draft", data=typed)
    assert "Keep them to go back" in filled.text
    assert areas(filled) == {"words-hello": delivered, "words-closing": "Typed on"}
    assert said("hello") == TYPED["words-hello"]
    resend(client, filled, to=PACK)
    assert (said("hello"), said("closing")) == (delivered, "Typed on")
    assert set(wordings.changed()) == {(DocumentKind.PACK, "closing")}
    deeds = db.session.scalars(select(AuditEntry.verb).where(AuditEntry.thing == "wordings"))
    assert sorted(deeds) == ["changed", "changed", "changed", "restored"]
    assert "Words of a document" in client.sign_in(a_person(role=Role.ADMIN, at=NOW)).get("/admin/audit").text


@pytest.mark.parametrize("way", ["", "/preview", "/paper"])
def test_an_unknown_placeholder_is_shown_where_it_stands(client: Client, ines: Person, way: str) -> None:
    an_ambassador(at=NOW)
    page = client.get(PACK)
    csrf = token(page)
    typed = "Dear {{ first_name }},\n\nwelcome <b>to</b> {{ porgram }}."
    data = {"csrf": csrf, "words-hello": typed, "words-closing": "Yours"}
    answer = client.post(PACK + way, data=data)
    assert (answer.status_code, headline(answer)) == (422, "Onboarding pack")
    assert wrongs(answer) == {"words-hello": "Line 3: there is no placeholder porgram."}
    (line,) = html.fromstring(answer.text).xpath("//ol[@class='misplaced']/li")
    assert line.text_content() == "Line 3welcome <b>to</b> {{ porgram }}."
    assert [mark.text for mark in line.iter("mark")] == ["porgram"]
    assert areas(answer) == {"words-hello": typed, "words-closing": "Yours"}
    assert wordings.changed() == {}


@pytest.mark.parametrize("way", ["", "/preview"])
@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("{{ ''.__class__ }}", "Line 1: only "),
        ("{% for x in name %}{% endfor %}", "Line 1: only "),
        ("x" * 100_000, "Keep it to 5000 characters; it has 100000."),
    ],
    ids=["class", "for", "long"],
)
def test_hostile_words_are_refused(client: Client, ines: Person, typed: str, why: str, way: str) -> None:
    an_ambassador(at=NOW)
    data = {"csrf": token(client.get(PACK)), "words-hello": typed, "words-closing": "Yours"}
    answer = client.post(PACK + way, data=data)
    assert answer.status_code == 422
    assert wrongs(answer)["words-hello"].startswith(why)
    assert wordings.changed() == {}


def test_the_latest_ambassador_is_offered_first_and_others_are_found_by_name(
    client: Client, ines: Person
) -> None:
    for name in ("Łucja Nowak", "Ada Lovelace"):
        an_ambassador(at=NOW, name=name)
    page = client.get(PACK)
    assert offered(page) == ["Ada Lovelace", "Łucja Nowak"]
    csrf = token(page)
    data = {"csrf": csrf, "q": "lucja", **TYPED}
    found = client.post(f"{PACK}/draft", data=data)
    assert offered(found) == ["Łucja Nowak"]
    assert "Dear **{{ first_name }}**, typed." in found.text
    nobody = client.post(f"{PACK}/draft", data=data | {"q": "zzz"})
    assert "Nobody fits that." in nobody.text


def test_the_document_is_seen_with_the_typed_words_and_nothing_is_kept(client: Client, ines: Person) -> None:
    who = an_ambassador(at=NOW, name="Łucja Nowak")
    an_ambassador(at=NOW, name="Ada Lovelace")
    page = client.get(PACK)
    csrf = token(page)
    data = {"csrf": csrf, "who": str(who.id), **TYPED, "words-closing": "Yours \U0010fffd"}
    seen = client.post(f"{PACK}/preview", data=data)
    tree = html.fromstring(seen.text)
    sources = tree.xpath("//ol[@class='sheets']//img/@src")
    pictures = [base64.b64decode(source.partition(",")[2]) for source in sources]
    assert {picture[:8] for picture in pictures} == {b"\x89PNG\r\n\x1a\n"}
    assert int(re.search(r"(\d+) pages\.", seen.text)[1]) == len(pictures) > 3
    assert "a box stands in their place: \U0010fffd" in " ".join(seen.text.split())
    assert tree.xpath("//select[@name='who']/option[@selected]/text()") == ["Łucja Nowak"]
    paper = client.post(f"{PACK}/paper", data=data)
    assert (paper.mimetype, paper.headers["Content-Disposition"]) == (
        "application/pdf", "attachment; filename=pack-preview.pdf",
    )  # fmt: skip
    assert "Dear Łucja, typed." in text_of(paper.data)
    assert "Preview" in text_of(paper.data, first=2, last=2)
    assert wordings.changed() == {}
    assert db.session.scalar(select(func.count(Document.id))) == 0


def test_a_document_that_there_is_nothing_of_says_why(client: Client, ines: Person) -> None:
    page = client.get(f"{WORDS}/agreement")
    assert "Nobody fits that." in page.text
    csrf = token(page)
    answer = client.post(f"{WORDS}/agreement/preview", data={"csrf": csrf, "words-between": "x"})
    assert (answer.status_code, wrongs(answer)) == (422, {"": "Choose for whom it is."})


def test_what_comes_with_something_else_has_no_preview(client: Client, ines: Person) -> None:
    page = client.get(f"{WORDS}/slips")
    assert "See it first" not in page.text
    csrf = token(page)
    for way in ("preview", "paper"):
        assert client.post(f"{WORDS}/slips/{way}", data={"csrf": csrf}).status_code == 404


def test_the_choices_of_a_kind_are_offered_and_checked(client: Client, ines: Person) -> None:
    an_ambassador(at=NOW)
    page = client.get(f"{WORDS}/statement")
    csrf = token(page)
    data = {"csrf": csrf, "words-intro": "Just {{ points }}.", "quarter": ""}
    paper = client.post(f"{WORDS}/statement/paper", data=data)
    assert "Just 0." in text_of(paper.data)
    wrong = client.post(f"{WORDS}/statement/paper", data=data | {"quarter": "1999Q9"})
    assert (wrong.status_code, "quarter" in wrongs(wrong)) == (422, True)
