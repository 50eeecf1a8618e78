"""Pictures and papers to send in, made on the spot."""

import io
from typing import Any

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def a_picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    """A picture of one colour."""
    into = io.BytesIO()
    Image.new("RGB", size, more.pop("colour", (140, 35, 82))).save(into, kind, **more)
    return into.getvalue()


def with_a_place() -> bytes:
    """A photo that says where and with what it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (54.0, 19.0, 30.0)
    return a_picture("JPEG", exif=exif, comment=b"secret words")


def with_a_muddled_place() -> bytes:
    """The same photo, its place under a number that says something else in EXIF."""
    body = bytearray(with_a_place())
    body[body.index(b"Exif") + 69] = 2
    return bytes(body)
