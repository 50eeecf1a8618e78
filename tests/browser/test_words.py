"""The words of a document, seen on somebody before they are kept: in place, and without scripts too."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, Windows

# One worker has all of it, so that there is one Chromium and one demo.
pytestmark = pytest.mark.xdist_group("words")
HERE = "/admin/documents/words/statement"


def tried(page: Page, words: str) -> None:
    page.get_by_label("The introduction").fill(words)
    page.get_by_role("button", name="Preview", exact=True).click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_wrong_name_is_shown_then_the_pages_and_nothing_is_kept(windows: Windows, scripts: bool) -> None:
    page = windows.open(who="manager", viewport=DESK, java_script_enabled=scripts).new_page()
    page.goto(HERE)
    before = page.get_by_label("The introduction").input_value()
    tried(page, "All in all\n{{ pionts }}")
    expect(page.locator(".misplaced mark")).to_have_text("pionts")
    expect(page.locator(".errs")).to_contain_text("Line 2: there is no placeholder pionts.")
    tried(page, "All in all {{ points }}.")
    expect(page.get_by_role("img", name="Page 1")).to_be_visible(timeout=40_000)
    expect(page.locator(".errs")).to_have_count(0)
    expect(page.get_by_label("The introduction")).to_have_value("All in all {{ points }}.")
    if scripts:
        assert page.url.endswith(HERE)
        expect(page.get_by_role("button", name="Preview", exact=True)).to_be_focused()
    page.goto(HERE)
    expect(page.get_by_label("The introduction")).to_have_value(before)


def test_a_double_click_sets_one_preview(windows: Windows) -> None:
    page = windows.open(who="manager", viewport=DESK).new_page()
    page.goto(HERE)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if one.method == "POST" else None)
    page.get_by_role("button", name="Preview", exact=True).dblclick()
    expect(page.get_by_role("img", name="Page 1")).to_be_visible(timeout=40_000)
    assert len(asked) == 1


def test_the_enter_key_in_the_search_finds_and_does_no_more(windows: Windows) -> None:
    page = windows.open(who="manager", viewport=DESK).new_page()
    page.goto(HERE)
    page.get_by_label("The introduction").fill("Typed.")
    page.get_by_label("Name", exact=True).fill("nobody at all")
    page.get_by_label("Name", exact=True).press("Enter")
    expect(page.get_by_text("Nobody fits that.")).to_be_visible()
    expect(page.get_by_label("The introduction")).to_have_value("Typed.")
