"""Templates hold nothing inline, no words outside gettext, and nothing that people wrote unguarded."""

import re
from html.parser import HTMLParser

import pytest

from portal.config import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
INLINE = re.compile(
    r"""\sstyle=|\son[a-z]+=|hx-on\b|["']js:|<style\b|<script(?![^>]*\ssrc=)|\|\s*safe\b"""
    r"""|\srole="(?:table|row|rowgroup|rowheader|columnheader|cell)\""""
)
SAID = {"alt", "aria-label", "placeholder", "title", "content"}
# Names that are the same in every language, and the formats of machines.
SAME = {
    "CSV",
    "PDF",
    "ZIP",
    "TOTP",
    "ICS",
    "JSON",
    "SHA",
    "X",
    "width",
    "device",
    "initial",
    "scale",
    "viewport",
}


class Words(HTMLParser):
    """Collects the words of a template that stand outside gettext, once its own language is taken out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self._look(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SAID and value and tag != "meta":
                self._look(value)

    def _look(self, text: str) -> None:
        self.found += [word for word in re.findall(r"[^\W\d_]{2,}", text) if word not in SAME]


def own(text: str) -> str:
    """A template without its comments, statements, expressions and translated blocks."""
    text = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{% block (room|\w+_class|inherited) %\}.*?\{% endblock %\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{% macro (taking|described)\b.*?endmacro", "", text, flags=re.DOTALL)
    text = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    text = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", "", text, flags=re.DOTALL)
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_is_clean(path):
    text = path.read_text()
    words = Words()
    words.feed(own(text))
    assert words.found == [], "outside gettext"
    if "mail" not in path.parts:
        assert INLINE.findall(re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)) == []
    if not {"mail", "documents"} & set(path.parts):
        unguarded = [
            line.strip()
            for line in text.splitlines()
            if re.search(r"\|\s*markdown", line) and "prose(" not in line
        ]
        assert unguarded == []


# What gettext is handed by name is a sentence of the program, never what people wrote: in a template it
# comes back as markup, and a per cent sign in it is a format.
TOLD = re.compile(r"(?<![\w.])_\((?!\s*[\"'])([^),]*)")
OURS = {
    "about.about", "about.name", "about.when", "deed.verb", "document.title", "entry.verb", "hindrance.why",
    "kind.when", "name", "passage.name", "said", "value.means", "why", "why.why",
}  # fmt: skip
TABLES = ("definitions", "kinds", "names", "passages", "sources", "titles")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_gettext_is_handed_sentences_of_ours_alone(path):
    handed = {found.strip() for found in TOLD.findall(path.read_text())}
    unknown = {each for each in handed - OURS if not each.startswith(TABLES)}
    assert not unknown
