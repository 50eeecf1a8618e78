"""Makes the pictures of the README from a fresh demo: `python -m tests.browser.pictures docs/pictures`."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

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
)
PAGES = {"pack-cover": 1, "pack-season": 6}


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
        _pack(windows.open(who="ada").new_page(), into, Path(folder))
        browser.close()


def _decision(windows: Windows, into: Path) -> None:
    page = windows.open(who="admin", viewport={"width": 1280, "height": 1280}).new_page()
    page.goto("/admin/applications")
    page.get_by_role("link", name="Decide the first").click()
    page.get_by_role("heading", name="Decide on").wait_for()
    _save(_shot(page), into / "decision.png")


def _pack(page: Page, into: Path, folder: Path) -> None:
    page.goto("/me/documents")
    page.get_by_role("button", name="Make my onboarding pack").click()
    page.get_by_text("Onboarding pack", exact=True).first.wait_for(timeout=120_000)
    link = page.get_by_role("link", name="Onboarding pack").first.get_attribute("href") or ""
    paper = folder / "pack.pdf"
    paper.write_bytes(page.request.get(link).body())
    for name, number in PAGES.items():
        stem = folder / name
        command = ["pdftoppm", "-r", "80", "-png", "-singlefile", "-f", str(number), str(paper), str(stem)]
        subprocess.run(command, check=True)
        _save(stem.with_suffix(".png").read_bytes(), into / f"{name}.png")


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
