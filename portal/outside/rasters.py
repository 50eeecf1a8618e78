"""Papers as pictures for a screen."""

import threading
from io import BytesIO

import pypdfium2

POINTS_AN_INCH = 72
# The library is not made for several threads at once.
_one_at_a_time = threading.Lock()


def pictures_of(pdf: bytes, *, dots_an_inch: int, most: int = 1) -> list[bytes]:
    """Return the first pages of a paper that we set ourselves, `most` at most, each as a PNG."""
    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as file:
        return [_drawn(file[number], dots_an_inch) for number in range(min(most, len(file)))]


def _drawn(page: pypdfium2.PdfPage, dots_an_inch: int) -> bytes:
    drawn = BytesIO()
    picture = page.render(scale=dots_an_inch / POINTS_AN_INCH).to_pil()
    picture.save(drawn, "PNG")
    return drawn.getvalue()
