"""The home once the first steps are done: the next thing first, and where one stands."""

from datetime import date, timedelta

import pytest
from lxml import html
from werkzeug.test import TestResponse

from portal.db import db
from portal.domain.joining import onboarding
from portal.domain.working import brief_readings, briefs, verdicts
from portal.models.earning.leave import Leave
from portal.models.earning.quarter_close import QuarterClose
from portal.models.joining.membership import Membership, MembershipState
from portal.models.person import Role
from portal.models.working.verdict import Fault
from tests.conftest import NOW, Client
from tests.support.forms import headline
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, a_submission, earned
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import an_action, the_rules
from tests.support.statements import counted

TODAY = NOW.date()
LONG_AGO = NOW - timedelta(days=200)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("portal.clock.now", lambda: NOW)


def settled(client: Client) -> Membership:
    """An ambassador who has taken the first steps long ago, signed in."""
    membership = an_ambassador(at=LONG_AGO, name="Ada Okafor")
    membership.person.profile_at = LONG_AGO
    membership.state = MembershipState.ACTIVE
    membership.calendar_at = LONG_AGO
    matter = {"intro": "", "must": ["Says it is an ad"], "avoid": [], "free": [], "right": "", "wrong": ""}
    brief = briefs.publish("The brief", **matter, by=None, at=LONG_AGO)
    brief_readings.acknowledge(brief, by=membership.person, at=LONG_AGO)
    client.sign_in(membership.person)
    return membership


def text_of(page: TestResponse, path: str) -> str:
    return " ".join(html.fromstring(page.text).xpath(f"string({path})").split())


def test_what_can_be_done_now_comes_first_with_its_day_its_worth_and_the_brief(client: Client) -> None:
    settled(client)
    opened = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=1)}
    an_action("Post a reel", on=TODAY, at=NOW, format="Reel", minutes=50, base_points=10, **opened)
    an_action("Later on", on=TODAY + timedelta(days=8), at=NOW)
    page = client.get("/me")
    assert headline(page) == "Post a reel"
    assert text_of(page, "//p[@class='when']") == "Due tomorrow, Thursday 12 February"
    assert "Reel. Worth 10 × 3 = 30 points; people take about 50 minutes." in text_of(page, "//main")
    assert text_of(page, "//ul[@class='ticks']") == "Says it is an ad"
    assert text_of(page, "//section[contains(@class,'soon')]//li") == "Thu 19 Feb Later onContent 30 points"


def test_an_action_that_follows_another_brief_asks_for_what_that_one_says(client: Client) -> None:
    membership = settled(client)
    matter = {"intro": "", "avoid": [], "free": [], "right": "", "wrong": ""}
    older = briefs.publish("Films", must=["Shows the bread"], **matter, by=None, at=LONG_AGO)
    newest = briefs.publish("Now", must=["Is short"], **matter, by=None, at=LONG_AGO)
    brief_readings.acknowledge(newest, by=membership.person, at=LONG_AGO)
    action = an_action("Film it", on=TODAY, at=NOW)
    assert text_of(client.get("/me"), "//ul[@class='ticks']") == "Is short"
    action.brief_id = older.id
    assert text_of(client.get("/me"), "//ul[@class='ticks']") == "Shows the bread"


def test_returned_work_comes_before_new_work_with_what_to_change(client: Client) -> None:
    membership = settled(client)
    an_action("Something new", on=TODAY, at=NOW)
    submission = a_submission(membership, at=NOW, title="My piece")
    verdicts.send_back(submission, by=a_person(role=Role.MANAGER, at=NOW), at=NOW, note="Say it is an ad.")
    page = client.get("/me")
    assert (headline(page), text_of(page, "//blockquote")) == ("My piece", "Say it is an ad.")
    assert f'href="/me/submissions/{submission.id}">Change it</a>' in page.text
    assert "Something new" in text_of(page, "//section[@class='next']")


