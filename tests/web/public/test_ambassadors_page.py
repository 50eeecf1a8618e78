"""The public page of ambassadors: who stands there, by whose wish, and for how long."""

import io

import pytest
from lxml import html
from PIL import Image
from sqlalchemy import select

from portal.db import db
from portal.domain.joining import shown
from portal.models.joining.consent import Consent, ConsentFor
from portal.models.joining.membership import Membership, MembershipState
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import send
from tests.support.rows import a_person
from tests.support.rows_joining import a_membership
from tests.support.rows_onboarding import an_ambassador
from tests.support.statements import counted


def names(client: Client, query: str = "") -> list[str]:
    tree = html.fromstring(client.get(f"/ambassadors{query}").text)
    return tree.xpath("//ul[@class='faces']//h2/text()")


def a_shown(name: str, **profile: str) -> Membership:
    membership = an_ambassador(at=NOW, name=name)
    for field, value in profile.items():
        setattr(membership.person, field, value)
    shown.wish(membership, shown=True, wording="Show me.", at=NOW)
    return membership


def a_face(where: str = "Secret Lane 5") -> bytes:
    """A picture of 900 by 700 pixels that says where it was taken."""
    picture, into = Image.new("RGB", (900, 700), "#836"), io.BytesIO()
    exif = picture.getexif()
    exif[0x010E] = where
    picture.save(into, "JPEG", exif=exif)
    return into.getvalue()


def test_a_box_that_begins_unticked_shows_and_hides_at_once(client: Client) -> None:
    membership = an_ambassador(at=NOW, name="Ann Archer")
    client.sign_in(membership.person)
    box = html.fromstring(client.get("/me/profile").text).xpath("//input[@name='shown']")[0]
    assert box.get("checked") is None
    assert names(client) == []
    matter = {"about": "I bake.", "links": "https://ann.example/latest"}
    send(client, "/me/profile", shown="y", **matter)
    assert names(client) == ["Ann Archer"]
    page = client.get("/ambassadors").text
    assert (
        '<a class="tap ltr" href="https://ann.example/latest" rel="nofollow ugc noopener noreferrer">' in page
    )
    consent = db.session.scalars(select(Consent).where(Consent.purpose == ConsentFor.SHOWN)).one()
    assert (consent.person_id, consent.how, consent.withdrawn_at) == (membership.person_id, "profile", None)
    assert consent.wording.startswith("Show me on the public page of ambassadors, with my name")
    send(client, "/me/profile", shown=[], **matter)
    assert names(client) == []
    assert consent.withdrawn_at is not None


def test_where_somebody_stands_is_neither_said_nor_seen(client: Client) -> None:
    a_shown("Risk Taker").state = MembershipState.AT_RISK
    a_shown("Active Person").state = MembershipState.ACTIVE
    page = client.get("/ambassadors").text
    assert names(client) == ["Active Person", "Risk Taker"]
    assert "at risk" not in page.lower()
    assert "@" not in html.fromstring(page).xpath("string(//main)")


def test_whoever_left_is_shut_out_or_has_not_begun_is_not_shown(client: Client) -> None:
    gone, shut = a_shown("Gone"), a_shown("Shut")
    early = a_membership(at=NOW, name="Early")
    shown.wish(early, shown=True, wording="Show me.", at=NOW)
    a_shown("Here")
    gone.ended_on, gone.state = NOW.date(), MembershipState.LEFT
    shut.person.suspended_at = NOW
    assert names(client) == ["Here"]


def test_the_list_is_searched_and_paged_at_the_same_cost(client: Client) -> None:
    a_shown("Ann Archer", town="Hull", about="Bread")
    client.get("/ambassadors")
    with counted() as few:
        assert names(client, "?q=hull") == ["Ann Archer"]
    assert names(client, "?q=nowhere") == []
    for number in range(30):
        a_shown(f"Person {number:02}", links="javascript:alert(1)\nhttps://x.example")
    with counted() as many:
        assert len(names(client)) == 24
    assert len(many) == len(few)
    assert len(names(client, "?page=2")) == 7
    assert "javascript:" not in client.get("/ambassadors").text


def test_a_photo_is_drawn_anew_and_seen_only_while_its_owner_is_shown(client: Client) -> None:
    membership = an_ambassador(at=NOW)
    address = f"/ambassadors/{membership.slug}/photo"
    client.sign_in(membership.person)
    sent = (io.BytesIO(a_face()), "me.jpg")
    matter = {"about": "I bake.", "photo": sent}
    send(client, "/me/profile", **matter)
    mine = client.get(address)
    assert (mine.status_code, b"Secret Lane" in mine.data) == (200, False)
    assert Image.open(io.BytesIO(mine.data)).size == (480, 373)
    assert mine.headers["Cache-Control"] == "private, no-cache"
    stranger = client.application.test_client()
    assert stranger.get(address).status_code == 404
    client.sign_in(an_ambassador(at=NOW).person)
    assert client.get(address).status_code == 404
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    assert client.get(address).status_code == 200
    shown.wish(membership, shown=True, wording="Show me.", at=NOW)
    db.session.flush()
    assert stranger.get(address).status_code == 200
    shown.wish(membership, shown=False, wording="", at=NOW)
    again = stranger.get(address, headers={"If-None-Match": mine.headers["ETag"]})
    assert again.status_code == 404


@pytest.mark.parametrize("slug", ["nobody", "%00", "a%00b", "%1b", "%F0%9F%90%99"])
def test_a_photo_of_nobody_is_not_there(client: Client, slug: str) -> None:
    answered = client.get(f"/ambassadors/{slug}/photo")
    assert (answered.status_code, "There is nothing here" in answered.text) == (404, True)


@pytest.mark.parametrize("body", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + b"\0" * 40])
def test_what_is_no_photo_is_refused_beside_its_field(client: Client, body: bytes) -> None:
    membership = an_ambassador(at=NOW)
    client.sign_in(membership.person)
    answer = send(client, "/me/profile", about="I bake.", shown="y", photo=(io.BytesIO(body), "me.jpg"))
    assert answer.status_code == 422
    assert "This is no picture (PNG, JPEG, WebP), or it is broken." in answer.text
    assert (membership.person.photo_id, membership.shown) == (None, False)


def test_the_photo_goes_when_its_owner_says_so(client: Client) -> None:
    membership = an_ambassador(at=NOW)
    client.sign_in(membership.person)
    send(client, "/me/profile", about="I bake.", photo=(io.BytesIO(a_face()), "me.jpg"))
    send(client, "/me/profile", about="I bake.", no_photo="y")
    assert membership.person.photo_id is None
    assert client.get(f"/ambassadors/{membership.slug}/photo").status_code == 404
