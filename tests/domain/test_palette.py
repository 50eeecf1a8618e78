"""Whatever colour a program calls its own, everything stays legible."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain import palette
from portal.domain.colour import contrast, from_oklch, to_oklch

byte = st.integers(0, 255)
brands = st.builds("#{:02x}{:02x}{:02x}".format, byte, byte, byte)

GROUNDS = ("paper", "sheet", "wash", "tint")
BANDS = ("good", "watch", "risk")

# What stands on what in the style sheets, and the ratio it needs.
PAIRS = (
    *((text, ground, 7.0) for text in ("ink", "ink_2") for ground in GROUNDS),
    *((text, ground, 4.5) for text in ("ink_3", "accent_text", *BANDS) for ground in GROUNDS),
    *((band, f"{band}_tint", 4.5) for band in BANDS),
    *(("ink", f"{band}_tint", 7.0) for band in BANDS),
    ("ink", "tint_2", 7.0),
    ("ink_2", "tint_2", 4.5),
    ("accent_deep", "tint_2", 4.5),
    ("on_fill", "accent_fill", 4.5),
    *((mark, ground, 3.0) for mark in ("accent_fill", "focus", "ink_3") for ground in GROUNDS),
    ("accent_fill", "tint_2", 3.0),
)


@settings(max_examples=400, deadline=None)
@given(brands)
def test_any_brand_leaves_everything_legible(brand):
    shades = palette.tokens(brand)
    faint = [
        (mode, front, tones[front], ground, tones[ground])
        for mode, tones in (("light", shades.light), ("dark", shades.dark))
        for front, ground, ratio in PAIRS
        if contrast(tones[front], tones[ground]) < ratio
    ]
    assert faint == []


@pytest.mark.parametrize(
    "brand",
    ["#000000", "#ffffff", "#ffff00", "#00ffff", "#ff00ff", "#ff0000", "#00ff00", "#0000ff", "#808080"],
)
def test_the_corners_of_the_colour_space_are_legible(brand):
    shades = palette.tokens(brand)
    for tones in (shades.light, shades.dark):
        for front, ground, ratio in PAIRS:
            assert contrast(tones[front], tones[ground]) >= ratio, (front, ground)


@given(brands)
def test_light_and_dark_name_the_same_colours(brand):
    shades = palette.tokens(brand)
    assert list(shades.light) != []
    assert shades.light.keys() == shades.dark.keys()


@given(brands)
def test_a_colour_survives_the_way_to_oklch_and_back(brand):
    assert from_oklch(*to_oklch(brand)) == brand


def test_contrast_is_what_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#8c2352", "#8c2352") == 1
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_a_brand_that_is_dark_enough_is_used_as_it_is():
    light = palette.tokens("#8c2352").light
    assert (light["accent"], light["accent_text"], light["accent_fill"]) == ("#8c2352",) * 3


@pytest.mark.parametrize("brand", ["8c2352", "#fff", "red", "", "#8c2352;}", "#gg0000"])
def test_what_is_no_colour_is_refused(brand):
    with pytest.raises(ValueError, match="is not a colour"):
        palette.css(brand)


def test_the_style_sheet_says_light_dark_and_by_choice():
    shades, sheet = palette.tokens("#8c2352"), palette.css("#8c2352")
    assert sheet.count(f"--accent-fill:{shades.light['accent_fill']}") == 1
    assert sheet.count(f"--accent-fill:{shades.dark['accent_fill']}") == 2
    assert "(prefers-color-scheme:dark){:root:not([data-theme=light]){" in sheet
    assert ":root[data-theme=dark]{" in sheet
    assert sheet.count("{") == sheet.count("}")
