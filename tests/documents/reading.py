"""What a reader finds in a PDF: its text, its tags, its bookmarks, its links."""

import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import page
import pikepdf


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def against_ua1(pdf: bytes) -> list[str]:
    """What PDF/UA-1 finds wrong."""
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def text_of(pdf: bytes, *, first: int = 1, last: int = 9999) -> str:
    """The text of some pages, with single spaces."""
    asked = ["pdftotext", "-f", str(first), "-l", str(last), "-enc", "UTF-8", "-", "-"]
    said = subprocess.run(asked, input=pdf, capture_output=True, check=True).stdout.decode()
    return " ".join(said.split())


def fonts_of(pdf: bytes) -> dict[str, str]:
    """Every font by name, and whether it is embedded, a subset, and mapped to Unicode."""
    said = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return {line.split()[0]: " ".join(line[36:].split()[-5:-2]) for line in said.splitlines()[2:]}


def is_sound(pdf: bytes, place: Path) -> bool:
    """Whether qpdf finds nothing to complain about."""
    file = place / "checked.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["qpdf", "--check", str(file)], capture_output=True).returncode == 0


class Tag(NamedTuple):
    """A tag of the structure: its name, its words for a picture, its id, the ids of a cell's headers."""

    name: str
    words: str
    id: str
    headers: tuple[str, ...]


def tags_of(pdf: bytes) -> list[Tag]:
    """Every tag, in reading order."""

    def below(element: Any) -> Iterator[Tag]:
        children = element.get("/K", [])
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                said = child.get("/A", {})
                said = said[0] if isinstance(said, pikepdf.Array) else said
                headers = tuple(str(name) for name in said.get("/Headers", []))
                yield Tag(str(child.S)[1:], str(child.get("/Alt", "")), str(child.get("/ID", "")), headers)
                yield from below(child)

    with opened(pdf) as file:
        return list(below(file.Root.StructTreeRoot))


def bookmarks_of(pdf: bytes) -> list[str]:
    with opened(pdf) as file, file.open_outline() as outline:
        return [item.title for item in outline.root]


def links_of(pdf: bytes) -> set[str]:
    """Where the links out of a document lead."""
    with opened(pdf) as file:
        notes = [note for sheet in file.pages for note in sheet.get("/Annots", [])]
        return {str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A}
