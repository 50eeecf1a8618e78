"""The numbers of a month on screen: what the rows say, to whom, and the same as on paper."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from lxml import html

from portal.db import db
from portal.domain import files as known_files
from portal.domain.issuing import documents, print_runs
from portal.domain.measuring import reports
from portal.domain.measuring.measures import measures
from portal.models.earning.redemption import Redemption, RedemptionState, RedemptionStep
from portal.models.joining.application import Source
from portal.models.paper.document import Document, DocumentKind
from portal.models.paper.print_run import RunForm
from portal.models.person import Role
from portal.outside.files import Folder
from tests.conftest import Client
from tests.support.forms import headline
from tests.support.rows import a_person
from tests.support.rows_closing import a_member, closed, on
from tests.support.rows_earning import a_reward, earned
from tests.support.rows_joining import an_application
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import the_rules
from tests.support.statements import counted

PLACE = "/admin/numbers"
APRIL = on(date(2026, 4, 20))


@pytest.fixture(autouse=True)
def spring(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 20 April; in March two of three were active, and one of two kept a place at its end."""
    the_rules(at=on(date(2025, 6, 1)), fading=25, threshold=150)
    monkeypatch.setattr("portal.clock.now", lambda: APRIL)
    for points, joined in ((412, date(2025, 8, 1)), (9, date(2025, 8, 1)), (0, date(2026, 3, 2))):
        member = a_member(points, joined=joined, earned_on=date(2025, 9, 1))
        if points != 9:
            earned(member, 10, at=on(date(2026, 3, 10)))
    an_application(at=on(date(2026, 3, 5)))
    an_application(at=on(date(2026, 3, 6)), source=Source.INVITED)
    closed("2025Q3", "2025Q4", "2026Q1", at=on(date(2026, 4, 1)))
    client.sign_in(a_person(role=Role.DIRECTOR, at=APRIL))


def cells(text: str, section: str) -> list[list[str]]:
    table = html.fromstring(text).xpath(f"//section[header/h2[contains(., '{section}')]]//table/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")] for row in table]


def test_a_director_reads_the_month_that_is_over(client: Client) -> None:
    answer = client.get(PLACE)
    report = reports.of(date(2026, 3, 1), at=APRIL)
    assert (report.now.people.active, report.now.people.members) == (2, 3)
    assert headline(answer) == "March: more people were active, more work was approved"
    figures = html.fromstring(answer.text).xpath("//dl[@class='figs']/div")
    assert [" ".join(each.text_content().split()) for each in figures] == [
        "Active share67%2 of 3, 0% in February",
        "Approved pieces22 more than in February",
        f"Influence hours{report.now.work.hours}{report.now.work.hours} more than in February",
        "Applications sent in33 more than in February",
    ]
    assert cells(answer.text, "Applications")[-3:-1] == [
        ["Organic", "0", "2", "2", "0"],
        ["Invited", "0", "1", "1", "0"],
    ]


def test_every_share_says_how_sure_it_is(client: Client) -> None:
    rows = {row[0].split(" What it is")[0]: row[1:] for row in cells(client.get(PLACE).text, "Health")}
    assert list(rows) == [
        "Active share", "Renewal rate, January to March 2026", "Renewal rate, October to December 2025",
        "Renewal rate, July to September 2025", "Renewal rate, together", "Organic share",
    ]  # fmt: skip
    assert rows["Active share"][:2] == ["67%", "2 of 3"]
    assert rows["Active share"][2].startswith("Between 21% and 94%.")
    assert rows["Active share"][3] == "Too early to tell Healthy is over 60%."
    assert rows["Organic share"][3] == "No band is set"
    assert "Healthy is 60% to 90%." in rows["Renewal rate, together"][3]


def test_the_drawings_are_those_of_the_report_with_their_rows(client: Client) -> None:
    page = html.fromstring(client.get(PLACE).text)
    report = reports.of(date(2026, 3, 1), at=APRIL)
    told = [each.get("aria-label") for each in page.xpath("//figure/*[local-name()='svg']")]
    assert told[0] == told[1] == "2 active, 0 quiet, 1 at risk."
    assert {"wide", "narrow"} == {
        each.get("class").split()[-1] for each in page.xpath("//figure/*[local-name()='svg']")
    }
    weeks = page.xpath("//section[header/h2='Approved pieces a week']//tbody/tr/td/text()")
    assert [int(count) for count in weeks] == [count for _monday, count in report.weeks]
    assert "9 Mar: 2" in told[2]


