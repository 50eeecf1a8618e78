"""Every door and who may go through it; a new one shows in the diff of `routes.txt`."""

from pathlib import Path

import pytest
from flask import Flask

from portal.web.access import guard

GOLDEN = Path(__file__).with_name("routes.txt")


def doors(app: Flask) -> str:
    """One line a route: methods, address, endpoint, permission."""
    lines = []
    for rule in app.url_map.iter_rules():
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        needed = vars(app.view_functions[rule.endpoint])["may"]
        lines.append(f"{rule.rule}  {methods}  {rule.endpoint}  {needed}")
    return "\n".join(sorted(lines)) + "\n"


def test_every_route_and_its_permission_is_known(portal: Flask) -> None:
    found = doors(portal)
    known = GOLDEN.read_text() if GOLDEN.exists() else ""
    if found != known:
        GOLDEN.with_suffix(".new").write_text(found)
    assert found == known, "if meant so: mv tests/shape/routes.new tests/shape/routes.txt"


def test_a_view_without_a_permission_stops_the_program() -> None:
    bare = Flask("bare")
    bare.add_url_rule("/door", endpoint="door", view_func=lambda: "open")
    with pytest.raises(RuntimeError, match="door"):
        guard(bare)
