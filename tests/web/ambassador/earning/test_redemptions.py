"""Redeeming: the sum before and after, asked once, cancelled or received, and nobody else's business."""

import pytest
from lxml import html
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from portal import clock
from portal.db import db
from portal.domain.earning import codes, ledger, redemptions
from portal.models.earning.redemption import Redemption, RedemptionState
from portal.models.earning.reward import Milestone, Reward, RewardKind
from portal.models.joining.membership import Membership
from portal.models.person import Person, Role
from portal.web.pages import the_seal
from tests.conftest import Client
from tests.support.forms import forged, headline, resend, wrongs
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, earned
from tests.support.rows_onboarding import an_ambassador

SHOP, HOME = "/me/rewards", "Ada Lovelace\n12 Mill Lane\nHebden Bridge"
State = RedemptionState


def _with(credits: int) -> Membership:
    membership = an_ambassador(at=clock.now())
    if credits:
        earned(membership, credits, at=clock.now())
    return membership


def _form(reward: Reward) -> str:
    return f"{SHOP}/{reward.id}/redemption"


def _asked(membership: Membership, reward: Reward | None = None) -> Redemption:
    reward = reward or a_reward(stock=3, at=clock.now())
    return redemptions.request(reward, membership=membership, key="k", address=HOME, at=clock.now())


def _manager() -> Person:
    return a_person(role=Role.MANAGER, at=clock.now())


def _count() -> int:
    return db.session.scalars(select(func.count(Redemption.id))).one()


def _reasons(page: TestResponse) -> list[str]:
    return html.fromstring(page.text).xpath("//main//ul[contains(@class,'rows')]/li/text()")


def test_asking_says_the_sum_and_does_it(client: Client) -> None:
    membership, reward = _with(229), a_reward(stock=1, at=clock.now())
    client.sign_in(membership.person)
    page = client.get(_form(reward))
    assert headline(page) == "Swap 100 credits for Mug?"
    cells = html.fromstring(page.text).xpath("//table[@class='sumup']//td")
    assert [cell.text_content() for cell in cells] == ["229", "−100", "129"]
    assert "Your standing stays 229." in page.text
    answer = resend(client, page, address=HOME)
    assert (answer.status_code, answer.headers["Location"]) == (303, SHOP)
    after = client.get(SHOP)
    assert "Asked for: Mug." in after.text
    assert "Cancel and get 100 back" in after.text
    [asked] = db.session.scalars(select(Redemption))
    assert (asked.person, asked.state, asked.address) == (membership.person, State.REQUESTED, HOME)
    assert (ledger.balance_of(membership.person).credits, asked.reward.stock) == (129, 0)


def test_the_same_form_twice_asks_once_and_a_new_one_knows_the_address(client: Client) -> None:
    membership, reward = _with(500), a_reward(stock=5, at=clock.now())
    client.sign_in(membership.person)
    page = client.get(_form(reward))
    for _ in range(2):
        assert resend(client, page, address=HOME).status_code == 303
    assert _count() == 1
    again = client.get(_form(reward))
    assert html.fromstring(again.text).xpath("string(//textarea)").strip() == HOME
    assert resend(client, again).status_code == 303
    assert _count() == 2


