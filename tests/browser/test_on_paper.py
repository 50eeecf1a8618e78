"""On paper: a napkin broken by rewards and mended, what a manager prints, and a stranger who checks it."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, Windows
from tests.support.site import running

pytestmark = pytest.mark.xdist_group("paper")
MADE = 120_000


@pytest.fixture(scope="module")
def windows(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """Windows on a demo of this journey's own."""
    with running(tmp_path_factory.mktemp("paper")) as site:
        yield Windows(chromium, site, {})


def test_a_napkin_is_broken_by_rewards_and_mended(windows: Windows) -> None:
    page = windows.open(who="manager", viewport=DESK).new_page()
    page.goto("/admin/program/napkin")
    expect(page.locator("h1")).to_have_text("The whole deal fits on a napkin")
    rules = pages_of(taken(page, "/rules.pdf"))

    offers(page, "Boat trip", 700)
    expect(page.locator("#notices")).to_contain_text("The napkin fits.")
    offers(page, "Yacht", 9000)
    expect(page.locator("#notices")).to_contain_text("Cut a reward: “Yacht”")
    page.goto("/admin/program/napkin")
    expect(page.locator("h1")).to_have_text("The napkin does not fit yet")
    expect(page.locator("#headline")).to_contain_text("It has 7 rewards. 6 fit in a head.")
    page.goto("/admin/rewards?state=offered&q=Yacht")
    page.get_by_role("link", name="Yacht").first.click()
    page.get_by_role("button", name="Retire it").click()
    expect(page.locator("#notices")).to_contain_text("The napkin fits.")

    page.goto("/admin/program/napkin")
    page.locator("#lines-1").fill(
        "A six-month term. A check-in each month, and a word whenever one of us wants it."
    )
    expect(page.locator("h1")).to_have_text("Cut one of these, and the napkin fits")
    expect(page.locator("#room")).to_contain_text("mm too long")
    expect(page.locator("#verdict img.rest")).to_be_visible()
    page.get_by_role("button", name="Cut rule 2").click()
    expect(page.locator("#notices")).to_contain_text("Cut. The napkin fits.")
    page.goto("/admin/program/rules")
    page.locator("#note").fill("A boat trip to look forward to, and a rule less.")
    page.get_by_role("button", name=re.compile("Publish revision")).click()
    expect(page.locator("#notices")).to_contain_text("is published")
    fresh = pages_of(taken(page, "/rules.pdf"))
    assert (len(rules), len(fresh)) == (1, 1)
    assert "Boat trip" in page.request.get("/").text()


def test_a_manager_prints_and_a_stranger_checks(windows: Windows) -> None:
    page = windows.open(who="manager", viewport=DESK).new_page()
    width, height = makes(page, "calendar")[0]
    assert width > height
    assert len(makes(page, "criteria")) == 1
    assert len(makes(page, "napkin")) == len(makes(page, "report")) == 1

    page.goto("/admin/documents/new?kind=certificate")
    page.locator("input[name=id]:enabled").first.check()
    page.get_by_role("button", name=re.compile("^Make")).click()
    page.get_by_role("link", name="Download the PDF").wait_for(timeout=MADE)
    number = page.locator(".ltr", has_text=re.compile(r"^CE-")).first.inner_text()
    stranger = windows.open().new_page()
    stranger.goto("/verify")
    stranger.locator("#number").fill(number.lower().replace("-", " "))
    stranger.get_by_role("button", name="Check it").click()
    expect(stranger.locator("h1")).to_have_text("This certificate is genuine")
    stranger.goto(f"/verify/{number[:-1]}{'2' if number[-1] != '2' else '3'}")
    expect(stranger.locator("h1")).to_have_text("We do not know this number")


def test_packs_for_everyone_come_as_one_file_or_in_a_zip(windows: Windows) -> None:
    page = windows.open(who="manager", viewport=DESK).new_page()
    page.goto("/admin/documents/new?kind=pack&all=yes")
    page.locator("input[name=form][value=zip]").check()
    count = page.locator("input[name=id]:checked").count()
    page.get_by_role("button", name=re.compile("^Make")).click()
    page.get_by_role("link", name="Download the ZIP").wait_for(timeout=MADE)
    with zipfile.ZipFile(io.BytesIO(downloaded(page, "Download the ZIP"))) as whole:
        names = whole.namelist()
        assert len(names) == len(set(names)) == count > 5
        assert whole.testzip() is None
        assert all(whole.read(name).startswith(b"%PDF-") for name in names)


def offers(page: Page, name: str, credits: int) -> None:
    """A reward for credits, by its form."""
    page.goto("/admin/rewards/new")
    page.locator("#name").fill(name)
    page.locator("#cost").fill(str(credits))
    page.get_by_role("button", name="Offer it").click()


def makes(page: Page, kind: str) -> list[tuple[float, float]]:
    """The sizes of the pages of a document for everyone, asked for and taken."""
    page.goto(f"/admin/documents/new?kind={kind}")
    page.get_by_role("button", name="Make one PDF").click()
    page.get_by_role("link", name="Download the PDF").wait_for(timeout=MADE)
    return pages_of(downloaded(page, "Download the PDF"))


def downloaded(page: Page, name: str) -> bytes:
    """What a link hands over."""
    with page.expect_download() as coming:
        page.get_by_role("link", name=name).click()
    return Path(coming.value.path()).read_bytes()


def taken(page: Page, path: str) -> bytes:
    """What an address answers."""
    return page.request.get(path).body()


def pages_of(pdf: bytes) -> list[tuple[float, float]]:
    """The width and the height of each page of a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [(float(page.mediabox[2]), float(page.mediabox[3])) for page in file.pages]
