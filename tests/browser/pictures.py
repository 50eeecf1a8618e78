"""Makes the pictures of the README from a fresh demo: `python -m tests.browser.pictures docs/pictures`."""

import re
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from portal.outside.rasters import pictures_of
from tests.browser.conftest import ARGUMENTS, DESK, PHONE, Windows
from tests.support.site import running

SHOTS = (
    ("landing", "", "/", DESK, "light"),
    ("apply", "", "/apply", PHONE, "light"),
    ("home", "ada", "/me", PHONE, "light"),
    ("send-in", "ada", "/me/submissions/new", PHONE, "light"),
    ("points-phone", "ada", "/me/points", PHONE, "light"),
    ("points", "ada", "/me/points", DESK, "light"),
    ("rewards", "ada", "/me/rewards", DESK, "light"),
    ("work", "manager", "/admin/submissions/first", DESK, "light"),
    ("quarter", "manager", "/admin/quarters", DESK, "light"),
    ("calendar", "", "/calendar", PHONE, "dark"),
    ("applications", "admin", "/admin/applications", DESK, "light"),
    ("napkin", "manager", "/admin/program/napkin", DESK, "light"),
)
# The name of a picture, the kind of document it is of, and the page.
PAPERS = (
    ("pack-cover", "pack", 1),
    ("pack-season", "pack", 6),
    ("certificate", "certificate", 1),
    ("wall-calendar", "calendar", 1),
    ("criteria", "criteria", 1),
    ("report-paper", "report", 1),
)
MADE, DOTS_AN_INCH, WHO = 120_000, 80, "Ada"


def main(into: Path) -> None:
    """Write every picture below `into`."""
    into.mkdir(parents=True, exist_ok=True)
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        windows = Windows(browser, site, {})
        for name, who, address, size, scheme in SHOTS:
            page = windows.open(who=who, viewport=size, color_scheme=scheme).new_page()
            page.goto(address)
            _save(_shot(page), into / f"{name}.png")
        _decision(windows, into)
        _papers(windows.open(who="manager").new_page(), into)
        browser.close()


def _decision(windows: Windows, into: Path) -> None:
    page = windows.open(who="admin", viewport={"width": 1280, "height": 1280}).new_page()
    page.goto("/admin/applications")
    page.get_by_role("link", name="Decide the first").click()
    page.get_by_role("heading", name="Decide on").wait_for()
    _save(_shot(page), into / "decision.png")


def _papers(page: Page, into: Path) -> None:
    """Ask for each kind of document as a manager would, and draw the page that is wanted."""
    made: dict[str, bytes] = {"napkin": page.request.get("/rules.pdf").body()}
    for name, kind, number in (("napkin-paper", "napkin", 1), *PAPERS):
        pdf = made.get(kind) or made.setdefault(kind, _made(page, kind))
        _save(pictures_of(pdf, dots_an_inch=DOTS_AN_INCH, most=number)[-1], into / f"{name}.png")


def _made(page: Page, kind: str) -> bytes:
    page.goto(f"/admin/documents/new?kind={kind}&q={WHO}")
    for tick in page.locator("input[name=id]:enabled").all()[:1]:
        tick.check()
    page.get_by_role("button", name=re.compile("^Make")).click()
    page.get_by_role("link", name="Download the PDF").wait_for(timeout=MADE)
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download the PDF").click()
    return Path(coming.value.path()).read_bytes()


def _shot(page: Page) -> bytes:
    """The page once its fonts are there."""
    page.evaluate("document.fonts.ready")
    return page.screenshot()


def _save(png: bytes, target: Path) -> None:
    """Keep a picture with 256 colours, which these flat ones do not need more of."""
    with tempfile.NamedTemporaryFile(suffix=".png") as whole:
        whole.write(png)
        whole.flush()
        Image.open(whole.name).convert("RGB").quantize(256).save(target, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
