"""The way in: apply on a phone, two reviews, a decision, the welcome, the agreement, and the printed pack."""

import io
import re
import sqlite3
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, Windows
from tests.support.site import running

# One worker has all of it, so that there is one Chromium and one demo.
pytestmark = pytest.mark.xdist_group("way in")
MAIN = "main form button.main"


@pytest.fixture(scope="module")
def windows(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """Windows on a demo of this journey's own."""
    with running(tmp_path_factory.mktemp("way-in")) as site:
        yield Windows(chromium, site, {})


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_public_page_to_a_printed_pack(windows: Windows, scripts: bool) -> None:
    name = f"Nell Okonkwo-Brandt {'the First' if scripts else 'عائشة'}"
    mail = f"nell-{scripts}@post.example".lower()

    def window(who: str = "", size: Any = PHONE) -> Page:
        return windows.open(who=who, viewport=size, java_script_enabled=scripts).new_page()

    phone = window()
    applies(phone, name, mail)

    manager = window("manager", DESK)
    number = gives_to_readers(manager, name, names_of(windows, "reviewer", "manager"))
    scores(window("reviewer", DESK), number, "Lively replies, and a steady hand.")
    scores(manager, number, "Shows every step. A clear yes.")

    admin = window("admin", DESK)
    approves(admin, number)
    link = welcome_link(admin, name)

    takes_the_welcome(phone, link, name)
    accepts_the_agreement(phone, name)

    whole = prints_the_cohort(manager, name)
    mine, address = downloads_the_pack(phone)
    assert manager.request.get(f"{address.replace('/me/', '/admin/')}/file").body() == mine
    assert name in title_and_words(mine)
    assert len(pikepdf.open(io.BytesIO(whole)).pages) >= len(pikepdf.open(io.BytesIO(mine)).pages)


def applies(page: Page, name: str, mail: str) -> None:
    """From the front page through the five sheets to the number."""
    page.goto("/")
    page.locator("main a[href='/apply']").first.click()
    page.get_by_label("Name").fill(name)
    page.locator("[name=email]").fill(mail)
    page.locator("[name=town]").fill("Leith")
    page.locator("label:has([name=age_band][value='25-34'])").click()
    page.locator(MAIN).click()
    page.wait_for_url("**/work")
    page.locator("[name=links]").fill("https://journal.example/rye\nhttps://journal.example/crumb")
    page.locator("[name=work]").fill("One long post a fortnight, for people who begin.")
    page.locator(MAIN).click()
    page.wait_for_url("**/audience")
    page.locator("label:has([name=places])").first.click()
    page.locator("[name=audience]").fill("Beginners from all over, who ask about flour.")
    page.locator(MAIN).click()
    page.wait_for_url("**/ties")
    page.locator("[name=hours_month]").fill("4")
    page.locator(MAIN).click()
    page.wait_for_url("**/why")
    page.locator("[name=why]").fill("I show the failures, too, and people thank me for them.")
    page.locator(MAIN).click()
    page.wait_for_url("**/answers")
    for box in ("rules", "consent"):
        page.locator(f"label:has([name={box}])").click()
    page.get_by_role("button", name="Send application").click()
    expect(page.locator("#notices, .notice").first).to_contain_text(mail)


def gives_to_readers(page: Page, name: str, readers: list[str]) -> int:
    """Find the application, give it to two readers; return its number in the address."""
    page.goto("/admin/applications")
    page.get_by_role("searchbox").fill(name)
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**q=*")
    link = page.locator("#list").get_by_role("link", name=name)
    expect(link).to_have_count(1)
    number = int((link.get_attribute("href") or "").rsplit("/", 1)[1])
    page.get_by_label(f"Select {name}").check()
    page.get_by_role("button", name="Change readers").click()
    for slot, reader in enumerate(readers, start=1):
        choice = page.get_by_label(f"Reader {slot} for {name}")
        option = choice.locator("option", has_text=reader)
        choice.select_option(value=option.get_attribute("value"))
    page.get_by_role("button", name="Give to these readers").click()
    page.wait_for_url(re.compile(r"/admin/applications(\?|$)"))
    return number


def scores(page: Page, number: int, words: str) -> None:
    """Score every line and hand the review in."""
    page.goto(f"/admin/applications/{number}")
    lines = page.locator("#scoring fieldset.crit")
    for line in lines.all():
        line.locator("label:has(input[value='3'])").click()
    page.locator("#scoring [name=comment]").fill(words)
    page.get_by_role("button", name="Save and next").click()
    page.wait_for_url(lambda url: not url.endswith(f"/{number}/review"))
    page.goto(f"/admin/applications/{number}")
    expect(page.locator("main")).to_contain_text(words)


def approves(page: Page, number: int) -> None:
    """Decide, with the letter as the template writes it."""
    page.goto(f"/admin/applications/{number}/decision?outcome=approved")
    page.locator("#reason").select_option(index=1)
    button = page.get_by_role("button", name="Write the letter")
    if button.is_visible():
        button.click()
    page.wait_for_url("**reason=*")
    expect(page.locator("#body")).to_have_value(re.compile(r"\w{3}"))
    page.locator("#decision .acts button.main").click()
    expect(page.locator(".notice").first).to_be_visible()


def welcome_link(page: Page, name: str) -> str:
    """Read the letter in the outbox; return the way in that it gives."""
    page.goto("/admin/outbox")
    page.get_by_role("searchbox").fill(name)
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**q=*")
    for address in [a.get_attribute("href") or "" for a in page.locator("#list a.who").all()]:
        page.goto(address)
        found = re.search(r"(/welcome/[\w.~-]+)", page.content())
        if found:
            return found.group(1)
    raise AssertionError("no letter holds a welcome link")


def takes_the_welcome(page: Page, link: str, name: str) -> None:
    """Set a password by the link, which then opens nothing more."""
    page.goto(link)
    page.locator("[name=password]").fill("a quiet bench by the canal")
    page.locator("[name=again]").fill("a quiet bench by the canal")
    page.locator(MAIN).click()
    page.wait_for_url("**/me")
    expect(page.locator("h1")).to_contain_text(name.split()[0])


def accepts_the_agreement(page: Page, name: str) -> None:
    """Sign by typing the name."""
    page.goto("/me/agreement")
    page.locator("[name=typed_name]").fill(name)
    page.locator("label:has([name=agreed])").click()
    page.get_by_role("button", name="Accept the agreement").click()
    expect(page.locator("main")).to_contain_text(re.compile("accepted", re.IGNORECASE))


def prints_the_cohort(page: Page, name: str) -> bytes:
    """Print the packs of everybody who has none yet, in the background; return the file for the printer."""
    page.goto("/admin/ambassadors?printed=no")
    page.get_by_role("button", name="Print all that are not yet printed").click()
    way = page.get_by_role("link", name="Download the PDF")
    expect(way).to_be_visible(timeout=240_000)
    expect(page.get_by_role("row", name=name)).to_contain_text("OP-")
    return page.request.get(way.get_attribute("href") or "").body()


def downloads_the_pack(page: Page) -> tuple[bytes, str]:
    """The ambassador's own copy, among the documents, and its address."""
    page.goto("/me/documents")
    pack = page.locator(".doc", has_text="pack").get_by_role("link").first
    address = pack.get_attribute("href") or ""
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body(), address


def title_and_words(pdf: bytes) -> str:
    """The title a reader of the PDF shows."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return f"{document.docinfo['/Title']} {document.docinfo.get('/Subject', '')}"


def names_of(windows: Windows, *accounts: str) -> list[str]:
    """The names behind the demo's sign-ins."""
    with sqlite3.connect(windows.site.var / "portal.sqlite") as database:
        query = "SELECT name FROM people WHERE email = ?"
        return [database.execute(query, [f"{who}@demo.example"]).fetchone()[0] for who in accounts]
