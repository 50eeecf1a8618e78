"""Figures as drawings: every one is in it, nothing leaves it, whatever the form and the colours."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.charts_interval import PRINTED, ROW, Scale, interval
from portal.domain.charts_measures import PAPER, PHONE, WIDE, Form, Part, Series, bars, lines, parted
from portal.domain.earning.rates import RENEWAL, share
from portal.domain.palette import tokens

FORMS = st.sampled_from([WIDE, PHONE, PAPER])
COUNTS = st.lists(st.integers(0, 10**6), max_size=12)
SHARES = st.integers(0, 3000).flatmap(
    lambda whole: st.tuples(st.integers(0, whole), st.just(whole)).map(lambda pair: share(*pair))
)


def said(svg: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def stays_inside(svg: str) -> None:
    tree = ElementTree.fromstring(svg)
    width, height = float(tree.get("width", 0)), float(tree.get("height", 0))
    for name, most in (("x", width), ("cx", width), ("y", height), ("cy", height)):
        for number in re.findall(rf' {name}="(-?[\d.]+)"', svg):
            assert -0.01 <= float(number) <= most + 0.01, (name, number)
    assert "style=" not in svg
    assert "nan" not in svg


@given(COUNTS, FORMS)
def test_bars_stay_inside_and_say_the_last(counts: list[int], form: Form) -> None:
    drawn = bars([(f"W{place}", count) for place, count in enumerate(counts)], title="<&>", form=form)
    stays_inside(drawn)
    assert not counts or str(counts[-1]) in said(drawn)
    assert not counts or str(max(counts)) in said(drawn)
    assert ElementTree.fromstring(drawn).get("aria-label") == "<&>"


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=8), FORMS)
def test_lines_stay_inside_and_say_both_ends(pairs: list[tuple[int, int]], form: Form) -> None:
    own, others = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    series = [Series(name="organic", values=own, main=True), Series(name="asked", values=others)]
    drawn = lines([f"M{place}" for place in range(len(pairs))], series, title="x", form=form)
    stays_inside(drawn)
    if pairs:
        assert {"organic", "asked", str(own[-1]), str(others[-1])} <= set(said(drawn))
        tree = ElementTree.fromstring(drawn)
        levels = sorted(
            float(text.get("y", 0))
            for text in tree.iter("{http://www.w3.org/2000/svg}text")
            if text.text in {"organic", "asked"}
        )
        assert levels[1] - levels[0] >= form.figure


@given(st.lists(st.integers(0, 400), min_size=3, max_size=3), FORMS)
def test_parts_have_their_share_and_their_words_apart(counts: list[int], form: Form) -> None:
    bands = ("good", "watch", "risk")
    parts = [Part(count, f"{count} {band}", band) for count, band in zip(counts, bands, strict=True)]
    drawn = parted(parts, title="x", form=form)
    stays_inside(drawn)
    assert said(drawn) == [part.words for part in parts if part.count]
    starts = [float(x) for x in re.findall(r'<text x="([\d.]+)"', drawn)]
    assert starts == sorted(starts)
    assert len(set(starts)) == len(starts)


@given(SHARES, st.sampled_from([RENEWAL, (0.6, 1.0), None]), st.sampled_from([ROW, PRINTED]))
def test_an_interval_lies_where_its_share_lies(
    found: object, band: tuple[float, float] | None, scale: Scale
) -> None:
    place = found.against(band) if band else None  # type: ignore[attr-defined]
    ends = (f"{found.low:.0%}", f"{found.high:.0%}")  # type: ignore[attr-defined]
    drawn = interval(found, band, place=place, ends=ends, title="x", scale=scale)  # type: ignore[arg-type]
    stays_inside(drawn)
    assert said(drawn) == (list(ends) if found.whole else [])  # type: ignore[attr-defined]


@pytest.mark.parametrize("draw", [bars, parted])
def test_paper_has_colours_of_its_own(draw: object) -> None:
    shades = tokens("#802050").light
    rows = {bars: [("W1", 3)], parted: [Part(3, "3", "good")]}[draw]  # type: ignore[index]
    assert "var(" not in draw(rows, title="x", form=PAPER, colours=shades)  # type: ignore[operator]
    assert "var(--" in draw(rows, title="x")  # type: ignore[operator]