def test_the_month_that_runs_is_told_as_it_stands(client: Client) -> None:
    answer = client.get(f"{PLACE}?month=2026-04")
    assert headline(answer) == "April so far"
    assert "As it stands on Monday 20 April, beside the whole of March." in answer.text
    assert "fewer than" not in answer.text
    assert "2 in March" in answer.text
    assert "Make the report" not in answer.text
    for odd in ("", "2026-13", "no month", "0001-01", "9999-12", "2026-4", "2" * 5000):
        text = client.get(PLACE, query_string={"month": odd}).text
        assert "March 2026, as it stood at its end" in text, odd
    assert "April so far" in client.get(f"{PLACE}?month=2026-05").text


def test_the_csv_holds_every_measure_of_the_report(client: Client) -> None:
    member, mug = an_ambassador(at=on(date(2025, 9, 1))), a_reward("Mug", at=on(date(2026, 1, 1)), price=1250)
    sent = RedemptionStep(state=RedemptionState.SENT, at=on(date(2026, 3, 10)))
    away = Redemption(
        person_id=member.person_id, membership_id=member.id, reward_id=mug.id, credits=100, steps=[sent],
        state=sent.state, asked_at=on(date(2026, 3, 4)), changed_at=sent.at,
    )  # fmt: skip
    db.session.add(away)
    db.session.flush()
    answer = client.get(f"{PLACE}/list.csv?month=2026-03")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len(rows) == len(measures(reports.of(date(2026, 3, 1), at=APRIL)))
    money = [(row["now"], row["before"]) for row in rows if row["unit"] == "money"]
    assert money == [("12.50", "0.00")]
    active = next(row for row in rows if row["measure"] == "active")
    assert (active["part"], active["whole"], active["place"]) == ("2", "4", "too early to tell")


def test_who_reads_numbers(client: Client) -> None:
    for role, status in ((Role.ADMIN, 200), (Role.MANAGER, 200), (Role.REVIEWER, 403)):
        client.sign_in(a_person(role=role, at=APRIL))
        answer = client.get(PLACE)
        assert answer.status_code == status, role
        assert ("Make the report" in answer.text) is (status == 200), role
        words = html.fromstring(answer.text).xpath("//nav[@aria-label='Main']//a/text()")
        assert ("Numbers" in words) is (status == 200), role


def test_the_report_is_asked_for_with_its_month(client: Client) -> None:
    client.sign_in(a_person(role=Role.MANAGER, at=APRIL))
    page = html.fromstring(client.get(f"{PLACE}?month=2026-02").text)
    (make,) = page.xpath("//a[.='Make the report']/@href")
    chosen = html.fromstring(client.get(make).text).xpath("//select[@id='month']/option[@selected]/@value")
    assert chosen == ["2026-02"]


def test_a_director_takes_the_report_as_it_was_issued(client: Client, app: Flask, tmp_path: Path) -> None:
    app.extensions["store"] = Folder(tmp_path)
    assert "The report on paper" not in client.get(PLACE).text
    document = _issued(app.extensions["store"], "2026-03")
    (link,) = html.fromstring(client.get(PLACE).text).xpath("//a[.='The report on paper']/@href")
    answer = client.get(link)
    assert (answer.data, answer.mimetype) == (b"%PDF of March", "application/pdf")
    assert document.file.name in answer.headers["Content-Disposition"]
    assert client.get(f"{PLACE}/2026-02/file").status_code == 404
    client.sign_in(a_person(role=Role.REVIEWER, at=APRIL))
    assert client.get(link).status_code == 403


def test_the_page_asks_as_often_whatever_there_is(client: Client) -> None:
    client.get(PLACE)
    with counted() as few:
        client.get(PLACE)
    for number in range(12):
        a_member(10 * number, joined=date(2025, 8, 1))
        an_application(at=on(date(2026, 3, 7)))
    with counted() as many:
        client.get(PLACE)
    assert len(many) == len(few)


def _issued(store: Folder, month: str) -> Document:
    by = a_person(role=Role.MANAGER, at=APRIL)
    run = print_runs.begin(
        DocumentKind.REPORT, [], form=RunForm.PDF, by=by, at=APRIL, choices={"month": month}
    )
    body = b"%PDF of March"
    file = known_files.note(
        store.keep(body), size=len(body), media_type="application/pdf", name="report.pdf", at=APRIL
    )
    return documents.issue(run.sheets[0], run, fingerprint="f" * 64, made_from=month, file=file, pages=1)
