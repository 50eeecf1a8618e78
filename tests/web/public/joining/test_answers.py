"""The pages of an application, from the first to sending it."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal import clock
from portal.db import db
from portal.models.joining.application import Application, ApplicationState, Source
from portal.models.joining.consent import Consent, ConsentFor
from portal.models.letter import Letter
from portal.web.words import PLACES
from tests.conftest import Client
from tests.support.forms import resend, send, wrongs
from tests.support.rows_applying import ANSWERS, KEPT, a_full_draft, a_sent_one, open_doors

MAIL = "nell@post.example"


def test_five_pages_a_last_look_and_a_number(client: Client) -> None:
    open_doors()
    answer = send(client, "/apply", email=MAIL, **ANSWERS["you"])
    assert answer.status_code == 303, answer.text
    here = answer.headers["Location"]
    token = here.split("/")[2]
    for name in ("work", "audience", "ties", "why"):
        assert here == f"/apply/{token}/{name}"
        answer = send(client, here, **ANSWERS[name])
        assert answer.status_code == 303, answer.text
        here = answer.headers["Location"]
    assert here == f"/apply/{token}/answers"
    answer = send(client, here, rules="y", consent="y")
    assert (answer.status_code, answer.headers.get("Location")) == (303, f"/apply/{token}"), answer.text
    application = db.session.scalars(select(Application)).one()
    assert application.state is ApplicationState.NEW
    for answers in KEPT.values():
        for name, value in answers.items():
            assert getattr(application, name) == value
    status = client.get(f"/apply/{token}").text
    assert application.number
    assert application.number in status
    assert "You will hear by" in status
    assert f"Application sent. A copy went to {MAIL}." in status
    assert [letter.kind for letter in db.session.scalars(select(Letter).order_by(Letter.id))] == [
        "application_saved",
        "application_received",
    ]
    given = db.session.scalars(select(Consent)).all()
    assert [(each.purpose, each.email) for each in given] == [(ConsentFor.APPLICATION, MAIL)]


def begun(client: Client) -> str:
    """Fill in the first page; return the token."""
    open_doors()
    return send(client, "/apply", email=MAIL, **ANSWERS["you"]).headers["Location"].split("/")[2]


def filled(page: TestResponse) -> dict[str, list[str]]:
    """What the form of a page holds, as a browser would send it."""
    fields: dict[str, list[str]] = {}
    for name, value in html.fromstring(page.text).xpath("//form[@method='post']")[0].form_values():
        fields.setdefault(name, []).append((value or "").removeprefix("\n"))
    return fields


# A form drops what forces a direction, and control characters.
SIGNS = st.characters(
    exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp"), exclude_characters="\u202d\u202e"
)
TEXT = st.text(SIGNS, min_size=1, max_size=60).map(str.strip)
TYPED = {
    "work": {"links": st.lists(TEXT.filter(bool), min_size=1, max_size=12).map("\n".join), "work": TEXT},
    "audience": {
        "places": st.lists(st.sampled_from(["instagram", "video", "person"]), unique=True).map(
            lambda places: [place for place in PLACES if place in places]
        ),
        "audience": TEXT,
        "replies_link": TEXT.map("no address: ".__add__).map(str.strip),
        "reach": st.sampled_from(["under-100", "100-1000"]),
    },
    "ties": {"ties": TEXT, "hours_month": TEXT.map("x".__add__)},
    "why": {"why": TEXT.map(lambda text: text + "x" * 3000)},
}


@pytest.mark.parametrize("name", TYPED)
@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_whatever_is_typed_stands_on_a_page_that_is_wrong(
    client: Client, name: str, data: st.DataObject
) -> None:
    token = begun(client)
    typed = {field: data.draw(values, label=field) for field, values in TYPED[name].items()}
    if name == "work":
        typed["links"] += "\nnot an address"
    answer = send(client, f"/apply/{token}/{name}", **typed)
    assert answer.status_code == 422
    kept = filled(answer)
    for field, value in typed.items():
        lines = [line.strip() for line in value.split("\n")] if field == "links" else None
        seen = kept.get(field, [])
        assert seen == (["\n".join(lines)] if lines else value if isinstance(value, list) else [value]), field
    saved = filled(client.get(f"/apply/{token}/{name}"))
    assert saved != kept


@pytest.mark.parametrize("name", [name for name in ANSWERS if name != "you"])
def test_an_expired_session_loses_nothing(client: Client, name: str) -> None:
    token = begun(client)
    page = client.get(f"/apply/{token}/{name}")
    stranger = client.application.test_client()
    answer = resend(stranger, page, **ANSWERS[name])
    assert answer.status_code == 422
    assert "Nothing you typed is lost: send it again." in answer.text
    assert "<title>Error:" in answer.text
    again = resend(stranger, answer)
    assert again.status_code == 303, again.text
    application = db.session.scalars(select(Application)).one()
    assert {field: getattr(application, field) for field in KEPT[name]} == KEPT[name]


def test_the_first_page_outlives_its_session_too(client: Client) -> None:
    open_doors()
    page = client.get("/apply")
    stranger = client.application.test_client()
    answer = resend(stranger, page, email=MAIL, **ANSWERS["you"])
    assert answer.status_code == 422
    assert db.session.scalars(select(Application)).all() == []
    assert resend(stranger, answer).status_code == 303
    assert db.session.scalars(select(Application)).one().name == "Nell Harker"


def test_every_wrong_field_is_named_beside_itself_and_on_top(client: Client) -> None:
    open_doors()
    answer = send(client, "/apply", name=" ", email="nell@post", town="x" * 201)
    assert answer.status_code == 422
    tree = html.fromstring(answer.text)
    assert tree.xpath("string(//title)").startswith("Error:")
    top = tree.xpath("//div[contains(@class, 'errs')]")[0]
    assert "autofocus" in top.attrib
    assert [each.get("href") for each in top.xpath(".//a")] == ["#name", "#email", "#town", "#age_band-0"]
    assert wrongs(answer) == {
        "name": "Type your name.",
        "email": "Type the whole address, as in nell@post.example.",
        "town": "Keep it to 200 characters; it has 201.",
    }
    young = send(client, "/apply", email=MAIL, **ANSWERS["you"] | {"age_band": "under"})
    assert "This program is for people of 18 and over." in young.text
    assert db.session.scalars(select(Application)).all() == []
    assert db.session.scalars(select(Letter)).all() == []


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("instagram.com/p/1", "Start the link with https://"),
        ("javascript:alert(1)", "Start the link with https://"),
        ("https://", "not the whole address"),
        ("https://me:pw@pics.example/1", "not the whole address"),
        ("https://pics.example/a b", "not the whole address"),
        ("https://[::1", "not the whole address"),
        ("https://pics.example/" + "x" * 500, "Keep the link to 500 characters."),
        ("\n".join(f"https://pics.example/{number}" for number in range(11)), "Leave it at 10 links."),
    ],
)
def test_links_are_whole_addresses_of_pages_and_ten_at_most(client: Client, link: str, why: str) -> None:
    token = begun(client)
    answer = send(client, f"/apply/{token}/work", links=link, work="Films.")
    assert why in wrongs(answer)["links"]
    assert db.session.scalars(select(Application)).one().links == []


def test_save_and_leave_keeps_half_a_page_and_comes_back_to_it(client: Client) -> None:
    token = begun(client)
    answer = send(client, f"/apply/{token}/audience", button="leave", audience="Walkers.")
    assert (answer.status_code, answer.headers.get("Location")) == (303, "/")
    assert "Saved. The link in your letter brings you back until" in client.get("/").text
    application = db.session.scalars(select(Application)).one()
    assert (application.audience, application.places, application.pages) == ("Walkers.", [], ["you"])
    assert client.get(f"/apply/{token}").headers["Location"] == f"/apply/{token}/work"
    check = client.get(f"/apply/{token}/answers").text
    assert "Four pages are not finished yet." in check
    assert "Send application" not in check


def test_a_page_says_which_lines_of_the_rubric_it_serves(client: Client) -> None:
    token = begun(client)
    page = " ".join(html.fromstring(client.get(f"/apply/{token}/audience").text).text_content().split())
    assert "Where; Who they are: for line 2 of the rubric, audience fit." in page
    assert "A piece with replies: for line 3 of the rubric, substance of comments." in page
    assert "It counts for nothing." in page


def test_consent_stands_apart_and_nothing_is_ticked_before(client: Client) -> None:
    open_doors()
    _application, token = a_full_draft(at=clock.now())
    page = client.get(f"/apply/{token}/answers")
    assert set(filled(page)) == {"csrf"}
    answer = resend(client, page, marketing="y")
    assert answer.status_code == 422
    assert set(wrongs(answer)) == {"rules", "consent"}
    assert resend(client, answer, rules="y", consent="y").status_code == 303
    given = db.session.scalars(select(Consent).order_by(Consent.id)).all()
    assert [each.purpose for each in given] == [ConsentFor.APPLICATION, ConsentFor.MARKETING]
    assert "six months" in given[0].wording


def test_sending_twice_sends_once(client: Client) -> None:
    open_doors()
    _application, token = a_full_draft(at=clock.now())
    page = client.get(f"/apply/{token}/answers")
    first, second = (resend(client, page, rules="y", consent="y") for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"] == f"/apply/{token}"
    assert len(db.session.scalars(select(Letter).where(Letter.kind == "application_received")).all()) == 1


def test_what_a_form_does_not_ask_is_not_taken(client: Client) -> None:
    token = begun(client)
    page = filled(client.get(f"/apply/{token}/why"))
    forged = {
        "state": "approved",
        "number": "A-1",
        "email": "x@x.example",
        "source": "invited",
        "twin_of_id": "1",
    }
    answer = client.post(f"/apply/{token}/why", data={**page, **forged, "why": "Because.", "pages": "ties"})
    assert answer.status_code == 303
    application = db.session.scalars(select(Application)).one()
    assert (application.state, application.number, application.email) == (ApplicationState.DRAFT, None, MAIL)
    assert (application.source, application.pages) == (Source.ORGANIC, ["you", "why"])
    here = f"/apply/{token}/audience"
    bad = client.post(here, data={**page, "places": ["evil"], "audience": "w", "reach": "x" * 99})
    assert bad.status_code == 422
    client.post(here, data={**page, "places": ["person"], "audience": "w", "reach": "x" * 99})
    application = db.session.scalars(select(Application)).one()
    assert (application.places, application.reach) == (["person"], "")


def test_other_peoples_tokens_open_nothing(client: Client) -> None:
    token = begun(client)
    for wrong in (token[:-1], token.swapcase(), token + "x", "x", "%00", "' or 1=1 --", "..", "again "):
        for place in ("", "/work", "/answers", "/withdrawal"):
            answer = client.get(f"/apply/{wrong}{place}")
            assert answer.status_code in {404, 308}, (wrong, place)
            assert MAIL not in answer.text
    kept = db.session.scalars(select(Application)).one()
    assert client.get(f"/apply/{kept.token_hash}").status_code == 404


def test_pages_under_a_link_are_kept_by_nobody(client: Client) -> None:
    token = begun(client)
    headers = client.get(f"/apply/{token}/work").headers
    assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}


def test_a_body_that_is_too_large_is_a_sentence(client: Client) -> None:
    token = begun(client)
    page = filled(client.get(f"/apply/{token}/why"))
    long = client.post(f"/apply/{token}/why", data={**page, "why": "x" * 100_000})
    assert long.status_code == 422
    assert "Keep it to 3000 characters; it has 100000." in long.text
    huge = client.post(f"/apply/{token}/why", data={**page, "why": "x" * 20_000_000})
    assert huge.status_code == 413
    assert "Go back: what you typed is still in your browser." in huge.text


def test_markup_in_answers_is_shown_as_text(client: Client) -> None:
    token = begun(client)
    nasty = '<img src=x onerror=alert(1)><form hx-post="/logout">{{ 7*7 }}'
    send(client, f"/apply/{token}/why", why=nasty)
    page = client.get(f"/apply/{token}/answers").text
    assert "&lt;img src=x" in page
    assert "<img src=x" not in page
    assert html.fromstring(page).xpath("//dl[@hx-ignore]//dd[contains(., '{{ 7*7 }}')]")


def test_a_correction_is_saved_at_once_until_somebody_reads(client: Client) -> None:
    open_doors()
    application, token = a_sent_one(at=clock.now())
    answer = send(client, f"/apply/{token}/why", why="Better words.")
    assert answer.headers["Location"] == f"/apply/{token}/answers"
    assert "Better words." in client.get(f"/apply/{token}").text
    page = client.get(f"/apply/{token}/why")
    application.state = ApplicationState.IN_REVIEW
    late = resend(client, page, why="Even better words.")
    assert late.status_code == 422
    assert "Somebody has begun to read it" in late.text
    assert "Even better words." in late.text
    assert db.session.get_one(Application, application.id).why == "Better words."
    assert client.get(f"/apply/{token}/why").headers["Location"] == f"/apply/{token}"
