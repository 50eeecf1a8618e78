"""A running demo, Chromium, and people who are signed in."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, StorageState, sync_playwright
from werkzeug.exceptions import HTTPException

from portal.app import create_app
from portal.config import read
from tests.browser.crawl import Found, crawl
from tests.support.site import Site, running

PASSWORD = "a-demo-of-the-portal"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's own Chromium."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed here")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, as bin/run starts it; tests that look at it leave it as it is."""
    with running(tmp_path_factory.mktemp("site")) as site:
        yield site


@dataclass
class Windows:
    """Opens windows on one site; whatever lies elsewhere is not fetched."""

    browser: Browser
    site: Site
    states: dict[str, StorageState]

    def open(self, *, who: str = "", **options: Any) -> BrowserContext:
        """Open a window at a phone's size, signed in as `who`@demo.example if one is named."""
        settings = {"viewport": PHONE, "reduced_motion": "reduce", **options}
        if who and who not in self.states:
            self.states[who] = self._sign_in(who)
        context = self.browser.new_context(
            base_url=self.site.url, storage_state=self.states.get(who), **settings
        )
        context.set_default_timeout(15_000)
        context.route(self._is_elsewhere, _refuse)
        return context

    def _is_elsewhere(self, url: str) -> bool:
        return not url.startswith((self.site.url, "data:", "blob:"))

    def _sign_in(self, who: str) -> StorageState:
        context = self.open()
        page = context.new_page()
        page.goto("/login")
        page.get_by_label("Mail").fill(f"{who}@demo.example")
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button.main").click()
        page.wait_for_url(lambda url: not url.endswith("/login"))
        state = context.storage_state()
        context.close()
        return state


def _refuse(route: Route) -> None:
    route.abort()


@pytest.fixture(scope="session")
def windows(chromium: Browser, site: Site) -> Windows:
    """Windows on the demo."""
    return Windows(chromium, site, {})


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Names the view that answers at a path; "" if none does."""
    app = create_app(read({"PORTAL_MODE": "test", "PORTAL_VAR": str(tmp_path_factory.mktemp("map"))}))
    urls = app.url_map.bind("localhost")

    def name(path: str) -> str:
        try:
            return str(urls.match(path, method="GET")[0])
        except HTTPException:
            return ""

    return name


@pytest.fixture(scope="session")
def found(windows: Windows, endpoint: Callable[[str], str]) -> list[Found]:
    """One page or a few of every kind there is, as each person finds them by following links."""
    return crawl(windows, endpoint)
