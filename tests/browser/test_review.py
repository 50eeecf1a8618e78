"""Reviewing work by keyboard, and without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, Windows
from tests.support.site import running

# One worker has all of it, so that there is one Chromium and one demo.
pytestmark = pytest.mark.xdist_group("review")
FILLED = """() => [...document.querySelectorAll("#outcome button")].filter((button) =>
    getComputedStyle(button).backgroundColor !==
    getComputedStyle(document.querySelector("#outcome [value=rejected]")).backgroundColor
).map((button) => button.value)"""


@pytest.fixture(scope="module")
def windows(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """Windows on a demo of this journey's own."""
    with running(tmp_path_factory.mktemp("review")) as site:
        yield Windows(chromium, site, {})


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other, wherever the page has the focus."""
    for key in keys:
        page.keyboard.press(key)


def test_a_week_is_reviewed_by_keyboard(windows: Windows) -> None:
    page = windows.open(who="manager", viewport=DESK).new_page()
    page.goto("/admin/submissions/first")
    first, ticks = page.url, page.locator(".ticks input")
    assert page.evaluate(FILLED) == []
    press(page, *(str(number) for number in range(1, ticks.count() + 1)), "f")
    assert page.evaluate(FILLED) == ["approved"]
    press(page, "m")
    assert page.evaluate(FILLED) == ["returned"]
    press(page, "f", "a")
    expect(page.locator("#notices")).to_contain_text("Approved")
    second = page.url
    assert second != first
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#notices")).to_contain_text("waits again")
    assert page.url == first

    second = goes_to_one_with_a_brief(page, second)
    press(page, "2", "m")
    page.locator("#fault").select_option("criteria")
    expect(page.locator("#note")).to_have_value(
        "Thank you. Not all that was asked is there yet.\n\nStill missing:\n"
        + "\n".join(
            f"– {line}" for number, line in enumerate(page.locator(".ticks span").all_inner_texts(), 1)
            if number != 2
        )
    )  # fmt: skip
    page.locator("#fault").focus()
    press(page, "Escape", "r")
    expect(page.locator("#notices")).to_contain_text("Returned")
    page.goto(second)
    expect(page.locator(".judge")).to_contain_text("Still missing:")
    expect(page.locator(".judge")).to_contain_text("Disclosure: Missing")


def goes_to_one_with_a_brief(page: Page, address: str) -> str:
    """Move on from the case at `address` to the next that follows a brief; return where that is."""
    page.goto(address)
    while not page.locator(".ticks").count():
        before = page.url
        press(page, "j")
        page.wait_for_url(lambda url, before=before: url != before)
    return page.url


def test_without_scripts_all_of_it_works(windows: Windows) -> None:
    page = windows.open(who="reviewer", java_script_enabled=False).new_page()
    page.goto("/admin/submissions/first")
    first = page.url
    page.locator("#fault").select_option("late")
    page.get_by_role("button", name="Write the words for this reason").click()
    expect(page.locator("#note")).to_have_value("Thank you. This is from outside the dates of the action.")
    page.locator("#note").fill("It came a week late; the next one counts again.")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator("#notices")).to_contain_text("Rejected")
    page.goto(first)
    expect(page.locator(".judge")).to_contain_text("It came a week late")


def test_scores_given_quickly_are_all_counted(windows: Windows) -> None:
    page = windows.open(who="reviewer", viewport=DESK).new_page()
    page.goto("/admin/applications/first")
    page.locator("[data-htmx-powered]").first.wait_for(state="attached")
    press(page, "2", "2", "2", "2", "2")
    expect(page.locator("#sum")).to_have_text("Score 10 of 20, all given")
