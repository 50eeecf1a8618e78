"""Work that earns: sent in, approved by keyboard, spent, packed, received; then a quarter's close."""

import os
import re
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from portal.config import ROOT
from portal.domain import quarters
from tests.browser.conftest import DESK, Windows
from tests.support.site import running

pytestmark = pytest.mark.xdist_group("loop")
HOME = "Ada Okafor\n12 Mill Hill\nHebden Bridge HX7"


@pytest.fixture(scope="module")
def windows(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """Windows on a demo of this journey's own."""
    with running(tmp_path_factory.mktemp("loop")) as site:
        yield Windows(chromium, site, {})


def test_the_focus_goes_where_the_page_changed(windows: Windows) -> None:
    page = windows.open(who="ada").new_page()
    page.goto("/me")
    # The demo's next action asks for a link or for words, as the day has it: this is both.
    said = "https://walks.example/heel-and-toe"
    page.locator("#quick-one").fill(said)
    page.get_by_role("button", name="Send it in").click()
    expect(page.locator("#quick [name=disclosed]")).to_be_focused()
    expect(page.locator("#quick-one")).to_have_value(said)


def test_from_work_to_a_reward_and_over_a_quarter(windows: Windows) -> None:
    phone = windows.open(who="ada").new_page()
    manager = windows.open(who="manager", viewport=DESK).new_page()
    admin = windows.open(who="admin", viewport=DESK).new_page()

    before = credits_of(phone)
    sends_in(phone, "Rain on the ridge", "https://walks.example/ridge?utm_source=mail")
    points = approves_by_keyboard(manager, "Rain on the ridge")
    assert credits_of(phone) == before + points

    number = asks_for(phone, "Winter kit", HOME)
    assert credits_of(phone) == before + points - 175
    packs_and_sends(manager, number, "TR 4711")
    says_it_arrived(phone, number)

    previews(admin)
    assert "keep their place" in closes(windows, dry=True)
    assert re.search(r"\b[1-9]\d* at risk", closes(windows))
    assert "closed already" in closes(windows)
    at_risk = admin.locator("main")
    admin.goto("/admin/ambassadors?state=at+risk")
    expect(at_risk).to_contain_text("Wilfred Osei")
    confirms_the_lapse(admin, "Isolde Marchetti")
    explains_every_point(phone)
    assert ledger_check(windows) == 0


def credits_of(page: Page) -> int:
    """What the page of points says there is to spend."""
    page.goto("/me/points")
    pair = page.locator(".pair > *", has_text="Credits")
    return int(re.sub(r"\D", "", pair.locator(".big, .fig, b, p").first.inner_text()))


def sends_in(page: Page, title: str, link: str) -> None:
    """Something of one's own, by the one short form."""
    page.goto("/me/submissions/new")
    page.locator("#activity_type").select_option(label="Post")
    page.locator("#title").fill(title)
    page.locator("#link").fill(link)
    page.locator("#minutes").fill("40")
    page.get_by_role("button", name="Send it in").click()
    expect(page.locator("main")).to_contain_text("Tick that the ad line stands first")
    expect(page.locator("#link")).to_have_value(link)
    page.locator("label:has([name=disclosed])").click()
    page.get_by_role("button", name="Send it in").click()
    expect(page.locator(".notice").first).to_be_visible()
    page.goto("/me/submissions")
    expect(page.get_by_role("row", name=title)).to_contain_text("Being read")


def approves_by_keyboard(page: Page, title: str) -> int:
    """Find it, tick where the disclosure stands, approve; return the points of the product."""
    page.goto(f"/admin/submissions?q={title}")
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url(re.compile(r"/admin/submissions/\d+"))
    points = int(page.locator(".prod output, .prod strong, .prod b").last.inner_text())
    page.keyboard.press("f")
    page.keyboard.press("a")
    expect(page.locator(".notice").first).to_contain_text("approved", ignore_case=True)
    expect(page.locator(".notice").first.get_by_role("button", name="Undo")).to_be_visible()
    expect(page.locator("h1")).not_to_contain_text(title)
    return points


def asks_for(page: Page, reward: str, address: str) -> int:
    """Swap credits for a reward, after the page that says what will be left; return its number."""
    page.goto("/me/rewards")
    page.get_by_role("link", name="Swap 175 credits").click()
    expect(page.locator("h1")).to_contain_text(reward)
    page.locator("#address").fill(address)
    page.get_by_role("button", name="Swap 175 credits").click()
    expect(page.locator(".notice").first).to_be_visible()
    page.goto("/me/rewards")
    way = page.get_by_role("link", name=f"Details {reward}").get_attribute("href") or ""
    return int(way.rsplit("/", 1)[1])


def packs_and_sends(page: Page, number: int, tracking: str) -> None:
    """Approve, print the slip, say that it is on its way."""
    page.goto(f"/admin/redemptions/{number}")
    page.get_by_role("button", name="Approve it").click()
    page.goto("/admin/redemptions?state=approved")
    page.locator(f"[name=id][value='{number}']").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Packing slips, one PDF").click()
    with pikepdf.open(download.value.path()) as slips:
        assert len(slips.pages) == 1
    page.goto(f"/admin/redemptions/{number}")
    page.locator("[name=tracking]").fill(tracking)
    page.get_by_role("button", name=re.compile("sent", re.IGNORECASE)).click()
    expect(page.locator("[name=tracking]")).to_have_value(tracking)


def says_it_arrived(page: Page, number: int) -> None:
    """The ambassador's own last step."""
    page.goto(f"/me/rewards/redemptions/{number}")
    expect(page.locator("main")).to_contain_text("TR 4711")
    page.get_by_role("button", name="It arrived").click()
    expect(page.locator(".notice").first).to_be_visible()
    page.goto(f"/me/rewards/redemptions/{number}")
    expect(page.get_by_role("button", name="It arrived")).to_have_count(0)


def previews(page: Page) -> None:
    """The close of this quarter on harder terms, and on those of the rules."""
    page.goto("/admin/quarters")
    plain = page.locator("h1").inner_text()
    page.locator("#threshold").fill("300")
    page.get_by_role("button", name="Preview").click()
    page.wait_for_url("**threshold=300*")
    expect(page.locator("h1")).not_to_have_text(plain)


def closes(windows: Windows, *, dry: bool = False) -> str:
    """Close the present quarter from the shell, as of the morning after it ends."""
    zone = ZoneInfo("Europe/London")
    quarter = quarters.of(datetime.now(zone).date())
    at = datetime.combine(quarters.last_day(quarter) + timedelta(days=1), datetime.min.time(), zone)
    done = flask(
        windows, "quarter", "close", quarter, "--at", at.isoformat(), *(["--dry-run"] if dry else [])
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def confirms_the_lapse(page: Page, name: str) -> None:
    """Decide on a proposal, with the page that says what will happen."""
    page.goto("/admin/quarters/proposals")
    page.get_by_role("link", name=f"Decide on {name}").first.click()
    page.get_by_role("link", name="Confirm the lapse").click()
    page.locator("main form button.main").click()
    expect(page.locator(".notice").first).to_contain_text(name)
    page.goto("/admin/ambassadors?state=lapsed")
    expect(page.locator("main")).to_contain_text(name)
    page.goto(f"/admin/outbox?q={name}")
    expect(page.locator("#list")).to_contain_text(name)


def explains_every_point(page: Page) -> None:
    """The statement: what was earned, what was spent, what faded, each with its sum."""
    page.goto("/me/points?quarter=all")
    ledger = page.locator("main")
    for words in ("Rain on the ridge", "5 × 5 = 25", "Winter kit", "−175", "−25 % of"):
        expect(ledger).to_contain_text(words)


def ledger_check(windows: Windows) -> int:
    return flask(windows, "ledger", "check").returncode


def flask(windows: Windows, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of the portal's commands beside the running portal."""
    return subprocess.run(
        [ROOT / ".venv/bin/flask", "--app", "wsgi", *arguments],
        env={**os.environ, "PORTAL_MODE": "demo", "PORTAL_VAR": str(windows.site.var)},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