def test_with_htmx_the_window_comes_back_in_place(client: Client) -> None:
    membership, reward = _with(100), a_reward(stock=1, at=clock.now())
    client.sign_in(membership.person)
    fields = dict(html.fromstring(client.get(_form(reward)).text).xpath("//form[@class]")[-1].form_values())
    answer = client.post(_form(reward), data={**fields, "address": HOME}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.text.strip().startswith('<div id="shop"')
    assert "Asked for: Mug." in answer.text
    assert "You have 0 credits." in answer.text


def test_no_address_keeps_the_form_and_takes_nothing(client: Client) -> None:
    membership, reward = _with(100), a_reward(stock=1, at=clock.now())
    answer = resend(client, client.sign_in(membership.person).get(_form(reward)), address="  ")
    assert answer.status_code == 422
    assert wrongs(answer) == {"address": "Say where it goes: name, street, town and country."}
    assert (_count(), ledger.balance_of(membership.person).credits) == (0, 100)


def test_an_access_asks_for_no_address(client: Client) -> None:
    membership = _with(100)
    reward = a_reward("A day", kind=RewardKind.ACCESS, at=clock.now())
    page = client.sign_in(membership.person).get(_form(reward))
    assert "<textarea" not in page.text
    assert resend(client, page).status_code == 303
    assert _count() == 1


def test_who_comes_too_late_is_told_in_a_sentence(client: Client) -> None:
    membership, reward = _with(100), a_reward(stock=1, at=clock.now())
    page = client.sign_in(membership.person).get(_form(reward))
    _asked(_with(100), reward)
    answer = resend(client, page, address=HOME)
    assert (answer.status_code, _reasons(answer)) == (422, ["There is none left at present."])
    assert (_count(), ledger.balance_of(membership.person).credits) == (1, 100)


def test_nobody_pays_more_than_the_page_said(client: Client) -> None:
    membership, reward = _with(300), a_reward(stock=1, at=clock.now())
    page = client.sign_in(membership.person).get(_form(reward))
    reward.cost = 250
    db.session.flush()
    answer = resend(client, page, address=HOME)
    assert wrongs(answer) == {"": "It takes 250 credits by now. Swap them if that suits you."}
    assert (_count(), ledger.balance_of(membership.person).credits) == (0, 300)
    assert resend(client, answer).status_code == 303
    assert (_count(), ledger.balance_of(membership.person).credits) == (1, 50)


def test_what_cannot_be_had_says_every_reason_and_has_no_form(client: Client) -> None:
    membership = _with(40)
    reward = a_reward(stock=0, at=clock.now())
    page = client.sign_in(membership.person).get(_form(reward))
    assert _reasons(page) == ["There is none left at present.", "It takes 100 credits, and you have 40."]
    assert '<form method="post"' not in html.tostring(html.fromstring(page.text).xpath("//main")[0]).decode()
    milestone = a_reward("Badge", milestone=Milestone.FIRST_ACTION, at=clock.now())
    assert "This comes by itself on a milestone" in client.get(_form(milestone)).text
    answer = forged(client, _form(milestone), page="/me/profile", key="x")
    assert (answer.status_code, _count()) == (422, 0)


def test_cancelling_gives_back_and_a_second_time_is_told(client: Client) -> None:
    membership = _with(100)
    asked = _asked(membership)
    way = f"{SHOP}/redemptions/{asked.id}/cancellation"
    page = client.sign_in(membership.person).get(way)
    assert headline(page) == "Cancel Mug?"
    assert resend(client, page).headers["Location"] == SHOP
    again = resend(client, page)
    assert (again.status_code, wrongs(again)) == (422, {"": "This was cancelled."})
    balance = ledger.balance_of(membership.person)
    assert (db.session.get_one(Redemption, asked.id).state, balance.credits) == (State.CANCELLED, 100)


def test_receiving_comes_after_sending(client: Client) -> None:
    membership, manager = _with(100), _manager()
    asked = _asked(membership)
    client.sign_in(membership.person)
    way = f"{SHOP}/redemptions/{asked.id}/receipt"
    early = forged(client, way, page="/me/profile")
    assert (early.status_code, "This waits to be approved." in early.text) == (409, True)
    redemptions.approve(asked, by=manager, at=clock.now())
    redemptions.send(asked, tracking="JD 12", by=manager, at=clock.now())
    page = client.get(SHOP)
    assert "tracking number JD 12" in page.text
    assert resend(client, page, to=way).headers["Location"] == SHOP
    after = client.get(SHOP)
    assert "It arrived: Mug." in after.text
    assert "In your hands" in after.text
    assert db.session.get_one(Redemption, asked.id).state is State.RECEIVED


def test_a_grant_asks_where_it_goes(client: Client) -> None:
    membership = _with(0)
    a_reward("Hoodie", milestone=Milestone.FIRST_ACTION, at=clock.now())
    earned(membership, 10, at=clock.now())
    granted = db.session.scalars(select(Redemption)).one()
    client.sign_in(membership.person)
    assert "Your turn: say where it goes" in client.get(SHOP).text
    page = client.get(f"{SHOP}/redemptions/{granted.id}/address")
    answer = resend(client, page, address=HOME)
    assert answer.headers["Location"] == f"{SHOP}/redemptions/{granted.id}"
    assert "12 Mill Lane" in client.get(answer.headers["Location"]).text


def test_a_code_is_seen_by_its_owner_once_it_is_approved(client: Client) -> None:
    membership, manager, now = _with(100), _manager(), clock.now()
    voucher = a_reward("Voucher", kind=RewardKind.ACCESS, has_codes=True, stock=0, at=now)
    codes.add(voucher, ["GREEN-HEDGE-42"], seal=the_seal(), by=manager, at=now)
    asked = redemptions.request(voucher, membership=membership, key="k", at=now)
    place = f"{SHOP}/redemptions/{asked.id}"
    assert "GREEN" not in client.sign_in(membership.person).get(place).text
    redemptions.approve(asked, by=manager, at=now)
    assert "GREEN-HEDGE-42" in client.get(place).text
    assert "GREEN" not in client.get(SHOP).text
    assert client.sign_in(_with(0).person).get(place).status_code == 404


@pytest.mark.parametrize("way", ["", "/address", "/cancellation", "/receipt"])
def test_anothers_redemption_is_not_there(client: Client, way: str) -> None:
    asked = _asked(_with(100))
    place = f"{SHOP}/redemptions/{asked.id}{way}"
    client.sign_in(_with(100).person)
    if way != "/receipt":
        assert client.get(place).status_code == 404
    answer = forged(client, place, page="/me/profile")
    assert answer.status_code == (405 if not way else 404)
    assert (asked.state, asked.address) == (State.REQUESTED, HOME)


@pytest.mark.parametrize("number", ["-1", "0", "99999999999999999999", "x"])
def test_a_reward_that_is_not_there_is_404(client: Client, number: str) -> None:
    assert client.sign_in(_with(100).person).get(f"{SHOP}/{number}/redemption").status_code == 404
