"""The styles are fetched once, by whomever."""

from flask.testing import FlaskClient

from tests.conftest import NOW
from tests.support.rows import a_person


def address(client: FlaskClient, page: str) -> str:
    return client.get(page).text.split('rel="stylesheet" href="')[1].split('"')[0]


def test_the_styles_are_kept_for_a_year_whoever_asks(client):
    before = client.get(address(client, "/login"))
    client.sign_in(a_person(at=NOW))
    after = client.get(address(client, "/account"))
    assert before.request.path == after.request.path
    for answer in (before, after):
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert "Set-Cookie" not in answer.headers
        assert "--accent-fill:" in answer.text
        assert "@layer reset, base, layout, components, utilities;" in answer.text


def test_styles_of_another_colour_are_not_kept(client):
    answer = client.get("/theme-00000000.css")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "--accent-fill:" in answer.text