def test_what_was_said_stands_with_its_words_and_leads_to_the_work(client: Client) -> None:
    membership = settled(client)
    manager = a_person(role=Role.MANAGER, name="Ines Moor", at=NOW)
    earned(membership, 40, at=NOW, by=manager)
    submission = a_submission(membership, at=NOW, title="Second")
    verdicts.reject(submission, by=manager, at=NOW, fault=Fault.PROOF, note="The link is dead.")
    page = client.get("/me")
    said = text_of(page, "//section[header/h2='Said about your last work']")
    assert said.startswith("Said about your last work")
    assert said.endswith("Rejected Second The link is dead. Ines Moor, 11 February 2026, 09:00")
    assert f'href="/me/submissions/{submission.id}"' in page.text


def test_standing_and_credits_with_the_next_reward_and_the_fade_in_words(client: Client) -> None:
    the_rules(at=LONG_AGO, fading=25, threshold=400)
    membership = settled(client)
    earned(membership, 412, at=NOW)
    a_reward("Apron", at=NOW, cost=400)
    a_reward("Weekend", at=NOW, cost=500)
    page = client.get("/me")
    stand = text_of(page, "//section[contains(@class,'stand')]")
    assert "412 credits; 88 more for Weekend One reward can be yours now. 500" in stand
    assert "412now 30931 Mar23230 Jun17430 Sep" in stand
    assert "25 % of it, 103, fade after 31 March. 121 more by 31 March keep your place." in stand


def test_what_is_at_risk_is_said_first_and_plainly(client: Client) -> None:
    the_rules(at=LONG_AGO, fading=25, threshold=100)
    membership = settled(client)
    earned(membership, 100, at=NOW)
    membership.state = MembershipState.AT_RISK
    main = text_of(client.get("/me"), "//main")
    assert main.startswith("Your place is at risk. 33 more points by 31 March keep it. See how")


def test_leave_is_said_and_nothing_is_asked(client: Client) -> None:
    membership = settled(client)
    an_action("Something new", on=TODAY, at=NOW)
    db.session.add(Leave(membership_id=membership.id, quarter="2026Q1", asked_at=NOW, confirmed=True))
    page = client.get("/me")
    assert headline(page) == "Nothing is asked of you, Ada"
    assert text_of(page, "//main").startswith(
        "You are on leave. Nothing fades and nobody asks until you are back on Wednesday 1 April."
    )


def test_when_nothing_is_due_it_says_until_when_and_why(client: Client) -> None:
    membership = settled(client)
    page = client.get("/me")
    assert (headline(page), text_of(page, "//p[@class='when off']")) == ("Nothing is due, Ada", "All done")
    done = an_action("Done", on=TODAY, at=NOW)
    a_submission(membership, at=NOW, action=done)
    an_action("Soon", on=date(2026, 2, 20), at=NOW)
    page = client.get("/me")
    assert headline(page) == "Nothing is due, Ada"
    assert text_of(page, "//p[@class='when off']") == "Until Friday 20 February"
    assert "Then comes: Soon. It opens on 20 February 2026." in text_of(page, "//main")


def test_the_first_submission_is_the_last_of_the_first_steps(client: Client) -> None:
    membership = settled(client)
    assert [step.key for step in onboarding.steps(membership) if step.done_at is None] == ["action"]
    a_submission(membership, at=NOW)
    assert [step.done_at for step in onboarding.steps(membership)][-1] == NOW


def test_a_year_of_work_costs_as_many_statements_as_a_day(client: Client) -> None:
    the_rules(at=LONG_AGO)
    membership = settled(client)
    earned(membership, 10, at=NOW)
    an_action("Now", on=TODAY, at=NOW)
    db.session.add(QuarterClose(quarter="2025Q4", rate=25, threshold=300, at=NOW))
    client.get("/me")
    with counted() as few:
        client.get("/me")
    for number in range(30):
        earned(membership, 10, at=NOW - timedelta(days=number))
        an_action(f"A{number}", on=TODAY + timedelta(days=number), at=NOW)
        a_reward(f"R{number}", at=NOW, cost=100 * (number + 1))
    with counted() as many:
        client.get("/me")
    assert (len(few), len(many)) == (8, 8)
