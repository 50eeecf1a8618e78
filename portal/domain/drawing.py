"""Pictures drawn anew, so that nothing of the file that came is kept but what one sees."""

import io
import warnings
from typing import Literal

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from portal.domain.refusal import Refused

Kind = Literal["JPEG", "PNG"]
MOST_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "WEBP")
BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def anew(
    body: bytes,
    kind: Kind,
    *,
    largest: int,
    formats: tuple[str, ...] = FORMATS,
    most_pixels: int = MOST_PIXELS,
) -> bytes:
    """Return a picture drawn anew, upright, at most `largest` pixels wide or high, as a file of `kind`.

    What it said of place, time and camera is gone. Raises `Refused` for what is no picture in one of
    `formats`, is broken or cut short, or has more than `most_pixels`.
    """
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint lets cut pictures pass, in the whole process
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(body), formats=formats) as found:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            if found.width * found.height > most_pixels:
                raise Refused(
                    "The picture has more than %(millions)s million pixels. Choose a smaller one.",
                    millions=most_pixels // 1_000_000,
                )
            found.draft("RGB", (largest, largest))
            drawn = ImageOps.exif_transpose(found).convert("RGBA" if kind == "PNG" else "RGB")
    except BROKEN:
        names = {"PNG": "PNG", "JPEG": "JPEG", "WEBP": "WebP", "GIF": "GIF"}
        known = ", ".join(names[each] for each in formats)
        raise Refused("This is no picture (%(known)s), or it is broken.", known=known) from None
    drawn.thumbnail((largest, largest))
    bare = Image.new(drawn.mode, drawn.size)
    bare.paste(drawn)
    into = io.BytesIO()
    bare.save(into, kind, optimize=True, **({"quality": 85} if kind == "JPEG" else {}))
    return into.getvalue()
