"""Papers as pictures: the right pages, at the right size, from several threads at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO

from PIL import Image

from portal.outside.pdf import Press
from portal.outside.rasters import pictures_of

PAGE = '<html lang="en"><title>-</title><h1>One</h1><h1 style="break-before: page">Two</h1>'
SMALL = "@page{size:72mm 36mm;margin:4mm;@bottom-right{content:none}}"


def a_paper() -> bytes:
    with Press() as press:
        return press.typeset(PAGE, stamp=datetime(2026, 1, 1, tzinfo=UTC), style=SMALL).pdf


def test_pages_become_pictures_no_more_than_wanted() -> None:
    paper = a_paper()
    first, second = (Image.open(BytesIO(each)) for each in pictures_of(paper, dots_an_inch=100, most=9))
    assert [first.size, second.size] == [(284, 142), (284, 142)]
    assert first.tobytes() != second.tobytes()
    assert len(pictures_of(paper, dots_an_inch=20)) == 1


def test_several_at_once_draw_the_same() -> None:
    paper = a_paper()
    alone = pictures_of(paper, dots_an_inch=60, most=2)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: pictures_of(paper, dots_an_inch=60, most=2), range(40)))
    assert all(each == alone for each in found)
