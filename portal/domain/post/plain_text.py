"""Markdown as plain text that reads well: links as addresses, lists with dashes, no marks."""

from collections.abc import Iterable, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

_READER = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def render(text: str) -> str:
    """Return markdown as plain text; paragraphs stand apart by an empty line."""
    return _Page().read(_READER.parse(text))


class _Page:
    """Lines that grow as tokens are read; `prefixes` stand before the next line of a list."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.numbers: list[int | None] = []
        self.item = ""

    def read(self, tokens: Iterable[Token]) -> str:
        for token in tokens:
            self._take(token)
        return "\n".join(self.blocks).strip()

    def _take(self, token: Token) -> None:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            self.numbers.append(int(token.attrGet("start") or 1) if token.tag == "ol" else None)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self.numbers.pop()
            self._apart()
        elif token.type == "list_item_open":
            self.item = self._mark()
        elif token.type == "inline":
            self._say(_inline(token.children or []))
        elif token.type in {"fence", "code_block"}:
            self._say(token.content.rstrip())
            self._apart()
        elif token.type in {"paragraph_close", "heading_close", "tr_close"} and not self.numbers:
            self._apart()

    def _mark(self) -> str:
        number = self.numbers[-1]
        if number is None:
            return "- "
        self.numbers[-1] = number + 1
        return f"{number}. "

    def _say(self, text: str) -> None:
        indent = "  " * max(0, len(self.numbers) - 1)
        hang = " " * (len(self.item) or 2) if self.numbers else ""
        first, *rest = text.split("\n")
        self.blocks.append(indent + (self.item or hang) + first)
        self.blocks += [indent + hang + line for line in rest]
        self.item = ""

    def _apart(self) -> None:
        if self.blocks and self.blocks[-1]:
            self.blocks.append("")


def _inline(tokens: Sequence[Token]) -> str:
    said: list[str] = []
    start, href = 0, ""
    for position, token in enumerate(tokens):
        if token.type in {"text", "code_inline"}:
            said.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            said.append("\n")
        elif token.type == "link_open":
            start, href = len(said), str(token.attrGet("href") or "").removeprefix("mailto:")
        elif token.type == "link_close" and "".join(said[start:]) != href:
            said.append(f": {href}" if position == len(tokens) - 1 else f" <{href}>")
    return "".join(said)
