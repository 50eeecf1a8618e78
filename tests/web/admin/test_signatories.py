"""Who signs certificates, and asking for one with what it is of."""

import pytest
from lxml import html
from sqlalchemy import select

from portal.db import db
from portal.domain.issuing import signatories
from portal.domain.paper.certificate import Signature
from portal.models.audit_entry import AuditEntry
from portal.models.paper.print_run import PrintRun
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import send, wrongs
from tests.support.rows import a_person
from tests.support.rows_joining import a_membership
from tests.support.rows_onboarding import an_ambassador

HERE = "/admin/documents/signatories"
NEW = "/admin/documents/new?kind=certificate&all=yes"


@pytest.fixture
def manager(client: Client) -> Client:
    """A manager's browser."""
    return client.sign_in(a_person(role=Role.MANAGER, at=NOW))


def signing() -> list[tuple[int, str, str]]:
    return [(each.position, each.name, each.role) for each in signatories.every()]


def test_three_are_named_and_one_steps_back(manager: Client) -> None:
    answer = send(
        manager, HERE, **{"people-0-name": "Ines", "people-2-name": "Tom", "people-2-role": "Founder"}
    )
    assert answer.headers["Location"] == HERE
    assert signing() == [(1, "Ines", ""), (2, "Tom", "Founder")]
    assert "Saved: who signs certificates." in manager.get(HERE).text
    send(manager, HERE, **{"people-0-name": ""})
    assert signing() == [(1, "Tom", "Founder")]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "appointed")).all()[-1]
    assert (entry.before, entry.after) == ({"names": ["Ines", "Tom"]}, {"names": ["Tom"]})


def test_what_is_too_long_for_the_line_is_told_beside_its_field(manager: Client) -> None:
    answer = send(manager, HERE, **{"people-1-name": "x" * 81, "people-1-role": "y" * 61})
    assert answer.status_code == 422
    assert wrongs(answer) == {
        "people-1-name": "Keep it to 80 characters; it has 81.",
        "people-1-role": "Keep it to 60 characters; it has 61.",
    }
    assert signing() == []


def test_a_reviewer_has_no_say_in_it(client: Client) -> None:
    client.sign_in(a_person(role=Role.REVIEWER, at=NOW))
    assert "This page is not for your account" in client.get(HERE).text


def choices(manager: Client, **typed: str | list[str]) -> dict[str, object]:
    """Ask for certificates; return what the print run was told."""
    answer = send(manager, NEW, **typed)
    assert answer.status_code == 303, wrongs(answer)
    return db.session.scalars(select(PrintRun).order_by(PrintRun.id.desc())).first().choices


def test_a_run_is_told_what_belongs_to_its_kind_of_certificate(manager: Client) -> None:
    an_ambassador(at=NOW)
    assert choices(manager) == {"variant": "membership"}
    signatories.appoint([Signature("Ines"), Signature("Tom")], by=None, at=NOW)
    assert choices(manager, variant="year", year="2026", thanks_for="For soup.", signatories=["2"]) == {
        "variant": "year",
        "year": 2026,
        "signatories": [2],
    }
    assert choices(manager, variant="thanks", thanks_for="For soup.") == {
        "variant": "thanks",
        "thanks_for": "For soup.",
        "signatories": [1, 2],
    }
    assert choices(manager, variant="membership", signatories=[])["signatories"] == []


def test_thanks_for_nothing_and_years_that_nobody_offers_are_refused(manager: Client) -> None:
    an_ambassador(at=NOW).joined_on = NOW.date().replace(year=2024)
    offered = html.fromstring(manager.get(NEW).text).xpath("//select[@name='year']/option/@value")
    assert offered[-1] == "2024"
    assert wrongs(send(manager, NEW, variant="thanks")) == {"thanks_for": "Say what the thanks are for."}
    long = send(manager, NEW, variant="thanks", thanks_for="x" * 241)
    assert wrongs(long) == {"thanks_for": "Keep it to 240 characters; it has 241."}
    assert set(wrongs(send(manager, NEW, variant="year", year="1999"))) == {"year"}
    assert 'id="variant-err"' in send(manager, NEW, variant="praise").text


def test_who_has_not_begun_is_left_out_beforehand(manager: Client) -> None:
    a_membership(at=NOW, name="Early Bird")
    page = manager.get(NEW).text
    assert "Early Bird" in page
    assert "Left out: No ambassador yet." in page
