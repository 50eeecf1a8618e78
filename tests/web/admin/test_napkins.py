"""The napkin page: the verdict, cutting with undo, checking what was typed, and who may."""

from datetime import timedelta

import pytest

from portal import clock, judging
from portal.db import db
from portal.domain.earning import rewards
from portal.domain.paper.napkin_verdict import Fault
from portal.domain.program import napkins, revisions
from portal.models.person import Role
from portal.outside.pdf import Press
from tests.conftest import NOW, Client
from tests.support.forms import forged, headline, resend, send
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import an_action, the_rules

HERE = "/admin/program/napkin"
SHORT = [f"Rule number {n}, which is short." for n in range(1, 9)]
LONG = ["One more thing that somebody wanted, at length, whatever it costs all who read."] * 9
HARM = "<script>alert(1)</script> {{ 7 * 7 }} url(file:///etc/passwd)"


@pytest.fixture
def manager(client: Client) -> Client:
    """A manager's browser, and rules that fit."""
    the_rules(at=NOW)
    a_reward("Pin", cost=10, at=NOW)
    an_action(on=clock.now().date() + timedelta(days=1), base_points=90, at=NOW)
    revisions.write({"deal": "Do this, get that.", "lines": SHORT}, by=None, at=NOW)
    return client.sign_in(a_person(role=Role.MANAGER, at=NOW))


def test_the_verdict_stands_beside_the_page(manager: Client) -> None:
    text = manager.get(HERE).text
    for words in ("Do this, get that.", SHORT[0], "mm to spare", "data:image/png;base64,", "Pin"):
        assert words in text, words
    assert text.count('name="cut"') == len(SHORT)


def test_a_rule_is_cut_and_put_back(manager: Client) -> None:
    answer = send(manager, HERE, cut="2")
    assert revisions.draft().lines == SHORT[:2] + SHORT[3:]
    page = manager.get(answer.location)
    assert "Cut." in page.text
    resend(manager, page, to=f"{HERE}/restoration")
    assert revisions.draft().lines == SHORT


def test_somebody_else_s_last_word_is_not_undone(client: Client, manager: Client) -> None:
    send(manager, HERE, lines=["Mine."])
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    answer = forged(client, f"{HERE}/restoration", page=HERE)
    assert (answer.status_code, revisions.draft().lines) == (409, ["Mine."])


def test_what_is_typed_is_judged_and_not_kept(manager: Client) -> None:
    answer = forged(manager, f"{HERE}/trial", page=HERE, deal="Less.", lines=[*SHORT, *LONG])
    assert headline(answer) == "The napkin does not fit yet"
    assert "mm too long" in answer.text
    assert answer.text.count("What runs over on to a second page") == 1
    assert LONG[0] in answer.text
    assert revisions.draft().lines == SHORT


def test_a_thirteenth_rule_is_refused_and_nothing_typed_is_lost(manager: Client) -> None:
    answer = send(manager, HERE, lines=[f"Rule {n}." for n in range(13)])
    assert answer.status_code == 422
    assert "Rule 12." in answer.text
    assert revisions.draft().lines == SHORT
    assert "nobody keeps more than 12" in answer.text


def test_a_seventh_reward_is_told_where_it_is_offered(manager: Client) -> None:
    for number in range(2, 7):
        a_reward(f"Thing {number}", cost=100 * number, at=NOW)
    assert "Fits on the napkin" in manager.get("/admin/rewards").text
    reward = a_reward("Yacht", cost=9000, at=NOW)
    page = manager.get("/admin/rewards").text
    assert "Does not fit on the napkin" in page
    assert headline(manager.get(HERE)) == "The napkin does not fit yet"
    assert "Cut a reward: “Yacht”" in manager.get(HERE).text
    rewards.retire(reward, by=None, at=NOW)
    assert "Fits on the napkin" in manager.get("/admin/rewards").text


@pytest.mark.usefixtures("app")
def test_the_worker_judges_what_changed_by_any_way() -> None:
    the_rules(at=NOW)
    a_reward("Pin", cost=10, at=NOW)
    with Press() as press:
        assert judging.next_unjudged(press, at=NOW) is True
        assert judging.next_unjudged(press, at=NOW) is False
        for number in range(2, 9):
            a_reward(f"Thing {number}", cost=100 * number, at=NOW)
        assert judging.next_unjudged(press, at=NOW) is True
        verdict = napkins.last(revisions.draft())
        assert verdict is not None
        assert (Fault.REWARDS in verdict.faults, verdict.rewards) == (True, 8)
        current = revisions.current()
        assert current is not None
        kept = napkins.last(current)
        assert kept is not None
        assert kept.rewards == 0
        assert judging.of_draft(press, at=NOW) == verdict


def test_a_published_revision_keeps_its_verdict(manager: Client) -> None:
    send(manager, HERE, lines=["Be kind."])
    send(manager, "/admin/program/rules", to="/admin/program/rules/publication", note="Fewer rules.")
    current = revisions.current()
    assert current is not None
    assert current.lines == ["Be kind."]
    verdict = napkins.last(current)
    assert verdict is not None
    assert verdict.pages == 1


def test_harm_in_a_rule_stands_as_words(manager: Client) -> None:
    page = send(manager, HERE, lines=[HARM, "x" * 200])
    text = manager.get(page.location).text
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "mm" in text


def test_the_rules_in_force_are_a_napkin_for_everyone(client: Client) -> None:
    assert client.get("/rules.pdf").status_code == 404
    the_rules(lines=["Be kind."], at=NOW)
    first = client.get("/rules.pdf")
    assert (first.mimetype, first.data[:5]) == ("application/pdf", b"%PDF-")
    assert "Set-Cookie" not in first.headers
    again = client.get("/rules.pdf", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    revisions.write({"lines": ["Be kinder."]}, by=None, at=NOW)
    assert client.get("/rules.pdf").data == first.data
    revisions.publish(revisions.draft().id, note="Kinder.", by=None, at=NOW)
    db.session.flush()
    assert client.get("/rules.pdf").data != first.data


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.DIRECTOR])
def test_only_managers_and_admins_write_the_napkin(client: Client, role: Role) -> None:
    client.sign_in(a_person(role=role, at=NOW))
    assert client.get(HERE).status_code == 403
    for address in (HERE, f"{HERE}/trial", f"{HERE}/restoration"):
        assert forged(client, address, page="/admin/", lines="Mine.").status_code == 403
    assert revisions.draft().lines == []


def test_an_ambassador_does_not_see_the_draft(client: Client) -> None:
    client.sign_in(an_ambassador(at=NOW).person)
    answer = client.get(HERE)
    assert answer.status_code == 403
    assert "Save the draft" not in answer.text
