"""Letters, their words, and what values can and cannot do in them."""

import pytest
from flask import Flask

from portal.domain.placeholders import Form
from portal.domain.post import letter_templates, letters, plain_text
from portal.domain.post.letter_kinds import KINDS
from portal.domain.refusal import Refused
from portal.models.letter import LetterState
from portal.models.person import Role
from tests.conftest import NOW
from tests.support.rows import a_person

HOSTILE = "Eve](https://evil.test) <b>bold</b> http://evil.test\r\nBcc: all@x.example *x* [a](javascript:x)"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_delivered_with_words_that_can_be_filled_in(app: Flask, kind: str) -> None:
    words = letter_templates.default(kind, language="en")
    letter_templates.check(kind, subject=words.subject, body=words.body)
    samples = {name: value.sample for name, value in KINDS[kind].values.items()}
    letter = letters.post(kind, to="ada@x.example", at=NOW, **samples)
    assert letter.subject
    assert "{{" not in letter.text + letter.html
    for name, value in KINDS[kind].own.items():
        assert (
            value.form is not Form.LINK
            or f"{{{{ {name} }}}}" not in words.body
            or value.sample in letter.text
        )


def test_every_file_belongs_to_a_kind() -> None:
    assert {path.stem for path in letter_templates.FOLDER.glob("*.md")} == set(KINDS)


def test_a_letter_waits_in_the_outbox(app: Flask) -> None:
    letter = letters.post(
        "password", to="ada@x.example", to_name="Ada", at=NOW, link="https://p.example/forgot/a_b_c"
    )
    assert (letter.state, letter.not_before, letter.subject) == (
        LetterState.QUEUED,
        NOW,
        "Set a new password",
    )
    assert "Hello Ada,\n\nsomebody" in letter.text
    assert "Set a new password: https://p.example/forgot/a_b_c\n" in letter.text
    assert '<p class="act"><a href="https://p.example/forgot/a_b_c"' in letter.html


def test_a_hostile_name_makes_no_link_no_html_and_no_header(app: Flask) -> None:
    letter = letters.post(
        "staff", to="ada@x.example", to_name=HOSTILE, at=NOW, link="https://p.example/w/1", inviter=HOSTILE
    )
    assert letter.html.count("<a ") == 1
    assert "<b>" not in letter.html
    assert "<em>" not in letter.html
    assert "http://" not in letter.text.replace("http: //", "")
    assert "\n" not in letter.subject + letter.to_name
    assert "\r" not in letter.subject + letter.to_name


@pytest.mark.parametrize("link", ["javascript:alert(1)", "//evil.test", "https:///x", "mailto:x@y.example"])
def test_a_link_is_http_or_https(app: Flask, link: str) -> None:
    with pytest.raises(ValueError, match="http"):
        letters.post("password", to="ada@x.example", at=NOW, link=link)


@pytest.mark.parametrize("name", ["Łukasz Żółć", "عائشة بنت محمد", "李小龙", "O'Brien-Smith 👩‍🚀", "1. Otto"])
def test_names_in_any_script_come_out_right(app: Flask, name: str) -> None:
    letter = letters.post("welcome", to="a@x.example", to_name=name, at=NOW, link="https://p.example/w/1",
                          again="https://p.example/forgot")  # fmt: skip
    assert f"Hello {name}," in letter.text
    assert letter.to_name == name
    assert letter.subject == f"You are in, {name}"


def test_an_admin_changes_the_words_and_goes_back(app: Flask) -> None:
    admin = a_person(role=Role.ADMIN, at=NOW)
    letter_templates.change(
        "password", subject="Key for {{ program }}", body="Here: {{ link }}", by=admin, at=NOW, language="en"
    )
    link = "https://p.example/forgot/_a_"
    assert letters.compose("password", link=link).body == f"Here: <{link}>"
    assert letters.compose("password", link=link).subject == "Key for Ambassador program"
    letter_templates.restore("password", by=admin, at=NOW, language="en")
    assert letters.compose("password", link=link).subject == "Set a new password"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("One\ntwo {{ nmae }}", "Line 2: there is no placeholder nmae."),
        ("One\n\n{{ link", "Line 3: the curly brackets there cannot be read."),
        ("{% for x in name %}{% endfor %}", "Line 1: only {{ a placeholder }}"),
        ("{{ name.__class__ }}", "Line 1: only {{ a placeholder }}"),
        ("{{ name * 9999999999 }}", "Line 1: only {{ a placeholder }}"),
        ("{% if number %}{{ name }}{% endif %}", "Line 1: there is no placeholder number."),
    ],
)
def test_words_that_cannot_be_filled_in_are_refused(app: Flask, body: str, why: str) -> None:
    with pytest.raises(Refused, match="^" + "".join(f"[{c}]" if c in "{.}" else c for c in why)) as refused:
        letter_templates.check("password", subject="Hello", body=body)
    assert refused.value.field == "body"


def test_a_held_letter_is_released_once_and_called_back(app: Flask) -> None:
    letter = letters.send_text(
        to="a@x.example", at=NOW, subject="No\r\nBcc: x", body="*No*, sorry.", kind="declined", hold=True
    )
    assert (letter.state, letter.subject) == (LetterState.HELD, "No Bcc: x")
    letters.release(letter, at=NOW)
    assert letter.state == LetterState.QUEUED
    with pytest.raises(Refused, match="held"):
        letters.release(letter, at=NOW)
    letters.cancel(letter)
    assert letter.state == LetterState.CANCELLED
    with pytest.raises(Refused, match="called back"):
        letters.cancel(letter)


def test_lines_stay_as_they_were_typed(app: Flask) -> None:
    body = "Ines Calder\nines@x.example"
    letter = letters.send_text(to="a@x.example", at=NOW, subject="Hello", body=body, kind="declined")
    assert "Ines Calder<br>\nines@x.example" in letter.html
    assert letter.text.startswith(body)


def test_markdown_reads_well_as_plain_text() -> None:
    text = "# Head\n\nA **bold** [word](https://x.example/a).\n\n- one\n- two\n  - deep\n\n1. first\n2. second\n\n<https://x.example>"
    assert plain_text.render(text) == (
        "Head\n\nA bold word <https://x.example/a>.\n\n- one\n- two\n  - deep\n\n"
        "1. first\n2. second\n\nhttps://x.example"
    )
