"""The shop window: what is mine now, next and later, with every reason; at the same cost for many."""

from datetime import date, timedelta

import pytest
from lxml import html
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from portal import clock
from portal.db import db
from portal.domain import quarters
from portal.domain.earning import redemptions
from portal.models.earning.redemption import Redemption
from portal.models.earning.reward import Milestone, RewardKind
from portal.models.joining.membership import Membership
from portal.models.person import Role
from tests.conftest import Client
from tests.support.forms import headline
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, earned
from tests.support.rows_joining import a_membership
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import an_action, the_rules
from tests.support.statements import counted

SHOP = "/me/rewards"


def _with(credits: int) -> Membership:
    membership = an_ambassador(at=clock.now())
    if credits:
        earned(membership, credits, at=clock.now())
    return membership


def block(page: TestResponse, title: str) -> str:
    """Return what stands under a heading, as one line."""
    found = html.fromstring(page.text).xpath(f"//section[header/h2[normalize-space()='{title}']]")
    return " / ".join(" ".join(each.text_content().split()) for each in found)


def test_it_says_what_is_mine_now_next_and_later(client: Client) -> None:
    now = clock.now()
    membership = _with(229)
    a_reward("Sample box", about="Four bottles.", stock=4, per_person=1, at=now)
    a_reward("Season’s case", cost=250, at=now)
    a_reward("Apron", cost=500, at=now)
    a_reward("Day at the press", cost=200, stock=0, from_on=date(2099, 1, 2), at=now)
    a_reward("Old thing", cost=10, retired_at=now, at=now)
    a_reward("Past thing", cost=10, until_on=date(2020, 1, 1), at=now)
    page = client.sign_in(membership.person).get(SHOP)
    assert headline(page) == "Yours to ask for: Sample box"
    assert "You have 229 credits." in page.text
    assert block(page, "Yours now") == (
        "Yours now Sample box Four bottles. 4 left. One each. Swap 100 credits for Sample box"
    )
    assert block(page, "Next") == "Next Season’s case250 credits 21 more."
    assert block(page, "Later") == (
        "Later Day at the press It can be asked for from 2 January 2099.There is none left at present. "
        "200 credits Apron 500 credits271 more"
    )
    assert "Old thing" not in page.text
    assert "Past thing" not in page.text


def test_the_next_says_which_work_would_bring_it(client: Client) -> None:
    membership, today = _with(85), clock.now().date()
    an_action("Answer a question", on=today, ends_on=today + timedelta(days=9), at=clock.now())
    a_reward(at=clock.now())
    said = block(client.sign_in(membership.person).get(SHOP), "Next")
    assert "15 more. Answer a question (" in said


@pytest.mark.parametrize(
    ("credits", "said"), [(0, "100 more for Mug"), (100, "Yours to ask for: Mug"), (None, "Rewards")]
)
def test_the_headline_is_what_is_next(client: Client, credits: int | None, said: str) -> None:
    membership = _with(credits or 0)
    if credits is not None:
        a_reward(at=clock.now())
    assert headline(client.sign_in(membership.person).get(SHOP)) == said


def test_milestones_say_how_near_they_are(client: Client) -> None:
    now, membership = clock.now(), _with(0)
    a_reward("Badge", milestone=Milestone.FIRST_ACTION, kind=RewardKind.ACCESS, at=now)
    a_reward("Sip", milestone=Milestone.RENEWED, kind=RewardKind.ACCESS, at=now)
    a_reward("Stage", milestone=Milestone.STANDING, standing=70, stock=0, at=now)
    client.sign_in(membership.person)
    first = block(client.get(SHOP), "For getting this far")
    assert "Badge For your first approved action." in first
    assert "Sip For your next renewal, on " in first
    assert "Stage For a standing of 70: 70 more." in first
    earned(membership, 70, at=clock.now())
    then = block(client.get(SHOP), "For getting this far")
    assert "Badge For your first approved action, on " in then
    assert "Stage You have reached it. It comes as soon as there is one." in then


def test_the_next_renewal_is_the_first_that_one_is_up_for(client: Client) -> None:
    now, membership = clock.now(), _with(0)
    the_rules(at=now - timedelta(days=400), fading=25, threshold=60, provisional_quarters=1)
    a_reward("Sip", milestone=Milestone.RENEWED, kind=RewardKind.ACCESS, at=now)
    following = quarters.last_day(quarters.after(quarters.of(now.date())))
    shown = block(client.sign_in(membership.person).get(SHOP), "For getting this far")
    assert shown.endswith(f"Sip For your next renewal, on {following.day} {following:%B}.")


def test_it_costs_the_same_with_many_rewards_and_other_peoples_rows(client: Client) -> None:
    membership, manager = _with(1000), a_person(role=Role.MANAGER, at=clock.now())
    client.sign_in(membership.person)

    def asked(who: Membership, name: str) -> None:
        reward = a_reward(name, stock=9, at=clock.now())
        one = redemptions.request(reward, membership=who, key=name, address="Here", at=clock.now())
        redemptions.approve(one, by=manager, at=clock.now())

    asked(membership, "First")
    client.get(SHOP)
    with counted() as few:
        client.get(SHOP)
    other = _with(1000)
    for number in range(6):
        asked(membership, f"Mine {number}")
        asked(other, f"Theirs {number}")
        a_reward(f"Goal {number}", milestone=Milestone.STANDING, standing=5000, at=clock.now())
    with counted() as many:
        page = client.get(SHOP)
    assert (len(many), page.text.count('<section class="block way">')) == (len(few), 7)


def test_only_ambassadors_with_an_agreement_see_it(client: Client) -> None:
    assert client.get(SHOP).status_code == 303
    begun = a_membership(at=clock.now())
    answer = client.sign_in(begun.person).get(SHOP)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me")
    assert client.sign_in(a_person(role=Role.MANAGER, at=clock.now())).get(SHOP).status_code == 403
    assert db.session.scalar(select(func.count(Redemption.id))) == 0
