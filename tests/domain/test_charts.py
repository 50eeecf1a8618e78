"""Charts show what they are given, in the colours they are given, and say so in a sentence."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain import charts, palette

START = date(2026, 5, 4)
days = st.sets(st.integers(0, 13 * 7 - 1).map(lambda n: START + timedelta(days=n)))
SVG = "{http://www.w3.org/2000/svg}"


def circles(svg, **attributes):
    return [
        circle
        for circle in ET.fromstring(svg).iter(f"{SVG}circle")
        if all(circle.get(name) == value for name, value in attributes.items())
    ]


@given(days, days)
def test_a_season_has_a_dot_for_every_day(filled, ringed):
    svg = charts.season(START, title="Thirteen weeks", filled=filled, ringed=ringed)
    assert len(circles(svg)) == 91
    assert len(circles(svg, fill="var(--accent-fill)")) == len(filled)
    assert len(circles(svg, stroke="var(--accent-fill)")) == len(ringed - filled)
    assert len(circles(svg, fill="var(--tint-2)")) == 91 - len(filled | ringed)


def test_a_week_is_a_column_and_its_days_stand_below_each_other():
    svg = charts.season(START, title="May", filled={START + timedelta(days=8)}, width=130)
    (dot,) = circles(svg, fill="var(--accent-fill)")
    assert (dot.get("cx"), dot.get("cy")) == ("15", "15")


def test_down_the_page_a_week_is_a_row():
    svg = charts.season(START, title="May", filled={START + timedelta(days=9)}, width=70, down=True)
    (dot,) = circles(svg, fill="var(--accent-fill)")
    assert (dot.get("cx"), dot.get("cy")) == ("25", "15")
    assert ET.fromstring(svg).get("viewBox") == "0 0 70 130"


def test_on_paper_every_colour_is_a_hex():
    shades = palette.tokens("#8c2352").light
    svg = charts.season(
        START, title="May", filled={START}, ringed={START + timedelta(days=1)}, colours=shades
    )
    assert "var(" not in svg
    assert "style" not in svg
    assert len(circles(svg, fill="#8c2352")) == 1


def test_the_sentence_is_read_and_is_never_markup():
    root = ET.fromstring(charts.spread([2, 4], title='Tom <2> & "Priya" 4'))
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'Tom <2> & "Priya" 4'
    assert root.findtext(f"{SVG}title") == 'Tom <2> & "Priya" 4'


def test_two_readers_stand_apart_and_are_joined():
    svg = charts.spread([2, 4], title="2 and 4")
    assert [dot.get("cx") for dot in circles(svg, fill="var(--accent-fill)")] == ["60"]
    assert [ring.get("cx") for ring in circles(svg, fill="none")] == ["112"]
    assert 'd="M60 8H112" stroke="var(--accent-mid)"' in svg


def test_two_readers_who_agree_share_a_mark():
    svg = charts.spread([3, 3], title="Both 3")
    assert {circle.get("cx") for circle in circles(svg)} == {"86"}
    assert "var(--accent-mid)" not in svg


@pytest.mark.parametrize("scores", [[5], [-1, 2]])
def test_a_score_off_the_scale_is_refused(scores):
    with pytest.raises(ValueError, match="0 to 4"):
        charts.spread(scores, title="")
