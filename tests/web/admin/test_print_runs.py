"""Asking for documents: the kind, the people, what there is to choose."""

import pytest
from lxml import html
from sqlalchemy import select

from portal import clock
from portal.db import db
from portal.domain.issuing import print_runs
from portal.domain.issuing.kinds import KINDS
from portal.domain.programs import day_of, the_program
from portal.making import MAKING
from portal.models.joining.application import ApplicationState
from portal.models.paper.document import DocumentKind
from portal.models.paper.print_run import PrintRun, RunForm
from portal.models.person import Role
from portal.models.program import Paper
from tests.conftest import NOW, Client
from tests.support.forms import headline, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_joining import a_membership
from tests.support.rows_onboarding import an_ambassador


@pytest.fixture
def manager(client: Client) -> Client:
    """A manager's browser."""
    return client.sign_in(a_person(role=Role.MANAGER, at=NOW))


def latest() -> PrintRun:
    return db.session.scalars(select(PrintRun).order_by(PrintRun.id.desc())).first()


def names(page: str) -> dict[str, str]:
    """Who stands on the page, and whether each is ticked, free or left out."""
    found = {}
    for row in html.fromstring(page).xpath("//table[contains(@class,'picks')]/tbody/tr"):
        (tick,) = row.xpath(".//input[@type='checkbox']")
        state = "left out" if tick.get("disabled") is not None else "free"
        found[row.xpath("string(.//th/b)")] = "ticked" if tick.get("checked") is not None else state
    return found


def test_only_kinds_that_can_be_made_are_offered(manager: Client) -> None:
    page = html.fromstring(manager.get("/admin/documents/new").text)
    offered = [way.rpartition("=")[2] for way in page.xpath("//ul[@class='lines']//a/@href")]
    assert offered == [kind.value for kind in KINDS if kind in MAKING]
    assert headline(manager.get("/admin/documents/new?kind=slips")) == "What do you want to print?"


def test_a_group_is_narrowed_ticked_and_printed(manager: Client) -> None:
    for name, cohort in (("Ada Lund", "Spring 2026"), ("Ben Okri", "Spring 2026"), ("Cy Twombly", "2025")):
        a_membership(at=NOW, name=name).cohort = cohort
    assert set(names(manager.get("/admin/documents/new?kind=pack").text).values()) == {"free"}
    assert set(names(manager.get("/admin/documents/new?kind=pack&all=yes").text).values()) == {"ticked"}
    spring = "/admin/documents/new?kind=pack&cohort=Spring+2026"
    assert names(manager.get(spring).text) == {"Ada Lund": "ticked", "Ben Okri": "ticked"}
    made = send(manager, spring, form="zip")
    run = latest()
    assert made.headers["Location"] == f"/admin/documents/runs/{run.id}"
    assert (run.kind, run.form, run.choices) == (DocumentKind.PACK, RunForm.ZIP, {})
    assert [sheet.membership.person.name for sheet in run.sheets] == ["Ada Lund", "Ben Okri"]


def test_those_it_cannot_be_made_for_are_left_out_with_the_reason(manager: Client) -> None:
    an_ambassador(at=NOW, name="Ada Lund")
    waiting = a_membership(at=NOW, name="Ben Okri")
    address = "/admin/documents/new?kind=agreement&all=yes"
    page = manager.get(address)
    assert names(page.text) == {"Ada Lund": "ticked", "Ben Okri": "left out"}
    assert "Left out: Nothing was accepted yet." in page.text
    ticked = html.fromstring(page.text).xpath("//input[@name='id' and @checked]/@value")
    send(manager, address, id=[str(waiting.id), *ticked])
    assert [sheet.membership.person.name for sheet in latest().sheets] == ["Ada Lund"]
    left = a_membership(at=NOW, name="Cy Twombly", state=ApplicationState.APPROVED)
    left.ended_on = NOW.date()
    assert "No ambassador any more." in manager.get("/admin/documents/new?kind=pack").text


def test_a_statement_is_asked_for_with_its_quarter(manager: Client) -> None:
    an_ambassador(at=NOW, name="Ada Lund")
    address = "/admin/documents/new?kind=statement&all=yes"
    send(manager, address, quarter="")
    assert latest().choices == {"quarter": ""}
    wrong = send(manager, address, quarter="1999Q1")
    assert (wrong.status_code, names(wrong.text)) == (422, {"Ada Lund": "ticked"})
    nobody = send(manager, address, id=[])
    assert (nobody.status_code, "Choose at least one person." in nobody.text) == (422, True)
    assert names(nobody.text) == {"Ada Lund": "free"}


def test_a_calendar_is_asked_for_with_its_first_month_and_its_sheet(manager: Client) -> None:
    address = "/admin/documents/new?kind=calendar"
    page = html.fromstring(manager.get(address).text)
    offered = page.xpath("//select[@name='month']/option/@value")
    assert (len(offered), offered[0]) == (12, f"{day_of(clock.now()):%Y-%m}")
    send(manager, address, month=offered[3], size="small")
    assert (latest().choices, len(latest().sheets)) == ({"month": offered[3], "size": "small"}, 1)
    the_program().paper = Paper.LETTER
    assert "Tabloid, for the wall" in manager.get(address).text
    assert send(manager, address, month="1999-01").status_code == 422


def test_badges_are_one_paper_for_an_event_that_has_a_name(manager: Client) -> None:
    people = [a_membership(at=NOW, name=name) for name in ("Ben Okri", "Ada Lund")]
    address = "/admin/documents/new?kind=badges&all=yes"
    assert wrongs(send(manager, address)) == {"event": "Name the event."}
    send(manager, address, event="Tea", town="y")
    run = latest()
    assert [sheet.membership_id for sheet in run.sheets] == [None]
    assert run.choices == {
        "event": "Tea",
        "town": True,
        "cohort": False,
        "people": [people[1].id, people[0].id],
    }


def test_a_farewell_is_for_those_who_leave_with_a_paragraph_for_them(manager: Client) -> None:
    an_ambassador(at=NOW, name="Ada Lund")
    gone = an_ambassador(at=NOW, name="Ben Okri", state=ApplicationState.APPROVED)
    gone.ended_on = NOW.date()
    address = "/admin/documents/new?kind=farewell&all=yes"
    page = manager.get(address)
    assert names(page.text) == {"Ada Lund": "left out", "Ben Okri": "ticked"}
    assert "Left out: The membership goes on." in page.text
    send(manager, address, personal="Go well.\n\nCome back.")
    assert [sheet.membership_id for sheet in latest().sheets] == [gone.id]
    assert latest().choices == {"personal": "Go well.\n\nCome back."}
    assert "it has 1501" in wrongs(send(manager, address, personal="x" * 1501))["personal"]


@pytest.mark.parametrize("name", ["<b hx-post=/admin/staff hx-trigger=load>A</b>", "Ada 100% Lovelace %(x)s"])
def test_why_nothing_could_be_made_stands_as_words_whatever_people_are_called(
    manager: Client, name: str
) -> None:
    run = print_runs.begin(
        DocumentKind.PACK, [a_membership(at=NOW, name=name)], form=RunForm.PDF, by=a_person(at=NOW), at=NOW
    )
    print_runs.broke(run.sheets[0], why=f"{name} was no ambassador in 2025.")
    page = manager.get(f"/admin/documents/runs/{run.id}")
    told = html.fromstring(page.text).xpath("//table//td")
    assert f"{name} was no ambassador in 2025." in [cell.text_content() for cell in told]
    assert not html.fromstring(page.text).xpath("//*[@hx-post='/admin/staff']")
