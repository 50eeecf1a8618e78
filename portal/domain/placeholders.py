"""Words with placeholders that staff may change: what they may hold, where they are wrong, filling them in.

Whatever people wrote makes no link and no HTML once it stands in them.
"""

import contextlib
import enum
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from urllib.parse import quote, urlsplit

from babel.dates import format_date
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from portal.domain.marked import N_
from portal.domain.refusal import Refused

_SANDBOX = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
# What words may do: say something, and say it only if a value is there, or is a certain one.
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If,
    nodes.Const, nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand,
)  # fmt: skip
_BARE = r"(?<!\]\()(?<!<)(?<!mailto:)\{\{\s*(%s)\s*\}\}"

_MARKS = re.compile(r"([\\`*_\[\]{}<>&#!|~])")
_BULLET = re.compile(r"^([-+=])")
_ORDINAL = re.compile(r"^(\d+)([.)])")
_ADDRESS = re.compile(r"(?i)(https?:|www\.)(?=\S)")
# What CommonMark takes for a mail address between < and >.
_MAIL = re.compile(r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?")
_STATEMENTS = {"if", "elif", "else", "endif", "raw", "endraw"}
_BRACKETS = re.compile(r"\{\{.*?\}\}|\{%[-+]?\s*(\w+).*?%\}")
_BREAKING = {"Cc", "Cs", "Zl", "Zp"}


_UNREAD = N_("Line %(line)s: the curly brackets there cannot be read.")
_ONLY = N_(
    "Line %(line)s: only {{ a placeholder }} and {%% if a placeholder %%} can stand among these words."
)


class Form(enum.Enum):
    """How a value stands among the words: one line, several, the address of a page, or one for mail."""

    WORD = "word"
    TEXT = "text"
    LINK = "link"
    MAIL = "mail"


@dataclass(frozen=True, kw_only=True)
class Value:
    """A placeholder: what it means, an example, and its form."""

    means: str
    sample: str
    form: Form = Form.WORD


@dataclass(frozen=True)
class Trouble:
    """Why words cannot be filled in: the line, counted from 1, and the name that nobody knows, if any."""

    why: str
    line: int
    name: str = ""


def link(means: str, path: str) -> Value:
    """Return a placeholder for an address below the portal's own."""
    return Value(means=means, sample=f"https://ambassadors.example/{path}", form=Form.LINK)


def word(means: str, sample: str) -> Value:
    """Return a placeholder for one line."""
    return Value(means=means, sample=sample)


def text(means: str, sample: str) -> Value:
    """Return a placeholder for several lines."""
    return Value(means=means, sample=sample, form=Form.TEXT)


def mail(means: str, sample: str) -> Value:
    """Return a placeholder for a mail address, which people can click."""
    return Value(means=means, sample=sample, form=Form.MAIL)


PROGRAM = {
    "program": word(N_("The name of the program"), "Hedgerow Keepers"),
    "organisation": word(N_("The organisation behind it"), "Hedgerow Drinks"),
    "contact": word(N_("The contact person"), "Ines Calder"),
}


def check(words: str, known: Mapping[str, Value], *, field: str | None = None) -> None:
    """Raise `Refused`, with the line, for words that could not be filled in with the values `known`."""
    for wrong in troubles(words, known):
        raise Refused(wrong.why, field, line=wrong.line, name=wrong.name)


def troubles(words: str, known: Mapping[str, Value]) -> list[Trouble]:
    """Return everything that keeps `words` from being filled in, by line; nothing where they are well."""
    try:
        found = list(_troubles(_SANDBOX.parse(words), known))
        if not found:
            _SANDBOX.compile(words)
    except TemplateSyntaxError as error:
        found = [*_alone(words, known)] or [Trouble(_UNREAD, error.lineno)]
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        # Brackets or conditions within each other by the hundred, or a number of thousands of digits.
        return [Trouble(_UNREAD, 1)]
    return sorted(found, key=lambda wrong: wrong.line)


def _troubles(tree: nodes.Template, known: Mapping[str, Value]) -> Iterator[Trouble]:
    for node in tree.find_all(nodes.Node):
        if not _is_allowed(node):
            yield Trouble(_ONLY, node.lineno)
        elif isinstance(node, nodes.Name) and node.name not in known:
            yield Trouble(N_("Line %(line)s: there is no placeholder %(name)s."), node.lineno, node.name)


def _alone(words: str, known: Mapping[str, Value]) -> Iterator[Trouble]:
    """Find what is wrong in each pair of brackets by itself, where the whole cannot be read."""
    for number, line in enumerate(words.split("\n"), 1):
        for brackets in _BRACKETS.finditer(line):
            if brackets[1] and brackets[1] not in _STATEMENTS:
                yield Trouble(_ONLY, number)
            elif not brackets[1]:
                with contextlib.suppress(TemplateSyntaxError, RecursionError, ValueError):
                    tree = _SANDBOX.parse(brackets[0])
                    yield from (replace(wrong, line=number) for wrong in _troubles(tree, known))


def _is_allowed(node: nodes.Node) -> bool:
    """Texts are compared for being the same, and nothing else, so that filling in can never fail."""
    if isinstance(node, nodes.Const):
        return isinstance(node.value, str)
    if isinstance(node, nodes.Compare):
        return {operand.op for operand in node.ops} <= {"eq", "ne"}
    return isinstance(node, _ALLOWED)


def filled(words: str, values: Mapping[str, object], known: Mapping[str, Value]) -> str:
    """Return `words` as markdown with `values` in it, each by its form.

    Raises `KeyError` for a value that is not declared, `UndefinedError` for one that is wanted and not given.
    """
    return compiled(words, known).render(in_markdown(values, known))


def compiled(words: str, known: Mapping[str, Value]) -> Template:
    """Return `words` ready to be filled in; an address that stands by itself can be followed."""
    addresses = sorted(name for name, value in known.items() if value.form in {Form.LINK, Form.MAIL})
    return _compiled(words, "|".join(addresses))


@lru_cache(maxsize=256)
def _compiled(words: str, addresses: str) -> Template:
    return _SANDBOX.from_string(re.sub(_BARE % addresses, r"<{{ \1 }}>", words) if addresses else words)


def in_words(value: object, language: str) -> object:
    """Return a day as `language` writes it, nothing as an empty text, and anything else as it is."""
    if isinstance(value, date):
        return format_date(value, "d MMMM y", locale=language.replace("-", "_"))
    return "" if value is None else value


def in_markdown(values: Mapping[str, object], known: Mapping[str, Value]) -> dict[str, str]:
    """Return every value escaped for markdown, by its form.

    Raises `ValueError` for a link that is not http or https.
    """
    ways = {Form.WORD: _word, Form.TEXT: _text, Form.LINK: _link, Form.MAIL: _mail}
    return {name: ways[known[name].form](value) for name, value in values.items()}


def one_line(text: object) -> str:
    """Return `text` on one line, without control characters; what a header may hold."""
    plain = (" " if unicodedata.category(sign) in _BREAKING else sign for sign in str(text))
    return " ".join("".join(plain).split())


def _word(value: object) -> str:
    """Mail programs make links of bare addresses, so that those are broken by a space."""
    plain = _MARKS.sub(r"\\\1", _ADDRESS.sub(r"\1 ", one_line(value)))
    return _ORDINAL.sub(r"\1\\\2", _BULLET.sub(r"\\\1", plain))


def _text(value: object) -> str:
    return "\n".join(_word(line) for line in str(value).splitlines()).strip()


def _link(value: object) -> str:
    text = str(value)
    if text and (urlsplit(text).scheme not in {"http", "https"} or not urlsplit(text).hostname):
        raise ValueError("a link is http or https")
    return quote(text, safe="/:?#@!$&*+,;=%~-._")


def _mail(value: object) -> str:
    text = one_line(value)
    return text if _MAIL.fullmatch(text) else _word(text)
