"""Whatever a value holds, it comes out as the words it is: no link, no HTML, no second line."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment

from portal.domain import markdown
from portal.domain.placeholders import Form, Value, check, filled, in_markdown, one_line, troubles
from portal.domain.post import plain_text
from portal.domain.refusal import Refused

KNOWN = {form.value: Value(means="", sample="", form=form) for form in Form}
NASTY = st.text(st.sampled_from("ab1 .)(-+=*_`~#>|<!&;[]\\:/@\n\t\"'é\u200fא") | st.characters(), max_size=40)


@given(NASTY)
@example("1. Otto")
@example("- - -")
@example("&amp; &lt;b&gt; &#35;")
@example("[a](javascript:x) ![b](c) <i> `d` **e** ~~f~~")
@example("<ada@x.example> <https://x.example>")
@example("trailing \\")
@example("=====")
def test_a_word_is_said_as_it_is(text: str) -> None:
    for before, after in (("", ""), ("Hello ", ", you"), ("- ", "")):
        said = in_markdown({"word": text}, KNOWN)["word"]
        shown = plain_text.render(f"{before}{said}{after}")
        html = markdown.render(f"{before}{said}{after}")
        assert set(re.findall(r"<(\w+)", html)) <= ({"ul", "li", "p"} if before == "- " else {"p"})
        assert squeezed(one_line(text)) in squeezed(shown)


def squeezed(text: str) -> str:
    """Addresses are broken by a space, so that mail programs make no links of them."""
    return re.sub(r"(?i)(https?:|www\.) ?", r"\1", text)


@given(NASTY)
def test_a_text_makes_no_link_and_no_html(text: str) -> None:
    html = markdown.render(in_markdown({"text": text}, KNOWN)["text"])
    assert set(re.findall(r"<(\w+)", html)) <= {"p"}


@pytest.mark.parametrize(
    ("words", "line", "name"),
    [
        ("One\ntwo {{ nmae }}", 2, "nmae"),
        ("{% if word %}\n{{ x }}{% endif %}", 2, "x"),
        ("{{ 7*7 }}", 1, ""),
        ("{{ ''.__class__ }}", 1, ""),
        ("{{ word.__class__.__mro__ }}", 1, ""),
        ("{{ word()|attr('x') }}", 1, ""),
        ("\n{% for x in word %}{% endfor %}", 2, ""),
        ("{% include '/etc/passwd' %}", 1, ""),
        ("{% set word = 1 %}", 1, ""),
        ("{{ word", 1, ""),
        ("{{ cycler.__init__.__globals__ }}", 1, ""),
        ('{% if (not word) < "a" %}x{% endif %}', 1, ""),
        ("{% if word in (not word) %}x{% endif %}", 1, ""),
        ("{{ " + "9" * 5000 + " }}", 1, ""),
        ("{{ " + "(" * 2000 + "word" + ")" * 2000 + " }}", 1, ""),
        ("{% if " + "not " * 3000 + "word %}x{% endif %}", 1, ""),
        ("{% if word %}" * 150 + "{% endif %}" * 150, 1, ""),
        ("{% if word %}" * 1500 + "{% endif %}" * 1500, 1, ""),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_filled_in_is_told_with_its_line(words: str, line: int, name: str) -> None:
    first = troubles(words, KNOWN)[0]
    assert (first.line, first.name) == (line, name)
    with pytest.raises(Refused, match=f"^Line {line}: .*{name}"):
        check(words, KNOWN)


def test_without_the_sandbox_the_same_words_would_have_been_run() -> None:
    """The negative control: what the check refuses is no idle fear."""
    bare = Environment(autoescape=False)
    assert bare.from_string("{{ 7*7 }}").render() == "49"
    assert "<class 'object'>" in bare.from_string("{{ word.__class__.__mro__ }}").render(word="")
    assert bare.from_string("{% for x in word %}{{ x }}-{% endfor %}").render(word="ab") == "a-b-"


def test_every_trouble_is_found() -> None:
    found = troubles("{{ a }}\n{{ word }}\n{{ b }} {{ 1 }}", KNOWN)
    assert sorted((wrong.line, wrong.name) for wrong in found) == [(1, "a"), (3, ""), (3, "b")]


@given(st.text("{}% ifendelsnotwrd\"'=()<>.|#0\n", max_size=60) | NASTY)
@example('{% if word == "a" %}{{ text }}{% elif not word %}{{ mail }}{% else %}{{ link }}{% endif %}')
@example("{% if word %}{{ word }}")
def test_what_passes_can_always_be_filled_in(words: str) -> None:
    if troubles(words, KNOWN):
        return
    for values in ({"link": "https://a.example"}, {"link": ""}):
        given = {"word": "", "text": "a", "mail": "a@b.example"} | values
        assert isinstance(filled(words, given, KNOWN), str)


@pytest.mark.parametrize(
    ("address", "html"),
    [
        ("i_n+es@x.example", '<a href="mailto:i_n+es@x.example"'),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("<script>@x", "&lt;script&gt;@x"),
        ("a](https://evil.example) [b](https://evil.example", "a](https: //evil.example) [b](https: //"),
        ("a> <https://evil.example", "a&gt; &lt;https: //evil.example"),
    ],
)
def test_an_address_for_mail_can_be_followed_and_nothing_else(address: str, html: str) -> None:
    shown = markdown.render(filled("Write to {{ mail }}.", {"mail": address}, KNOWN))
    assert html in shown
    assert ("<a " in shown) == ("mailto:" in html)
    named = markdown.render(filled("[Write]({{ mail }})", {"mail": address}, KNOWN))
    assert "javascript" not in "".join(re.findall(r'href="([^"]*)"', named))


@given(NASTY)
def test_a_subject_is_one_line(text: str) -> None:
    subject = one_line(text)
    assert subject == subject.strip()
    assert len(subject.splitlines()) <= 1


@given(st.text("abz019/:?#@!$&*+,;=%-._~ ()<>\"'[]\\é", max_size=30))
def test_a_link_goes_where_it_went(path: str) -> None:
    link = in_markdown({"link": f"https://p.example/{path}"}, KNOWN)["link"]
    (href,) = re.findall(r'href="([^"]*)"', markdown.render(f"[Go on]({link})"))
    assert href.startswith("https://p.example/")
    assert not set(href) & set(" <>()\\")
