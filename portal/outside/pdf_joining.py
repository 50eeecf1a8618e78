"""Several papers as one PDF, each with its tags, links and bookmark; one paper is in memory at a time.

Every object of a paper is copied under a new number, as the text that PDF writes for it. What a paper
counts or names for itself is moved out of the way of the others on the way: the numbers of its marked
contents (ISO 32000-1, 14.7.4.4), the names of its cells (14.8.5.7) and of the places that links lead to
(12.3.2.3).
"""

import hashlib
import io
import re
from html import escape
from typing import Any

import pikepdf

from portal.outside.pdf_writer import Writer

STRING = rb"(?:\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f]*>)"
TOKEN = re.compile(
    rb"(?P<counts>/StructParents?\s+)(?P<count>\d+)"
    rb"|(?P<names>/(?:ID|Dest)\s*)(?P<name>%(s)s)"
    rb"|(?P<headers>/Headers\s*\[(?:\s|%(s)s)*\])"
    rb"|%(s)s"
    rb"|(?P<reference>\d+)\s0\sR" % {b"s": STRING},
    re.DOTALL,
)
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><dc:title><rdf:Alt>\
<rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""


class Joining:
    """One PDF that grows by papers, each of which begins on a right-hand page."""

    def __init__(self) -> None:
        self.writer = Writer()
        self.root, self.pages, self.tree, self.marks, self.info = (self.writer.number() for _ in range(5))
        self.count = 0
        self.streams: dict[bytes, int] = {}
        self._sheets: list[int] = []
        self._titles: list[tuple[str, int]] = []
        self._elements: list[bytes] = []
        self._numbers: list[bytes] = []
        self._places: list[tuple[bytes, bytes]] = []
        self._language = "en"
        self._hash = hashlib.sha256()

    def add(self, title: str, body: bytes) -> None:
        """Add the pages of a PDF under a bookmark with its title."""
        self._hash.update(hashlib.sha256(body).digest() + title.encode())
        with pikepdf.open(io.BytesIO(body)) as paper:
            if len(self._sheets) % 2:
                self._add_blank(paper.pages[0].mediabox)
            copy = _Copy(self, paper, prefix=b"%d-" % (len(self._titles) + 1))
            sheets = [copy.number(page.obj.objgen[0]) for page in paper.pages]
            self._titles.append((title, sheets[0]))
            self._sheets += sheets
            if "/StructTreeRoot" in paper.Root:
                self._take_tags(copy, paper.Root.StructTreeRoot)
            if "/Names" in paper.Root:
                self._take_places(copy, paper.Root.Names.Dests.Names)
            copy.drain()
            self._language = str(paper.Root.get("/Lang", self._language))

    def _add_blank(self, box: Any) -> None:
        number = self.writer.number()
        self._sheets.append(number)
        sizes = b" ".join(str(side).encode() for side in box)
        blank = b"<< /Type /Page /Parent %d 0 R /MediaBox [%s] /Resources << >> >>"
        self.writer.add(number, blank % (self.pages, sizes))

    def _take_tags(self, copy: "_Copy", tree: Any) -> None:
        copy.known[tree.objgen[0]] = self.tree
        self._elements += map(copy.text, tree.K if isinstance(tree.K, pikepdf.Array) else [tree.K])
        numbers = list(tree.ParentTree.Nums)
        for key, value in zip(numbers[::2], numbers[1::2], strict=True):
            self._numbers.append(b"%d %s" % (int(key) + self.count, copy.text(value)))
        self.count += max(map(int, numbers[::2]), default=-1) + 1

    def _take_places(self, copy: "_Copy", names: Any) -> None:
        pairs = list(names)
        for name, place in zip(pairs[::2], pairs[1::2], strict=True):
            self._places.append((copy.prefix + bytes(name), copy.text(place)))

    def finish(self) -> bytes:
        """Return the whole: tagged, with the language of its papers and a title made of theirs."""
        title = "; ".join(words for words, _sheet in self._titles)[:200]
        add, many = self.writer.add, b" ".join
        kids = many(b"%d 0 R" % sheet for sheet in self._sheets)
        add(self.pages, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(self._sheets), kids))
        add(self.info, b"<< /Title %s >>" % _said(title))
        tree = b"<< /Type /StructTreeRoot /K [%s] /ParentTree << /Nums [%s] >> /ParentTreeNextKey %d >>"
        add(self.tree, tree % (many(self._elements), many(self._numbers), self.count))
        self._add_bookmarks()
        places = many(b"<%s> %s" % (name.hex().encode(), place) for name, place in sorted(self._places))
        metadata, xmp = self.writer.number(), XMP.format(title=escape(title)).encode()
        head = b"<< /Type /Metadata /Subtype /XML /Length %d >>" % len(xmp)
        self.writer.add_stream(metadata, head, xmp)
        add(
            self.root,
            b"<< /Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R /Outlines %d 0 R /Metadata %d 0 R"
            b" /Names << /Dests << /Names [%s] >> >> /MarkInfo << /Marked true >> /Lang %s"
            b" /ViewerPreferences << /DisplayDocTitle true >> >>"
            % (self.pages, self.tree, self.marks, metadata, places, _said(self._language)),
        )
        return self.writer.finish(root=self.root, info=self.info, id=self._hash.digest()[:16])

    def _add_bookmarks(self) -> None:
        marks = [self.writer.number() for _ in self._titles]
        for place, (title, sheet) in enumerate(self._titles):
            beside = b" /Prev %d 0 R" % marks[place - 1] if place else b""
            beside += b" /Next %d 0 R" % marks[place + 1] if place + 1 < len(marks) else b""
            said = b"<< /Title %s /Parent %d 0 R /Dest [%d 0 R /Fit]%s >>"
            self.writer.add(marks[place], said % (_said(title), self.marks, sheet, beside))
        ends = b" /First %d 0 R /Last %d 0 R" % (marks[0], marks[-1]) if marks else b""
        self.writer.add(self.marks, b"<< /Type /Outlines /Count %d%s >>" % (len(marks), ends))


