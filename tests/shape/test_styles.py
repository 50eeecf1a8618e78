"""The style sheets keep the house's rules: layers, logical properties, colours by token."""

import re

import pytest

from portal.config import ROOT
from portal.domain.charts import SCREEN

SHEETS = sorted((ROOT / "static/css").glob("*.css"))
PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border)-(left|right|top|bottom)|left|right|top|bottom|width|height"
    r"|(min|max)-(width|height)|border-(top|bottom)-(left|right)-radius)\s*:(?![^{]*\{)"
)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl|oklch|oklab)a?\((?!from)")


def rules(path):
    """A sheet without comments and without the heads of its at-rules."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    return re.sub(r"@(media|supports)[^{]*", "@", text)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_sheet_is_logical_layered_and_takes_its_colours_from_the_theme(path):
    text = rules(path)
    assert PHYSICAL.findall(text) == []
    assert re.search(r"(?<!-)(text-align|float|clear)\s*:\s*(left|right)", text) is None
    assert COLOUR.findall(text) == []
    assert "!important" not in text
    assert text.count("{") == text.count("}")
    if path.name not in {"tokens.css", "fonts.css"}:
        assert re.fullmatch(r"\s*(@?\{?\s*@layer \w+ \{.*\}\s*)", text, flags=re.DOTALL)


def test_every_custom_property_that_is_used_is_declared():
    declared = {name.replace("_", "-") for name in SCREEN} | {"h1"}
    declared |= set(re.findall(r"--([\w-]+)\s*:", (ROOT / "static/css/tokens.css").read_text()))
    used = {name for path in SHEETS for name in re.findall(r"var\(--([\w-]+)", path.read_text())}
    assert used - declared == set()
