"""Where the database does not answer, people are told so, and what to do."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal.app import create_app
from portal.config import Config
from portal.db import db

TITLE = "The portal cannot reach its database"


@pytest.fixture
def cut_off(tmp_path: Path) -> FlaskClient:
    """A browser before a portal whose database holds nothing at all."""
    app = create_app(
        Config(
            mode="test",
            secret_key="a key for tests that is long enough",
            public_url="http://localhost",
            database_url=f"sqlite:///{tmp_path / 'empty.sqlite'}",
            var=tmp_path,
        )
    )
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("address", ["/", "/login", "/no-such-page"])
def test_a_page_tells_of_it(cut_off: FlaskClient, address: str):
    answer = cut_off.get(address)
    assert answer.status_code == 503
    assert f"<h1>{TITLE}</h1>" in answer.text
    assert "Nothing was changed." in answer.text
    assert answer.headers["X-Request-Id"] in answer.text
    sheet = answer.text.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "--accent-fill:" in cut_off.get(sheet).text


def test_htmx_is_told_beside_the_page(cut_off: FlaskClient):
    answer = cut_off.get("/login", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (503, "none")
    assert answer.text.strip().startswith('<hx-partial hx-target="#notices"')
    assert TITLE in answer.text