class _Copy:
    """The objects of one paper on their way into the whole: `known` is the new number of each by its old."""

    def __init__(self, whole: Joining, paper: pikepdf.Pdf, *, prefix: bytes) -> None:
        self.whole, self.paper, self.prefix = whole, paper, prefix
        self.known: dict[int, int] = {paper.Root.Pages.objgen[0]: whole.pages}
        self._moved = whole.count
        self._waiting: list[tuple[int, Any]] = []

    def number(self, old: int) -> int:
        """Return the new number of an object, which is copied if it was not yet."""
        if old not in self.known:
            item = self.paper.get_object(old, 0)
            if isinstance(item, pikepdf.Stream):
                self.known[old] = self._stream(item)
            else:
                self.known[old] = self.whole.writer.number()
                self._waiting.append((self.known[old], item))
        return self.known[old]

    def _stream(self, item: Any) -> int:
        """Return the number of a stream: what papers have in common, a logo or a font, is there once."""
        head, body = self._moved_text(item.stream_dict.unparse(resolved=True)), item.read_raw_bytes()
        said = hashlib.sha256(head + body).digest()
        if said not in self.whole.streams:
            self.whole.streams[said] = self.whole.writer.number()
            self.whole.writer.add_stream(self.whole.streams[said], head, body)
        return self.whole.streams[said]

    def drain(self) -> None:
        """Copy all that was referred to, and what that refers to."""
        while self._waiting:
            number, item = self._waiting.pop()
            self.whole.writer.add(number, self._moved_text(_text(item)))

    def text(self, item: Any) -> bytes:
        """Return an object as the whole writes it: a reference to its copy, or the object itself."""
        if isinstance(item, pikepdf.Object) and item.is_indirect:
            return b"%d 0 R" % self.number(item.objgen[0])
        return self._moved_text(_text(item))

    def _moved_text(self, text: bytes) -> bytes:
        return TOKEN.sub(self._move, text)

    def _move(self, match: re.Match[bytes]) -> bytes:
        if match.lastgroup == "reference":
            return b"%d 0 R" % self.number(int(match["reference"]))
        if match.lastgroup == "count":
            return b"%s%d" % (match["counts"], int(match["count"]) + self._moved)
        if match.lastgroup == "name":
            return match["names"] + self._named(match["name"])
        if match.lastgroup == "headers":
            return re.sub(STRING, lambda found: self._named(found[0]), match["headers"])
        return match[0]

    def _named(self, string: bytes) -> bytes:
        begin = b"(" + self.prefix if string[:1] == b"(" else b"<" + self.prefix.hex().encode()
        return begin + string[1:]


def _text(item: Any) -> bytes:
    return item.unparse(resolved=True) if isinstance(item, pikepdf.Object) else str(item).encode()


def _said(text: str) -> bytes:
    """Return a text string as PDF writes it (ISO 32000-1, 7.9.2.2)."""
    return b"<%s>" % ("\ufeff" + text).encode("utf-16-be", "replace").hex().encode()
