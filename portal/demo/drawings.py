"""Pictures of the demo's rewards and people: flat shapes on a wall and a table, from a few figures each."""

import io

from PIL import Image, ImageDraw

from portal.domain.palette import tokens

WIDTH, HEIGHT, SCALE = 116, 98, 10
TABLE = 68
WALLS = (("#e4dcce", "#b8a98b"), ("#d0ddcc", "#a6b8a2"), ("#dfd8e4", "#aca3b5"), ("#dce3e8", "#a3b0ba"))
INK, CREAM, WOOD, GOLD = "#2f2a2c", "#f5eddf", "#8f7a5b", "#d8b457"

# A figure is a shape ("box": a rounded one, "oval", "poly"), a colour and its corners, in WIDTH by HEIGHT.
Figure = tuple[str, str, tuple[float, ...]]
THINGS: dict[str, tuple[Figure, ...]] = {
    "card": (
        ("box", "deep", (32, 40, 90, 76)),
        ("box", "brand", (26, 34, 84, 70)),
        ("box", "mid", (26, 42, 84, 50)),
        ("box", CREAM, (32, 57, 54, 63)),
    ),
    "socks": (
        ("poly", "brand", (34, 20, 52, 20, 52, 54, 70, 66, 64, 78, 44, 74, 34, 60)),
        ("poly", CREAM, (34, 20, 52, 20, 52, 28, 34, 28)),
        ("poly", "mid", (58, 24, 76, 24, 76, 56, 94, 68, 88, 80, 68, 76, 58, 62)),
        ("poly", GOLD, (58, 24, 76, 24, 76, 32, 58, 32)),
    ),
    "coins": (
        *(
            ("oval", colour, (28, y, 60, y + 12))
            for y, colour in ((70, WOOD), (64, GOLD), (58, WOOD), (52, GOLD))
        ),
        *(("oval", colour, (62, y, 92, y + 11)) for y, colour in ((71, WOOD), (66, GOLD))),
        ("oval", CREAM, (37, 55, 51, 61)),
    ),
    "swatches": (
        ("poly", GOLD, (24, 34, 44, 28, 56, 72, 36, 78)),
        ("poly", "mid", (40, 30, 60, 28, 64, 74, 44, 76)),
        ("poly", "brand", (58, 28, 78, 32, 72, 78, 52, 74)),
        ("poly", "deep", (76, 32, 94, 42, 76, 82, 58, 72)),
    ),
    "mill": (
        ("poly", CREAM, (20, 46, 40, 34, 40, 46, 60, 34, 60, 46, 80, 34, 80, 76, 20, 76)),
        ("box", "brand", (84, 20, 94, 76)),
        *(("box", "deep", (x, 54, x + 10, 64)) for x in (28, 45, 62)),
    ),
    "patch": (
        ("oval", "brand", (30, 18, 86, 74)),
        ("oval", CREAM, (35, 23, 81, 69)),
        ("poly", "mid", (40, 58, 54, 34, 64, 50, 68, 44, 76, 58)),
        ("oval", GOLD, (62, 30, 70, 38)),
    ),
    "parcel": (
        ("box", WOOD, (26, 36, 90, 80)),
        ("poly", "#a8916e", (26, 38, 90, 38, 84, 28, 32, 28)),
        ("box", "brand", (54, 28, 62, 80)),
        ("box", CREAM, (66, 56, 84, 70)),
    ),
    "window": (
        ("box", INK, (22, 22, 94, 70)),
        ("box", CREAM, (25, 30, 91, 67)),
        ("box", "brand", (31, 36, 60, 41)),
        ("box", "mid", (31, 46, 78, 50)),
        ("box", "mid", (31, 55, 70, 59)),
        ("box", WOOD, (46, 70, 70, 78)),
    ),
    "keyboard": (
        ("poly", INK, (14, 80, 24, 52, 94, 52, 104, 80)),
        *(
            ("box", "mid" if (x + y) % 5 else "brand", (x, y, x + 7, y + 5))
            for y in (56, 63)
            for x in range(26, 88, 9)
        ),
        ("box", CREAM, (38, 71, 80, 76)),
    ),
    "train": (
        ("box", "brand", (24, 24, 92, 72)),
        ("box", CREAM, (32, 32, 54, 50)),
        ("box", CREAM, (62, 32, 84, 50)),
        ("oval", GOLD, (32, 57, 40, 65)),
        ("oval", GOLD, (76, 57, 84, 65)),
        ("box", INK, (20, 74, 96, 79)),
    ),
    "table": (
        ("poly", "deep", (12, 60, 104, 60, 96, 76, 20, 76)),
        *(("oval", CREAM, (x, 62, x + 18, 71)) for x in (24, 49, 74)),
        *(("box", "brand", (x, 34, x + 12, 58)) for x in (27, 52, 77)),
        *(("oval", GOLD, (x, 24, x + 8, 32)) for x in (29, 54, 79)),
    ),
    "ticket": (
        ("poly", "mid", (26, 44, 84, 28, 94, 60, 36, 76)),
        ("poly", "brand", (20, 34, 82, 34, 82, 68, 20, 68)),
        ("oval", CREAM, (28, 42, 46, 60)),
        ("box", CREAM, (54, 44, 76, 48)),
        ("box", CREAM, (54, 54, 70, 58)),
    ),
    "hoodie": (
        ("poly", "brand", (36, 30, 80, 30, 100, 62, 88, 70, 80, 56, 80, 84, 36, 84, 36, 56, 28, 70, 16, 62)),
        ("oval", "deep", (42, 16, 74, 44)),
        ("oval", "mid", (49, 24, 67, 43)),
        ("poly", "deep", (44, 66, 72, 66, 76, 78, 40, 78)),
        ("box", CREAM, (55, 42, 57, 58)),
        ("box", CREAM, (60, 42, 62, 58)),
    ),
    "walker": (
        ("oval", "mid", (30, 62, 86, 118)),
        ("oval", "#a9745a", (42, 26, 74, 60)),
        ("oval", "deep", (39, 18, 77, 42)),
    ),
    "sheet": (
        ("box", CREAM, (34, 14, 82, 80)),
        ("box", "brand", (42, 24, 66, 30)),
        *(("box", "#cfc4b2", (42, y, 74, y + 3)) for y in (38, 45, 52)),
        ("oval", GOLD, (60, 60, 76, 76)),
        ("oval", "brand", (64, 64, 72, 72)),
    ),
}


def drawn(thing: str, *, brand: str, number: int) -> bytes:
    """Return a PNG of `thing` in shades of the brand colour; `number` chooses the wall."""
    shades = tokens(brand).light
    named = {"brand": shades["accent_fill"], "mid": shades["accent_mid"], "deep": shades["accent_deep"]}
    wall, table = WALLS[number % len(WALLS)]
    picture = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), wall)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, TABLE * SCALE, WIDTH * SCALE, HEIGHT * SCALE), fill=table)
    for shape, colour, corners in THINGS[thing]:
        fill, places = named.get(colour, colour), [corner * SCALE for corner in corners]
        if shape == "box":
            pen.rounded_rectangle(places, radius=1.2 * SCALE, fill=fill)
        elif shape == "oval":
            pen.ellipse(places, fill=fill)
        else:
            pen.polygon(places, fill=fill)
    into = io.BytesIO()
    picture.resize((WIDTH * 5, HEIGHT * 5), Image.Resampling.LANCZOS).save(into, "PNG")
    return into.getvalue()
