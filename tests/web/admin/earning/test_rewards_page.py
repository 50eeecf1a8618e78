"""Rewards, as a manager offers and changes them."""

import io

import pytest
from PIL import Image
from sqlalchemy import select

from portal.db import db
from portal.models.earning.reward import Milestone, Reward, RewardKind, StockMove
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.addresses import MADE_UP
from tests.support.forms import forged, headline, resend, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward
from tests.support.statements import counted

HERE = "/admin/rewards"


@pytest.fixture
def ines(client: Client) -> Client:
    """A manager's browser."""
    return client.sign_in(a_person(role=Role.MANAGER, name="Ines Calder", at=NOW))


def test_a_reward_is_offered_with_its_first_stock(ines: Client) -> None:
    answer = send(
        ines, f"{HERE}/new", to=HERE, name="Hoodie", about="Warm.", cost="60", first="40", price="18,5"
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, HERE)
    hoodie = db.session.scalars(select(Reward)).one()
    assert (hoodie.kind, hoodie.cost, hoodie.milestone, hoodie.stock) == (RewardKind.TANGIBLE, 60, None, 40)
    assert (hoodie.price, hoodie.handling, hoodie.per_person) == (1850, 5, None)
    page = ines.get(HERE)
    assert headline(page) == "One reward"
    assert "Hoodie is offered." in page.text


def test_a_milestone_needs_no_credits(ines: Client) -> None:
    send(ines, f"{HERE}/new", to=HERE, name="Seat", kind="access", way="standing", standing="400", cost="9")
    seat = db.session.scalars(select(Reward)).one()
    assert (seat.cost, seat.milestone, seat.standing, seat.stock) == (None, Milestone.STANDING, 400, None)
    assert "standing of 400" in ines.get(HERE).text


def test_what_was_typed_wrong_is_kept_and_said(ines: Client) -> None:
    bare = send(ines, f"{HERE}/new", to=HERE, name="", price="a lot", first="-3")
    assert wrongs(bare) == {
        "name": "Type a name.",
        "price": "Type an amount, as in 12.50.",
        "first": "Type a whole number, as in 3.",
    }
    assert 'value="a lot"' in bare.text
    assert wrongs(send(ines, f"{HERE}/new", to=HERE, name="Mug")) == {
        "cost": "It costs credits, or comes on a milestone: one of the two."
    }
    huge = send(ines, f"{HERE}/new", to=HERE, name="Mug", cost="99999999", first="999999999")
    assert set(wrongs(huge)) == {"cost", "first"}
    assert db.session.scalar(select(Reward.id)) is None


def test_offering_twice_offers_once(ines: Client) -> None:
    send(ines, f"{HERE}/new", to=HERE, name="Mug", cost="100")
    again = send(ines, f"{HERE}/new", to=HERE, name="Mug", cost="100")
    assert wrongs(again) == {"name": "There is a reward called Mug already."}


def test_a_picture_is_drawn_anew_and_shown_to_anyone(ines: Client, client: Client) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "#884422").save(drawn, "JPEG", exif=b"Exif\0\0somewhere")
    token = ines.get(f"{HERE}/new").text.split('name="csrf" type="hidden" value="')[1].split('"')[0]
    typed = {"csrf": token, "name": "Mug", "kind": "tangible", "way": "credits", "cost": "100"}
    answer = ines.post(HERE, data=typed | {"picture": (io.BytesIO(drawn.getvalue()), "../../mug.jpg")})
    assert answer.status_code == 303, answer.text
    mug = db.session.scalars(select(Reward)).one()
    shown = client.get(f"/pictures/{mug.picture_id}")
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert b"Exif" not in shown.data
    wrong = ines.post(HERE, data=typed | {"name": "Cup", "picture": (io.BytesIO(b"<html>"), "cup.jpg")})
    assert wrongs(wrong)["picture"].endswith("or it is broken.")


def test_a_reward_is_changed_retired_and_brought_back(ines: Client) -> None:
    mug = a_reward(at=NOW, stock=3)
    send(ines, f"{HERE}/{mug.id}", name="Enamel mug", cost="120", from_on="2026-03-01")
    assert (mug.name, mug.cost, mug.from_on and mug.from_on.isoformat()) == ("Enamel mug", 120, "2026-03-01")
    send(ines, f"{HERE}/{mug.id}", to=f"{HERE}/{mug.id}/retirement")
    assert mug.retired_at is not None
    assert "Enamel mug is retired." in ines.get(f"{HERE}?state=retired").text
    send(ines, f"{HERE}/{mug.id}", to=f"{HERE}/{mug.id}/return")
    assert mug.retired_at is None


def test_stock_moves_with_a_reason_and_once(ines: Client) -> None:
    mug = a_reward(at=NOW, stock=3)
    here = f"{HERE}/{mug.id}/stock"
    opened = ines.get(here)
    send(ines, here, way="less", amount="2", reason="Broken on the way")
    assert mug.stock == 1
    assert "Broken on the way" in ines.get(here).text

    again = resend(ines, opened, way="less", amount="1", reason="Broken on the way")
    assert "The stock was changed a moment ago" in again.text
    assert again.status_code == 422
    forged = send(ines, here, amount="1", reason="Found", after="9" * 5000)
    assert "The stock was changed a moment ago" in forged.text
    below = send(ines, here, way="less", amount="2", reason="Broken")
    assert wrongs(below) == {"amount": "There are 1, and there can be from none to a million."}
    assert wrongs(send(ines, here, amount="2", reason="")) == {"reason": "Say why: it stays in the history."}
    assert db.session.scalars(select(StockMove.amount).order_by(StockMove.id)).all() == [3, -2]


def test_the_list_narrows_and_costs_the_same_for_thirty(ines: Client) -> None:
    a_reward("Mug", at=NOW, stock=0)
    with counted() as few:
        ines.get(HERE)
    for number in range(30):
        a_reward(f"Poster {number}", at=NOW)
    with counted() as many:
        ines.get(HERE)
    assert len(few) == len(many)
    assert headline(ines.get(f"{HERE}?q=poster")) == "30 rewards"
    assert headline(ines.get(f"{HERE}?state=out")) == "One reward"


def test_the_list_leaves_as_csv(ines: Client) -> None:
    a_reward("=1+1", about="x", cost=60, stock=3, price=1850, handling=5, at=NOW)
    a_reward("Seat", milestone="standing", standing=400, at=NOW)
    found = ines.get(f"{HERE}/list.csv?sort=name").data.decode("utf-8-sig").splitlines()
    assert found == [
        "name,kind,credits,milestone,standing,stock,per person,price,minutes,from,until,retired",
        "'=1+1,tangible,60,,,3,,18.50,5,,,",
        "Seat,tangible,,standing,400,,,0.00,0,,,",
    ]


@pytest.mark.parametrize("query", MADE_UP)
def test_an_address_that_was_made_up_is_answered(ines: Client, query: str) -> None:
    assert ines.get(f"{HERE}?{query}").status_code == 200
    assert ines.get(f"{HERE}/list.csv?{query}").mimetype == "text/csv"


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.DIRECTOR, None])
def test_nobody_else_enters(client: Client, role: Role | None) -> None:
    mug = a_reward(at=NOW, stock=3)
    client.sign_in(a_person(role=role, at=NOW))
    for path in (HERE, f"{HERE}/new", f"{HERE}/{mug.id}", f"{HERE}/{mug.id}/stock"):
        assert client.get(path).status_code == 403, path
    assert forged(client, f"{HERE}/{mug.id}/retirement", page="/account").status_code == 403
    assert mug.retired_at is None
