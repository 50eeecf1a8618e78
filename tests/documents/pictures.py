"""Documents as pictures: all pages of a document on one sheet, compared with the sheet that was kept."""

from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

KEPT = Path(__file__).with_name("pictures")
ACROSS = 8
PIXELS_A_POINT = 0.6
GAP = 6
# Edges of letters may fall a pixel aside where another build draws them; a word that changed may not.
# So what counts is the share of clearly different pixels in the worst spot, a spot being about a word.
BLUR = 0.6
DIFFERENT = 24
SPOT = 24
SHARE = 0.02


def contact_sheet(pdf: bytes) -> Image.Image:
    """Every page of a document, eight in a row, at 43 dots an inch."""
    with pypdfium2.PdfDocument(pdf) as file:
        pages = [page.render(scale=PIXELS_A_POINT).to_pil().convert("RGB") for page in file]
    width, height = max(page.width for page in pages), max(page.height for page in pages)
    across = min(ACROSS, len(pages))
    down = -(-len(pages) // across)
    sheet = Image.new("RGB", (across * (width + GAP), down * (height + GAP)), "#808080")
    for place, page in enumerate(pages):
        sheet.paste(page, (place % across * (width + GAP), place // across * (height + GAP)))
    return sheet


def kept(name: str) -> Image.Image | None:
    """The picture that was kept under a name."""
    file = KEPT / f"{name}.webp"
    return Image.open(file).convert("RGB") if file.exists() else None


def keep(name: str, picture: Image.Image) -> None:
    """Keep a picture as it is, without loss."""
    KEPT.mkdir(exist_ok=True)
    picture.save(KEPT / f"{name}.webp", lossless=True, quality=100, method=6)


def difference(one: Image.Image, other: Image.Image) -> tuple[float, Image.Image]:
    """The share of pixels that differ clearly in the worst spot, and a picture with them in red on the first.

    Pictures of unlike sizes differ wholly.
    """
    if one.size != other.size:
        return 1.0, one
    blurred = (picture.filter(ImageFilter.GaussianBlur(BLUR)) for picture in (one, other))
    apart = ImageChops.difference(*blurred).convert("L").point(lambda value: 255 if value > DIFFERENT else 0)
    spots = apart.resize((-(-apart.width // SPOT), -(-apart.height // SPOT)), Image.Resampling.BOX)
    shown = Image.blend(one, Image.new("RGB", one.size, "white"), 0.6)
    shown.paste("red", mask=apart)
    return spots.getextrema()[1] / 255, shown
