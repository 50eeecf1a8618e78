"""A reward from the shop window to the hand: with scripts in place, and without them page by page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, Windows
from tests.support.site import running

# One worker has all of it, so that there is one Chromium and one demo.
pytestmark = pytest.mark.xdist_group("redeeming")
SHOP = "/me/rewards"


@pytest.fixture(scope="module")
def windows(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """Windows on a demo of this journey's own."""
    with running(tmp_path_factory.mktemp("redeeming")) as site:
        yield Windows(chromium, site, {})


def credits_of(page: Page) -> int:
    """Return the credits that the window says are there."""
    return int("".join(sign for sign in page.locator("#shop .lede").inner_text() if sign.isdigit()))


def test_without_scripts_one_asks_and_cancels(windows: Windows) -> None:
    page = windows.open(who="ada", java_script_enabled=False).new_page()
    page.goto(SHOP)
    before = credits_of(page)
    page.get_by_role("link", name="for £25 credit").click()
    page.get_by_role("button", name="Swap 100 credits").click()
    expect(page.locator("#notices")).to_have_text("Asked for: £25 credit.")
    assert credits_of(page) == before - 100
    page.get_by_role("link", name="Cancel and get 100 back").click()
    page.get_by_role("button", name="Cancel and get 100 back").click()
    expect(page.locator("#notices")).to_have_text("Cancelled: £25 credit.")
    assert credits_of(page) == before


def test_a_reward_goes_from_the_window_to_the_hand(windows: Windows) -> None:
    page = windows.open(who="ada").new_page()
    page.goto(SHOP)
    before = credits_of(page)
    page.get_by_role("link", name="for Winter kit").click()
    expect(page.locator("h1")).to_have_text("Swap 175 credits for Winter kit?")
    ask = page.get_by_role("button", name="Swap 175 credits")
    page.get_by_label("Where it goes").fill("")
    ask.click()
    expect(page.locator(".errs")).to_contain_text("Say where it goes")
    page.get_by_label("Where it goes").fill("Ada Okafor\n12 Mill Hill\nHebden Bridge")
    ask.click()
    expect(page.locator("#notices")).to_have_text("Asked for: Winter kit.")
    assert (page.url.endswith(SHOP), credits_of(page)) == (True, before - 175)

    desk = windows.open(who="manager", viewport=DESK).new_page()
    desk.goto("/admin/redemptions")
    row = desk.get_by_role("row").filter(has_text="Ada").filter(has_text="Winter kit")
    row.get_by_role("link").first.click()
    desk.get_by_role("button", name="Approve it").click()
    expect(desk.locator("#notices")).to_have_text("Approved: Winter kit.")
    desk.get_by_label("Tracking number").fill("PT 77 GB")
    desk.get_by_role("button", name="It is sent").click()
    expect(desk.locator("#notices")).to_have_text("Sent: Winter kit.")

    page.goto(SHOP)
    way = page.locator(".way").filter(has_text="Winter kit")
    expect(way).to_contain_text("tracking number PT 77 GB")
    way.get_by_role("button", name="It arrived").click()
    expect(page.locator("#notices")).to_have_text("It arrived: Winter kit.")
    expect(page.locator(".way").filter(has_text="Winter kit")).to_have_count(0)
