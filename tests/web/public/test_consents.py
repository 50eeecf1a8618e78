"""What one agreed to: read, and taken back."""

from sqlalchemy import select

from portal.db import db
from portal.domain.joining import consents, shown
from portal.models.joining.consent import Consent, ConsentFor
from tests.conftest import NOW, Client
from tests.support.forms import forged, send
from tests.support.rows_onboarding import an_ambassador


def test_marketing_is_taken_back_with_one_click(client: Client) -> None:
    mine, other = an_ambassador(at=NOW), an_ambassador(at=NOW)
    for each in (mine, other):
        consents.give(
            ConsentFor.MARKETING, email=each.person.email, wording="News, please.", how="form", at=NOW
        )
    client.sign_in(mine.person)
    assert "News, please." in client.get("/account/consents").text
    answer = send(client, "/account/consents", to="/account/consents/marketing/withdrawal")
    assert answer.headers["Location"] == "/account/consents"
    assert "Taken back on" in client.get("/account/consents").text
    held = select(Consent.email).where(Consent.withdrawn_at.is_(None))
    assert db.session.scalars(held).all() == [other.person.email]


def test_taking_back_to_be_shown_hides_at_once(client: Client) -> None:
    membership = an_ambassador(at=NOW)
    shown.wish(membership, shown=True, wording="Show me.", at=NOW)
    client.sign_in(membership.person)
    send(client, "/account/consents", to="/account/consents/shown/withdrawal")
    assert (membership.shown, "Nobody stands here yet" in client.get("/ambassadors").text) == (False, True)


def test_what_the_application_needs_is_not_taken_back_here(client: Client) -> None:
    membership = an_ambassador(at=NOW)
    consents.give(
        ConsentFor.APPLICATION, email=membership.person.email, wording="Read it.", how="form", at=NOW
    )
    client.sign_in(membership.person)
    page = client.get("/account/consents").text
    assert ("Read it." in page, "Take this back" in page) == (True, False)
    for purpose in ("application", "nothing"):
        answer = forged(client, f"/account/consents/{purpose}/withdrawal", page="/account/consents")
        assert answer.status_code == 404
