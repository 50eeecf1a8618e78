"""The queue of work: listed, narrowed, read one at a time."""

import csv
import io
from datetime import timedelta
from typing import Any

from lxml import html

from portal.domain.working import briefs, evidence, verdicts
from portal.domain.working.evidence import Kept
from portal.models.person import Role
from portal.models.working.brief import Brief
from portal.models.working.submission import SubmissionState
from portal.models.working.verdict import Fault, Place
from tests.conftest import NOW, Client
from tests.support.forms import headline
from tests.support.rows import a_person
from tests.support.rows_earning import a_submission
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import a_type
from tests.support.statements import counted

LIST = "/admin/submissions"


def a_brief(*, must: list[str]) -> Brief:
    """Publish a version of the brief."""
    nothing: dict[str, Any] = {"avoid": [], "free": [], "right": "", "wrong": ""}
    return briefs.publish("The brief", intro="", must=must, **nothing, by=None, at=NOW)


def titles(client: Client, query: str = "") -> list[str]:
    """The titles on the list."""
    page = html.fromstring(client.get(f"{LIST}{query}").text)
    return [" ".join(row.text_content().split()) for row in page.xpath("//tbody//a[@class='who']")]


def test_the_list_shows_what_waits_and_finds_the_rest_by_address(client: Client) -> None:
    by = a_person(role=Role.REVIEWER, at=NOW)
    ada, tom = an_ambassador(at=NOW, name="Ada Byron"), an_ambassador(at=NOW, name="Tom Kettle")
    first = a_submission(ada, at=NOW, title="A hedge")
    a_submission(tom, at=NOW - timedelta(days=1), title="A lane", kind=a_type("Mentoring"))
    done = a_submission(tom, at=NOW, title="A table")
    verdicts.reject(done, by=by, at=NOW, fault=Fault.LATE)
    client.sign_in(by)
    assert headline(client.get(LIST)) == "Two submissions wait for you"
    assert titles(client) == ["A lane", "A hedge"]
    assert titles(client, "?state=rejected") == ["A table"]
    assert titles(client, "?state=every&sort=-who") == ["A table", "A lane", "A hedge"]
    assert titles(client, f"?state=every&person={tom.person_id}&q=lane") == ["A lane"]
    assert titles(client, f"?type={first.activity_type_id}") == ["A hedge"]
    assert titles(client, "?q=kettle&sort=nothing&page=7&state=nothing") == ["A lane"]
    assert titles(client, "?q=100%25") == []


def test_the_list_leaves_as_csv(client: Client) -> None:
    by = a_person(role=Role.MANAGER, at=NOW)
    work = a_submission(an_ambassador(at=NOW, name="=Ada"), at=NOW, title="+A hedge")
    verdicts.approve(work, by=by, at=NOW, disclosure=Place.FIRST)
    answer = client.sign_in(by).get(f"{LIST}/list.csv?state=approved")
    (row,) = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))
    kept = {name: row[name] for name in ("title", "name", "state", "points", "disclosure", "decided by")}
    assert kept == {
        "title": "'+A hedge", "name": "'=Ada", "state": "approved", "points": "30",
        "disclosure": "first", "decided by": by.name,
    }  # fmt: skip


def test_a_long_list_needs_no_more_statements(client: Client) -> None:
    by = a_person(role=Role.MANAGER, at=NOW)
    membership = an_ambassador(at=NOW)
    a_submission(membership, at=NOW)
    client.sign_in(by).get(LIST)
    with counted() as short:
        client.get(f"{LIST}?state=every")
    for _ in range(29):
        verdicts.send_back(a_submission(an_ambassador(at=NOW), at=NOW), by=by, at=NOW, note="Once more.")
    with counted() as long:
        assert len(titles(client, "?state=every")) == 25
    assert len(long) == len(short)


def test_a_piece_shows_its_evidence_as_text_that_does_nothing(client: Client) -> None:
    hostile = "<script>alert(1)</script> [x](javascript:alert(1))"
    work = a_submission(an_ambassador(at=NOW), at=NOW, title=hostile, note=hostile)
    page = client.sign_in(a_person(role=Role.REVIEWER, at=NOW)).get(f"{LIST}/{work.id}")
    tree = html.fromstring(page.text)
    assert hostile in headline(page)
    assert tree.xpath("//div[contains(@class, 'cap')][@hx-ignore]")[0].text_content() == hostile
    assert tree.xpath("//script[not(@src)] | //a[starts-with(@href, 'javascript')]") == []


