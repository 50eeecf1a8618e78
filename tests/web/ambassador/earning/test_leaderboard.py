"""The leaderboard's page: off by default, entered and left by one's own hand."""

import pytest

from portal.domain.earning import ledger
from portal.domain.programs import the_program
from tests.conftest import NOW, Client
from tests.support.forms import forged, headline, send
from tests.support.rows_earning import earned
from tests.support.rows_onboarding import an_ambassador


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("portal.clock.now", lambda: NOW)


def test_there_is_none_unless_the_program_wants_one(client: Client) -> None:
    membership = an_ambassador(at=NOW)
    client.sign_in(membership.person)
    assert client.get("/me/leaderboard").status_code == 404
    answer = forged(client, "/me/leaderboard/place", page="/me", stand="y")
    assert (answer.status_code, ledger.balance_of(membership.person).ranked) == (404, False)


def test_one_stands_on_it_and_leaves_it_by_ones_own_hand(client: Client) -> None:
    the_program().leaderboard = True
    membership = an_ambassador(at=NOW, name="Ann Archer")
    earned(membership, 40, at=NOW)
    client.sign_in(membership.person)
    page = client.get("/me/leaderboard")
    assert headline(page) == "This quarter’s leaderboard"
    assert "Ann Archer</span>" not in page.text
    answer = send(client, "/me/leaderboard", to="/me/leaderboard/place")
    assert answer.headers["Location"] == "/me/leaderboard"
    page = client.get("/me/leaderboard").text
    assert "You stand on the leaderboard now." in page
    assert 'Ann Archer</span> <span class="chip good">You</span></th><td class="r num">40</td>' in page
    assert "with 40 points this quarter" in page
    send(client, "/me/leaderboard", to="/me/leaderboard/place")
    assert ledger.balance_of(membership.person).ranked is False
    assert "Nobody stands here yet" in client.get("/me/leaderboard").text
