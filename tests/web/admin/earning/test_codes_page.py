"""Codes, as a manager pastes them."""

import pytest
from lxml import html
from sqlalchemy import select, update

from portal.db import db
from portal.domain.earning import redemptions
from portal.models.earning.reward import Reward, RewardCode
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import forged, headline, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, earned
from tests.support.rows_onboarding import an_ambassador


@pytest.fixture
def card(app: object) -> Reward:
    """A card whose stock are its codes."""
    return a_reward("Card", kind="access", has_codes=True, stock=0, at=NOW)


def test_codes_are_pasted_and_shown_by_their_ends(client: Client, card: Reward) -> None:
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    here = f"/admin/rewards/{card.id}/codes"
    answer = send(client, here, codes="GIFT-0001\r\n\r\n  GIFT-0002 \nGIFT-0001\n")
    assert answer.status_code == 303
    page = client.get(here)
    assert headline(page) == "Card: 2 codes to hand out"
    assert "2 codes are added. More than once in the list, kept once: …01." in page.text
    assert "GIFT" not in page.text
    send(client, here, codes="GIFT-0002")
    assert "No code is added. Known already: …02." in client.get(here).text
    assert (card.stock, headline(client.get(f"{here}?state=out"))) == (2, "Card: 2 codes to hand out")


def test_what_was_pasted_wrong_is_not_lost(client: Client, card: Reward) -> None:
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    here = f"/admin/rewards/{card.id}/codes"
    wrong = send(client, here, codes=f"GIFT-0001\n{'x' * 201}")
    assert wrongs(wrong) == {"codes": "Line 2 is longer than 200 characters."}
    assert "GIFT-0001" in wrong.text
    assert wrongs(send(client, here, codes=" \n ")) == {"codes": "Paste the codes, one a line."}


def test_codes_of_another_secret_key_are_said_to_be(client: Client, card: Reward) -> None:
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    here = f"/admin/rewards/{card.id}/codes"
    send(client, here, codes="GIFT-0001")
    db.session.execute(update(RewardCode).values(sealed="of another key"))
    assert "cannot be opened" in client.get(here).text


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.DIRECTOR])
def test_nobody_else_sees_or_adds(client: Client, card: Reward, role: Role) -> None:
    client.sign_in(a_person(role=role, at=NOW))
    here = f"/admin/rewards/{card.id}/codes"
    assert client.get(here).status_code == 403
    assert forged(client, here, page="/account", codes="GIFT").status_code == 403
    assert db.session.scalar(select(RewardCode.id)) is None


def test_what_is_asked_for_is_told_apart_from_what_is_left(client: Client, card: Reward) -> None:
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    here = f"/admin/rewards/{card.id}/codes"
    send(client, here, codes="GIFT-0001\nGIFT-0002")
    membership = an_ambassador(at=NOW)
    earned(membership, 100, at=NOW)
    redemptions.request(card, membership=membership, key="k", at=NOW)
    page = client.get(here)
    assert headline(page) == "Card: one code to hand out"
    assert "One more is asked for, and waits to be approved." in page.text


def test_its_owner_alone_sees_a_code_and_another_key_says_so(client: Client, card: Reward) -> None:
    ines, membership = a_person(role=Role.MANAGER, at=NOW), an_ambassador(at=NOW)
    earned(membership, 100, at=NOW)
    client.sign_in(ines)
    send(client, f"/admin/rewards/{card.id}/codes", codes="GIFT-0001")
    one = redemptions.request(card, membership=membership, key="k", at=NOW)
    redemptions.approve(one, by=ines, at=NOW)
    for page in (f"/admin/redemptions/{one.id}", f"/admin/rewards/{card.id}/codes", "/admin/audit"):
        assert "GIFT-0001" not in client.get(page).text, page
    client.sign_in(membership.person)
    assert "GIFT-0001" in client.get(f"/me/rewards/redemptions/{one.id}").text
    db.session.execute(update(RewardCode).values(sealed="of another key"))
    db.session.commit()
    broken = client.get(f"/me/rewards/redemptions/{one.id}")
    assert broken.status_code == 409
    assert "This code cannot be opened" in broken.text
    client.sign_in(an_ambassador(at=NOW).person)
    assert client.get(f"/me/rewards/redemptions/{one.id}").status_code == 404


def test_a_free_code_is_withdrawn_after_a_page_that_says_so(client: Client, card: Reward) -> None:
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    here = f"/admin/rewards/{card.id}/codes"
    send(client, here, codes="GIFT-0001\nGIFT-0002")
    first, second = db.session.scalars(select(RewardCode.id).order_by(RewardCode.id)).all()
    (there,) = html.fromstring(client.get(here).text).xpath(f"//a[contains(@href, '/codes/{first}/')]/@href")
    page = client.get(there)
    assert headline(page) == "Withdraw the code that ends in …01?"
    assert "where it is redeemed, it works as before" in page.text
    assert "GIFT" not in page.text
    assert client.get(here).text.count("/withdrawal") == 2, "asking changed nothing"
    assert send(client, there).headers["Location"] == here
    page = client.get(here)
    assert (headline(page), "The code is withdrawn." in page.text) == ("Card: one code to hand out", True)
    assert db.session.scalars(select(RewardCode.id)).all() == [second]
    assert [client.get(there).status_code, forged(client, there, page=here).status_code] == [404, 404]


def test_what_is_asked_for_cannot_be_withdrawn_and_what_is_gone_has_no_way_to_it(
    client: Client, card: Reward
) -> None:
    manager = a_person(role=Role.MANAGER, at=NOW)
    client.sign_in(manager)
    here = f"/admin/rewards/{card.id}/codes"
    send(client, here, codes="GIFT-0001")
    membership = an_ambassador(at=NOW)
    earned(membership, 100, at=NOW)
    asked = redemptions.request(card, membership=membership, key="k", at=NOW)
    there = f"{here}/{db.session.scalars(select(RewardCode.id)).one()}/withdrawal"
    told = send(client, there)
    assert told.status_code == 422
    assert "Every code that is left is asked for: add another one first." in told.text
    redemptions.approve(asked, by=manager, at=NOW)
    assert "/withdrawal" not in client.get(here).text
    assert client.get(there).status_code == 404
    other = a_reward("Other card", kind="access", has_codes=True, stock=0, at=NOW)
    assert client.get(there.replace(f"/{card.id}/", f"/{other.id}/")).status_code == 404


def test_others_and_other_methods_withdraw_nothing(client: Client, card: Reward) -> None:
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    here = f"/admin/rewards/{card.id}/codes"
    send(client, here, codes="GIFT-0001")
    there = f"{here}/{db.session.scalars(select(RewardCode.id)).one()}/withdrawal"
    assert client.delete(there, data={"csrf": "odd"}).status_code == 405
    client.sign_in(a_person(role=Role.REVIEWER, at=NOW))
    assert client.get(there).status_code == 403
    assert forged(client, there, page="/account").status_code == 403
    assert db.session.scalars(select(RewardCode.redemption_id)).one() is None
