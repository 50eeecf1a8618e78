"""What never changes has an address of its own, and a page asks for little."""

import gzip
import hashlib

import pytest

from portal.config import ROOT
from portal.web.assets import Assets


@pytest.fixture(scope="module")
def shelf():
    return Assets(ROOT / "static")


def test_an_address_carries_the_hash_of_what_it_leads_to(shelf):
    body = (ROOT / "static/fonts/besley.woff2").read_bytes()
    assert shelf.url("fonts/besley.woff2") == (
        f"/static/fonts/besley-{hashlib.sha256(body).hexdigest()[:8]}.woff2"
    )


def test_the_sheet_begins_with_the_order_of_its_layers_and_holds_every_component(shelf):
    sheet = shelf.bodies["app.css"].decode()
    assert sheet.startswith("@layer reset, base, layout, components, utilities;")
    assert "/*" not in sheet
    for path in (ROOT / "static/css").glob("*.css"):
        last_rule = path.read_text().rstrip().rstrip("}").rstrip().splitlines()[-1].strip()
        assert last_rule in sheet, path.name


def test_the_sheet_finds_its_faces(shelf):
    sheet = shelf.bodies["app.css"].decode()
    assert f"url({shelf.url('fonts/besley.woff2')})" in sheet
    assert "../" not in sheet


def test_the_script_is_htmx_and_ours(shelf):
    ours = (ROOT / "static/js/portal.js").read_bytes()
    assert shelf.bodies["app.js"].endswith(ours)
    assert shelf.bodies["app.js"].startswith((ROOT / "static/js/htmx.min.js").read_bytes())
    assert len(ours.splitlines()) < 100


def test_what_is_published_is_whole_and_texts_are_packed(shelf, tmp_path):
    shelf.publish(tmp_path)
    shelf.publish(tmp_path)
    script = tmp_path / shelf.names["app.js"]
    assert script.read_bytes() == shelf.bodies["app.js"]
    assert gzip.decompress((tmp_path / f"{shelf.names['app.js']}.gz").read_bytes()) == shelf.bodies["app.js"]
    assert not list(tmp_path.rglob("*.woff2.gz"))


def test_the_first_load_leaves_room_for_the_page(shelf):
    """150 KB in six requests: the page, styles, scripts, two faces, the icon; a page may be 40 KB packed."""
    parts = [gzip.compress(shelf.bodies[name]) for name in ("app.css", "app.js", "img/icon.svg")]
    faces = [body for name, body in shelf.bodies.items() if name.endswith(".woff2")]
    assert len(faces) == 2
    assert sum(map(len, [*parts, *faces])) < 110_000


def test_vendored_files_are_the_ones_on_record():
    record = (ROOT / "static/VENDORED.md").read_text()
    for path in [*(ROOT / "static/fonts").glob("*.woff2"), ROOT / "static/js/htmx.min.js"]:
        assert hashlib.sha256(path.read_bytes()).hexdigest() in record, path.name
