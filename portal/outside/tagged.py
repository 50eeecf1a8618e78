"""Joined papers keep what each says to a screen reader: their tags, renumbered, below one root.

Copying pages leaves the structure tree behind (ISO 32000-1, 14.7): it names pages and links by number, and
the cells of tables by name, so each paper's numbers move up and its names get its own prefix.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

UA = "http://www.aiim.org/pdfua/ns/id/"


class Tags:
    """The structure tree of a whole that grows by papers."""

    def __init__(self, whole: Pdf) -> None:
        self._whole = whole
        self._root = whole.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
        self._numbers: list[Any] = []
        self._next = 0
        self._papers = 0

    def add(self, paper: Pdf, pages: Sequence[pikepdf.Page]) -> None:
        """Take over the tags of `paper`, whose pages have become `pages` of the whole."""
        self._papers += 1
        if "/StructTreeRoot" not in paper.Root:
            return
        tree = self._whole.copy_foreign(paper.Root.StructTreeRoot)
        for element in _each(tree.K):
            element.P = self._root
            self._root.K.append(element)
            self._rename(element)
        numbers = list(tree.ParentTree.Nums)
        keys = [int(key) for key in numbers[::2]]
        self._numbers += [
            x for key, value in zip(keys, numbers[1::2], strict=True) for x in (key + self._next, value)
        ]
        for page in pages:
            self._move(page.obj, "/StructParents")
            for note in page.obj.get("/Annots", []):
                self._move(note, "/StructParent")
        self._next += max(keys, default=-1) + 1

    def finish(self, *, title: str, language: str) -> None:
        """Make the whole a tagged document that says its title and its language."""
        self._root.ParentTree = self._whole.make_indirect(Dictionary(Nums=Array(self._numbers)))
        self._root.ParentTreeNextKey = self._next
        root = self._whole.Root
        root.StructTreeRoot = self._root
        root.MarkInfo = Dictionary(Marked=True)
        root.Lang = String(language)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        with self._whole.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata.register_xml_namespace(UA, "pdfuaid")
            metadata["dc:title"] = title
            metadata[f"{{{UA}}}part"] = "1"
        self._whole.docinfo["/Title"] = title

    def _move(self, thing: Any, key: str) -> None:
        if key in thing:
            thing[key] = int(thing[key]) + self._next

    def _rename(self, element: Any) -> None:
        """Give every name in the tree the prefix of its paper, also where a cell names its headers."""
        for below in _tree(element):
            if "/ID" in below:
                below.ID = self._named(below.ID)
            for said in _each(below.get("/A", [])):
                if "/Headers" in said:
                    said.Headers = Array([self._named(name) for name in said.Headers])

    def _named(self, name: Any) -> String:
        return String(f"{self._papers}-{name}")


def _each(thing: Any) -> list[Any]:
    return list(thing) if isinstance(thing, Array) else [thing]


def _tree(element: Any) -> Iterator[Any]:
    yield element
    for child in _each(element.get("/K", [])):
        if isinstance(child, Dictionary) and "/S" in child:
            yield from _tree(child)