def test_nobody_sees_their_own_nor_a_draft(client: Client) -> None:
    membership = an_ambassador(at=NOW)
    own, draft = a_submission(membership, at=NOW), a_submission(an_ambassador(at=NOW), at=NOW, send=False)
    membership.person.role = Role.ADMIN
    client.sign_in(membership.person)
    assert [client.get(f"{LIST}/{each.id}").status_code for each in (own, draft)] == [404, 404]
    assert titles(client, "?state=every") == []
    assert headline(client.get(LIST)) == "Nothing waits for you"


def test_the_keys_find_their_places(client: Client) -> None:
    works = [
        a_submission(an_ambassador(at=NOW), at=NOW + timedelta(minutes=number)).id for number in range(3)
    ]
    client.sign_in(a_person(role=Role.REVIEWER, at=NOW))
    assert client.get(f"{LIST}/first").headers["Location"] == f"{LIST}/{works[0]}"
    page = html.fromstring(client.get(f"{LIST}/{works[1]}").text)
    ways = {link.get("data-key"): link.get("href") for link in page.xpath("//a[@data-key]")}
    assert ways == {"k": f"{LIST}/{works[0]}", "j": f"{LIST}/{works[2]}"}
    pressed = {button.get("data-key"): button.get("value") for button in page.xpath("//button[@data-key]")}
    assert pressed == {"a": "approved", "p": "in part", "r": "returned", "x": "rejected"}
    assert page.xpath("//input[@name='disclosure']/@data-key") == list("fvlmn")
    assert page.xpath("string(//p[contains(., ' of 3')])").strip() == "2 of 3, about 6 minutes"


def test_directors_and_ambassadors_stay_outside(client: Client) -> None:
    work = a_submission(an_ambassador(at=NOW), at=NOW)
    for person, expected in ((a_person(role=Role.DIRECTOR, at=NOW), 403), (work.person, 403)):
        client.sign_in(person)
        for address in ("", "/list.csv", "/first", f"/{work.id}"):
            assert client.get(LIST + address).status_code == expected, address
    assert work.state is SubmissionState.PENDING


def test_beside_the_evidence_stand_the_brief_the_twins_and_the_last_pieces(client: Client) -> None:
    by = a_person(role=Role.MANAGER, at=NOW)
    a_brief(must=["An ad line"])
    membership = an_ambassador(at=NOW)
    before = a_submission(membership, at=NOW - timedelta(days=2), title="A lane")
    verdicts.approve(before, by=by, at=NOW, disclosure=Place.FIRST)
    link = "https://posts.example/hedge"
    a_submission(
        an_ambassador(at=NOW, name="Tom Kettle"), at=NOW - timedelta(days=1), link=link, title="My hedge"
    )
    work = a_submission(membership, at=NOW, link=link + "?utm_source=x", title="A hedge")
    a_brief(must=["An ad line", "A link"])
    page = html.fromstring(client.sign_in(by).get(f"{LIST}/{work.id}").text)
    text = " ".join(page.xpath("//article")[0].text_content().split())
    for words in (
        "My hedge, Tom Kettle, 10 February 2026, To review. The same link.",
        "Version 1 of 11 February 2026. Version 2 came out on 11 February.",
        "New in it: A link.",
        "Their last piece A lane, approved, 30.",
    ):
        assert words in text, text
    ticks = page.xpath("//ul[@class='ticks']//input")
    assert [(tick.get("value"), tick.get("data-key")) for tick in ticks] == [("1", "1")]


def test_a_dispute_that_nobody_else_can_decide_is_said(client: Client) -> None:
    work, by = a_submission(an_ambassador(at=NOW), at=NOW), a_person(role=Role.ADMIN, at=NOW)
    verdicts.reject(work, by=by, at=NOW, fault=Fault.PROOF)
    work.state, work.disputed_at, work.dispute = SubmissionState.PENDING, NOW, "It shows it."
    page = client.sign_in(by).get(f"{LIST}/{work.id}")
    assert "Nobody else here may review." in page.text
    a_person(role=Role.REVIEWER, at=NOW)
    assert "Nobody else here" not in client.get(f"{LIST}/{work.id}").text


def test_pictures_stand_large_and_files_are_to_download(client: Client) -> None:
    work = a_submission(an_ambassador(at=NOW), at=NOW)
    kept = [
        Kept(sha256=f"{number}" * 64, size=5000, media_type=kind, name=name)
        for number, (kind, name) in enumerate((("image/png", "table.png"), ("application/pdf", "talk.pdf")))
    ]
    evidence.attach(work, kept, at=NOW)
    page = html.fromstring(client.sign_in(a_person(role=Role.REVIEWER, at=NOW)).get(f"{LIST}/{work.id}").text)
    picture, paper = (f"/evidence/{each.id}" for each in work.evidence)
    assert page.xpath("//figure//img/@src") == [picture]
    assert page.xpath("//a[starts-with(., 'Download')]/@href") == [paper]
    assert "talk.pdf" in page.xpath("//article")[0].text_content()
