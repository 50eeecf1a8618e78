"""Whatever a value holds, it comes out as the words it is: no link, no HTML, no second line."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from portal.domain import markdown
from portal.domain.post import plain_text
from portal.domain.post.letter_kinds import Form, Value
from portal.domain.post.letter_values import in_body, in_subject, one_line

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
        said = in_body({"word": text}, KNOWN)["word"]
        shown = plain_text.render(f"{before}{said}{after}")
        html = markdown.render(f"{before}{said}{after}")
        assert set(re.findall(r"<(\w+)", html)) <= ({"ul", "li", "p"} if before == "- " else {"p"})
        assert squeezed(one_line(text)) in squeezed(shown)


def squeezed(text: str) -> str:
    """Addresses are broken by a space, so that mail programs make no links of them."""
    return re.sub(r"(?i)(https?:|www\.) ?", r"\1", text)


@given(NASTY)
def test_a_text_makes_no_link_and_no_html(text: str) -> None:
    html = markdown.render(in_body({"text": text}, KNOWN)["text"])
    assert set(re.findall(r"<(\w+)", html)) <= {"p"}


@given(NASTY)
def test_a_subject_is_one_line(text: str) -> None:
    subject = in_subject({"word": text})["word"]
    assert subject == subject.strip()
    assert len(subject.splitlines()) <= 1


@given(st.text("abz019/:?#@!$&*+,;=%-._~ ()<>\"'[]\\é", max_size=30))
def test_a_link_goes_where_it_went(path: str) -> None:
    link = in_body({"link": f"https://p.example/{path}"}, KNOWN)["link"]
    (href,) = re.findall(r'href="([^"]*)"', markdown.render(f"[Go on]({link})"))
    assert href.startswith("https://p.example/")
    assert not set(href) & set(" <>()\\")
