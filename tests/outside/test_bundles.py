"""Joined papers are one accessible file; zipped ones are as they were."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from portal.outside.bundles import Paper, joined, zipped
from portal.outside.pdf import Press
from tests.documents.reading import against_ua1, is_sound, opened, tags_of, text_of

STAMP = datetime(2026, 1, 28, 9, tzinfo=UTC)
HTML = """<!doctype html><html lang="de"><title>{name}</title><h1>{name}</h1>
<p><a href="https://a.example/{name}">a link</a>, <a href="#end">the end</a></p>
<table><thead><tr><th scope="col">One</th><th scope="col">Two</th></tr></thead>
<tbody><tr><td>{name}</td><td>2</td></tr></tbody></table><h2 id="end">The end</h2>"""


@pytest.fixture(scope="module")
def papers() -> Iterator[list[Paper]]:
    with Press() as press:
        yield [
            Paper(name=f"{name}.pdf", title=name, body=press.typeset(HTML.format(name=name), stamp=STAMP).pdf)
            for name in ("Ada", "Łukasz", "محمد")
        ]


def test_joined_papers_keep_tags_links_and_bookmarks(papers: list[Paper], tmp_path) -> None:
    whole = joined(papers)
    tags = tags_of(whole)
    headers = [tag.id for tag in tags if tag.name == "TH"]

    assert against_ua1(whole) == []
    assert is_sound(whole, tmp_path)
    assert [tag.name for tag in tags].count("Document") == 3
    assert len(set(headers)) == len(headers) == 6
    assert [tag.headers for tag in tags if tag.name == "TD"] == [(name,) for name in headers]
    assert text_of(whole).count("The end") == 3
    with opened(whole) as file:
        assert len(file.pages) == 5
        assert str(file.Root.Lang) == "de"
        assert [item.title for item in file.open_outline().root] == ["Ada", "Łukasz", "محمد"]
        leads = [str(note.A.URI) for page in file.pages for note in page.get("/Annots", []) if "/A" in note]
        places = {
            str(note.Dest) for page in file.pages for note in page.get("/Annots", []) if "/Dest" in note
        }
    assert leads[0] == "https://a.example/Ada"
    assert len(leads) == len(places) == 3


def test_links_lead_into_their_own_paper_and_what_is_common_is_there_once(papers: list[Paper]) -> None:
    with opened(joined(papers * 2)) as file:
        names = list(file.Root.Names.Dests.Names)
        places = {bytes(name): place[0].objgen for name, place in zip(names[::2], names[1::2], strict=True)}
        sheets = [page.obj.objgen for page in file.pages]
        leads = [
            (sheets.index(places[bytes(note.Dest)]), number)
            for number, page in enumerate(file.pages)
            for note in page.get("/Annots", [])
            if "/Dest" in note
        ]
        fonts = {
            page.Resources.Font[name].DescendantFonts[0].FontDescriptor.FontFile2.objgen
            for page in file.pages
            for name in page.get("/Resources", {}).get("/Font", {})
        }
    assert list(places) == sorted(places)
    assert leads == [(number, number) for number in (0, 2, 4, 6, 8, 10)]
    assert len(fonts) <= len(papers) * 3, "the second copy of a paper brings no font of its own"


def test_names_that_look_like_pdf_stay_as_they_are(papers: list[Paper], tmp_path: Path) -> None:
    odd = r"(12 0 R) /ID (x) \ <41> /Dest"
    whole = joined([replace(papers[0], title=odd), papers[1]])
    assert is_sound(whole, tmp_path)
    assert against_ua1(whole) == []
    with opened(whole) as file:
        assert [item.title for item in file.open_outline().root] == [odd, "Łukasz"]
        assert str(file.docinfo.Title) == f"{odd}; Łukasz"


def test_the_same_papers_are_the_same_file(papers: list[Paper]) -> None:
    assert joined(papers) == joined(papers)
    assert joined(papers[:1]) != joined(papers[1:2])
    assert zipped(papers, at=STAMP) == zipped(papers, at=STAMP)


def test_a_zip_holds_each_as_it_was(papers: list[Paper]) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(papers, at=STAMP))) as whole:
        assert {name: whole.read(name) for name in whole.namelist()} == {
            paper.name: paper.body for paper in papers
        }


def test_a_paper_without_tags_is_joined_too(papers: list[Paper]) -> None:
    plain = io.BytesIO()
    with pikepdf.new() as blank:
        blank.add_blank_page()
        blank.save(plain)
    whole = joined([Paper(name="b", title="Blank", body=plain.getvalue()), papers[0]])

    assert [tag.name for tag in tags_of(whole)].count("Document") == 1
