"""The brief: versions, and its age."""

from datetime import timedelta

import pytest

from portal.domain.working import briefs
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import headline, send
from tests.support.rows import a_person

HERE = "/admin/program/brief"


@pytest.fixture
def manager(client: Client) -> Client:
    """A manager's browser."""
    return client.sign_in(a_person(role=Role.MANAGER, at=NOW))


def test_an_edit_publishes_a_new_version(manager: Client) -> None:
    assert "No brief yet" in manager.get(HERE).text
    send(manager, f"{HERE}/next", title="Wet feet", must="#ad first\n\nA real walk", avoid="Health")
    send(manager, f"{HERE}/next", title="Warm feet")
    assert [(brief.number, brief.title, brief.must) for brief in briefs.versions()] == [
        (2, "Warm feet", ["#ad first", "A real walk"]),
        (1, "Wet feet", ["#ad first", "A real walk"]),
    ]
    assert headline(manager.get(HERE)) == "Warm feet"
    assert headline(manager.get(f"{HERE}/1")) == "Wet feet"
    same = send(manager, f"{HERE}/next")
    assert (same.status_code, "word for word version 2" in same.text) == (422, True)


def test_sixty_days_unread_it_is_amber(manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.clock.now", lambda: NOW)
    ancient = NOW - timedelta(days=61)
    briefs.publish("Old", intro="", must=[], avoid=[], free=[], right="", wrong="", by=None, at=ancient)
    assert '<span class="chip watch">Nobody has looked at it for 61 days</span>' in manager.get(HERE).text
    send(manager, HERE, to=f"{HERE}/review")
    page = manager.get(HERE).text
    assert "chip watch" not in page
    assert "Somebody looked at it today." in page
