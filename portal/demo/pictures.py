"""Pictures for the demo, drawn: what a telephone's screen shows of a piece."""

import io

from PIL import Image, ImageDraw

from portal.domain.programs import the_program

SIZE = (720, 1280)
INK, PALE = (46, 38, 42), (232, 226, 228)


def screenshot(number: int) -> bytes:
    """Return a PNG that looks like a post: a bar, a landscape, lines of words, the ad line first."""
    brand = tuple(int(the_program().brand_colour[place : place + 2], 16) for place in (1, 3, 5))
    picture = Image.new("RGB", SIZE, (252, 250, 250))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((36, 36, 96, 96), fill=brand)
    pen.rounded_rectangle((116, 46, 330, 62), 8, fill=INK)
    pen.rounded_rectangle((116, 76, 250, 88), 6, fill=PALE)
    _landscape(pen, brand, number)
    pen.rounded_rectangle((36, 880, 36 + 96, 906), 8, fill=brand)
    for line, width in enumerate((560, 640, 610, 590, 200 + 53 * number % 400)):
        first = 150 if line == 0 else 0
        pen.rounded_rectangle((36 + first, 884 + 44 * line, 36 + width, 902 + 44 * line), 8, fill=INK)
    into = io.BytesIO()
    picture.save(into, "PNG")
    return into.getvalue()


def _landscape(pen: ImageDraw.ImageDraw, brand: tuple[int, ...], number: int) -> None:
    sky = [(214, 226, 238), (246, 224, 204), (222, 232, 218)][number % 3]
    pen.rectangle((0, 130, 720, 850), fill=sky)
    sun = 90 + 130 * number % 450
    pen.ellipse((sun, 200 + 17 * number % 90, sun + 120, 320 + 17 * number % 90), fill=(255, 246, 214))
    for layer in range(3):
        shade = tuple(int(part + (255 - part) * (0.62 - 0.26 * layer)) for part in brand)
        peak = 420 + 110 * layer
        left, right = 80 + (97 * number + 90 * layer) % 260, 460 + (61 * number + 70 * layer) % 220
        pen.polygon([(0, 850), (0, peak + 120), (left, peak), (left + 120, peak + 150), (right, peak - 20),
                     (720, peak + 160), (720, 850)], fill=shade)  # fmt: skip
