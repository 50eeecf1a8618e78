"""Joined papers are one accessible file; zipped ones are as they were."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

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
