"""Every page there is, as every kind of person: valid, and without a barrier at any width, in any light."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from portal.config import ROOT
from tests.browser.conftest import DESK, PHONE, Windows
from tests.browser.crawl import Found

# One worker has all of it, so that there is one Chromium and one demo.
pytestmark = pytest.mark.xdist_group("pages")
AXE = ROOT / "tests/node_modules/axe-core/axe.min.js"
VNU = ROOT / "tests/node_modules/vnu-jar/build/dist/vnu.jar"
# htmx's own attributes are no part of HTML.
KNOWN = re.compile(r"Attribute “hx-[\w:-]+” not allowed")
# Pages that no link of the site leads to: a letter does, or a paper.
BY_LETTER = re.compile(r"<(\w+:)?(token|path|hash)|^/verify/<")
# Nor to these: for a browser that showed a password but no code yet, a file of a run, answers for machines.
HALFWAY = {"public.second_steps.form", "admin.print_runs.take", "public.health.alive", "public.health.ready"}


def test_every_link_leads_somewhere(found: list[Found]) -> None:
    wrong = [(f.who, f.address, f.status) for f in found if f.status >= 400 and f.address != "/nothing-here"]
    assert not wrong, "\n".join(map(str, wrong))


def test_every_page_is_reached(found: list[Found]) -> None:
    doors = [line.split("  ") for line in (ROOT / "tests/shape/routes.txt").read_text().splitlines()]
    pages = {view for rule, methods, view, _may in doors if methods == "GET" and not BY_LETTER.search(rule)}
    missed = sorted(pages - HALFWAY - {f.endpoint for f in found})
    assert not missed, " ".join(missed)


def test_the_html_checker_finds_nothing(found: list[Found], tmp_path: Path) -> None:
    if shutil.which("java") is None or not VNU.exists():
        pytest.skip("vnu-jar or Java is not installed here")
    pages = [page for page in found if page.is_page]
    for number, page in enumerate(pages):
        (tmp_path / f"{number}.html").write_text(page.html)
    run = subprocess.run(
        ["java", "-jar", VNU, "--stdout", "--format", "json", "--exit-zero-always", tmp_path],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    messages: list[dict[str, Any]] = json.loads(run.stdout)["messages"]
    wrong = {}
    for message in messages:
        page = pages[int(Path(message["url"]).stem)]
        if not KNOWN.search(message["message"]):
            wrong[page.endpoint, message["message"]] = f"{page.address}: {message.get('extract', '')[:120]!r}"
    assert not wrong, "\n".join(map(str, sorted(wrong.items())))


def worth_a_look(found: list[Found]) -> dict[str, list[Found]]:
    """The pages by who sees them; what the open site showed to one person it need not show to the next."""
    pages: dict[str, list[Found]] = {}
    shown: dict[str, str] = {}
    for one in found:
        first = shown.setdefault(one.endpoint, one.who)
        if one.is_page and (first == one.who or not one.endpoint.startswith("public.")):
            pages.setdefault(one.who, []).append(one)
    return pages


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing(windows: Windows, found: list[Found], size: Any, scheme: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed here")
    wrong: dict[tuple[str, ...], str] = {}
    for who, pages in worth_a_look(found).items():
        # The policy of our pages lets no foreign script in, axe neither.
        context = windows.open(who=who, viewport=size, color_scheme=scheme, bypass_csp=True)
        page = context.new_page()
        for one in pages:
            page.goto(one.address)
            page.add_script_tag(path=AXE)
            result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            for violation in result["violations"]:
                for node in violation["nodes"]:
                    said = f"{who or 'anyone'} at {one.address}: {node['failureSummary'][:200]}"
                    wrong[one.endpoint, violation["id"], str(node["target"])] = said
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                wrong[one.endpoint, "width"] = f"{one.address}: {wide} pixels wider than the window"
        context.close()
    assert not wrong, "\n".join(map(str, wrong.items()))


def test_nothing_is_refused_by_our_own_policy(windows: Windows, found: list[Found]) -> None:
    said: list[str] = []
    for who, pages in worth_a_look(found).items():
        context = windows.open(who=who)
        page = context.new_page()
        page.on(
            "console",
            lambda m: said.append(f"{m.page.url if m.page else ''} {m.text}") if m.type == "error" else None,
        )
        page.on("pageerror", lambda error: said.append(str(error)))
        for one in (each for each in pages if each.status < 400):
            page.goto(one.address)
        context.close()
    assert not said, "\n".join(said)
