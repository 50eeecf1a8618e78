"""Pictures drawn anew, so that nothing of the file that came is kept but what one sees."""

import io
import warnings
from typing import Literal

from PIL import ExifTags, Image, ImageFile
from PIL.Image import Transpose

from portal.domain.refusal import Refused

Kind = Literal["JPEG", "PNG"]
MOST_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "WEBP")
# How a picture is turned upright that lies as its EXIF says, by the number that stands there.
TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}


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
            warnings.simplefilter("ignore")
            if found.width * found.height > most_pixels:
                raise Refused(
                    "The picture has more than %(millions)s million pixels. Choose a smaller one.",
                    millions=most_pixels // 1_000_000,
                )
            found.draft("RGB", (largest, largest))
            drawn = _upright(found).convert("RGBA" if kind == "PNG" else "RGB")
    except Refused:
        raise
    except Exception:  # Bytes that mean ill make the reader raise anything.
        names = {"PNG": "PNG", "JPEG": "JPEG", "WEBP": "WebP", "GIF": "GIF"}
        known = ", ".join(names[each] for each in formats)
        raise Refused("This is no picture (%(known)s), or it is broken.", known=known) from None
    drawn.thumbnail((largest, largest))
    bare = Image.new(drawn.mode, drawn.size)
    bare.paste(drawn)
    into = io.BytesIO()
    bare.save(into, kind, optimize=True, **({"quality": 85} if kind == "JPEG" else {}))
    return into.getvalue()


def _upright(found: Image.Image) -> Image.Image:
    """Read one number of the EXIF and nothing else of it: cameras write much that cannot be read."""
    turn = TURNS.get(found.getexif().get(ExifTags.Base.Orientation, 1))
    return found if turn is None else found.transpose(turn)
