"""Inviting by mail and by list, nominating, and taking a no."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.joining import applications, funnel, invitation_lists, invitations, visits
from portal.domain.refusal import Refused
from portal.models.audit_entry import AuditEntry
from portal.models.joining.application import Source
from portal.models.joining.invitation import Invitation, InvitationKind
from portal.models.letter import Letter
from portal.models.person import Person, Role
from portal.models.program import Doors
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_applying import ANSWERS, a_draft, a_full_draft, a_sent_one, link, open_doors
from tests.support.rows_joining import a_membership
from tests.support.statements import counted


def letters() -> list[tuple[str, str]]:
    return [(each.kind, each.to) for each in db.session.scalars(select(Letter).order_by(Letter.id))]


def last_token() -> str:
    letter = db.session.scalars(select(Letter).order_by(Letter.id.desc()).limit(1)).one()
    return letter.text.split("http://localhost/apply/")[1].split()[0].rstrip(">)")


def an_invitation(by: Person, email: str = "noor@post.example", **values: object) -> Invitation:
    facts = {"name": "Noor", "note": "We read your column.", "referrer": None} | values
    return invitations.invite(email, by=by, link=link, at=NOW, **facts)  # type: ignore[arg-type]


def a_nomination(email: str = "noor@post.example", **values: object) -> None:
    facts = {"nominator_name": "Sam", "nominator_email": "sam@post.example", "nominator": None} | values
    invitations.nominate(email, name="Noor", note="Nobody explains better.", link=link, at=NOW, **facts)  # type: ignore[arg-type]


@pytest.fixture
def manager(app: Flask) -> Person:
    open_doors()
    return a_person(role=Role.MANAGER, at=NOW, name="Ines")


def test_an_invitation_is_a_letter_and_an_application_counted_apart(manager: Person) -> None:
    invitation = an_invitation(manager, referrer=manager)
    assert letters() == [("invitation", "noor@post.example")]
    found = invitations.of_token(last_token(), at=NOW)
    assert found is invitation
    application, _token = a_draft(at=NOW, email="noor@work.example", invitation=found)
    assert (application.source, application.invitation_id) == (Source.INVITED, invitation.id)
    assert (invitation.confirmed_at, invitation.referrer_id) == (NOW, manager.id)
    said = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "invited")).one()
    assert (said.by_id, said.thing_id, said.label) == (manager.id, invitation.id, "noor@post.example")


def test_an_invitation_opens_paused_doors_once_and_closed_ones_never(manager: Person) -> None:
    invitation = an_invitation(manager)
    open_doors(Doors.PAUSED, opens_on=date(2026, 4, 1))
    application, _token = a_full_draft(at=NOW, email="noor@post.example", invitation=invitation)
    applications.send(application, consent="K.", marketing=None, link=link, at=NOW)
    with pytest.raises(Refused, match="paused"):
        a_draft(at=NOW, email="friend@post.example", invitation=invitation)
    open_doors(Doors.CLOSED)
    with pytest.raises(Refused, match="closed"):
        a_draft(at=NOW, email="kim@post.example", invitation=an_invitation(manager, "kim@post.example"))


def test_who_was_asked_applied_or_belongs_is_not_asked_again(manager: Person) -> None:
    an_invitation(manager)
    applied, _token = a_sent_one(at=NOW, email="nell@post.example")
    member = a_membership(at=NOW, email="ada@post.example").person
    why = {}
    for email in ("NOOR@post.example", "nell@post.example", member.email):
        with pytest.raises(Refused) as refusal:
            an_invitation(manager, email)
        why[email] = str(refusal.value)
    assert why == {
        "NOOR@post.example": "noor@post.example was asked already.",
        "nell@post.example": f"nell@post.example has applied already ({applied.number}).",
        "ada@post.example": "ada@post.example is an ambassador already.",
    }


def test_a_no_deletes_who_it_was_and_keeps_us_from_asking(manager: Person) -> None:
    invitation = an_invitation(manager)
    token = last_token()
    invitations.decline(invitation, at=NOW)
    assert (invitation.name, invitation.note) == ("", "")
    assert "noor" not in invitation.email
    assert invitations.of_token(token, at=NOW) is None
    with pytest.raises(Refused, match="asked not to be invited"):
        an_invitation(manager)


def test_a_nomination_keeps_nothing_but_name_and_address_until_it_is_confirmed(manager: Person) -> None:
    a_nomination(nominator_email=manager.email)
    invitation = db.session.scalars(select(Invitation)).one()
    assert (invitation.kind, invitation.referrer_id) == (InvitationKind.NOMINATED, manager.id)
    assert letters() == [("nomination", "noor@post.example")]
    application, _token = a_draft(at=NOW, email="noor@post.example", invitation=invitation)
    assert application.source is Source.NOMINATED
    assert invitations.forget_old(at=NOW + timedelta(days=60)) == 0


def test_a_nomination_that_nobody_confirms_is_forgotten(manager: Person) -> None:
    a_nomination()
    token = last_token()
    late = NOW + timedelta(days=31)
    assert invitations.of_token(token, at=late) is None
    assert invitations.forget_old(at=late) == 1
    invitation = db.session.scalars(select(Invitation)).one()
    assert (invitation.name, invitation.nominator_name, invitation.note) == ("", "", "")
    assert "noor" not in invitation.email
    assert invitations.forget_old(at=late) == 0


def test_who_nominates_learns_nothing_of_the_other(manager: Person) -> None:
    a_sent_one(at=NOW, email="noor@post.example")
    before = letters()
    written = []
    for email in ("noor@post.example", "noor@post.example", "free@post.example"):
        with counted() as sent:
            a_nomination(email=email)
        written.append([text.split()[2] for text in sent if text.startswith("INSERT")])
    assert written == [["invitations", "letters"]] * 3
    assert letters() == [*before, ("nomination", "free@post.example")]
    with pytest.raises(Refused, match="your own address"):
        a_nomination(nominator_email="Noor@post.example")


def test_a_list_is_looked_at_line_by_line_before_anything_is_sent(manager: Person) -> None:
    a_membership(at=NOW, email="ada@post.example")
    body = (
        "\ufeffName;Email;Note;Referrer\r\n"
        f"Noor;noor@post.example;“We; read” you;{manager.email}\r\n"
        "\r\n"
        "Kim;not an address;;\r\n"
        "نور;NOOR@post.example;;\r\n"
        "Ada;ada@post.example;;\r\n"
        f"{'x' * 201};long@post.example;;\r\n"
        "Lee;lee@post.example;;who@post.example\r\n"
        "Mo\r\n"
        "Zoë;zoe@post.example;;\r\n"
    ).replace("“We; read” you", '"We; read you"')
    lines = invitation_lists.read(body, at=NOW)
    assert [(each.number, str(each.wrong) if each.wrong else "") for each in lines] == [
        (2, ""),
        (4, "“not an address” is not a mail address."),
        (5, "The same address stands in line 2."),
        (6, "ada@post.example is an ambassador already."),
        (7, "The name has more than 200 characters."),
        (8, "Nobody here has the address who@post.example of the referrer."),
        (9, "“” is not a mail address."),
        (10, ""),
    ]
    assert letters() == []
    assert invitation_lists.send(body, by=manager, link=link, at=NOW) == 2
    kept = db.session.scalars(select(Invitation).order_by(Invitation.id)).all()
    assert [(each.email, each.name, each.note, each.referrer_id) for each in kept] == [
        ("noor@post.example", "Noor", "We; read you", manager.id),
        ("zoe@post.example", "Zoë", "", None),
    ]
    with pytest.raises(Refused, match="No line"):
        invitation_lists.send(body, by=manager, link=link, at=NOW)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("", "must name the columns"),
        ("name\nNoor", "must name the columns"),
        ("email\n", "nobody on this list"),
        ("email\n" + "a@x.example\n" * 501, "can have 500 lines"),
        ('email\n"' + "x" * 200_000, "cannot be read"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(app: Flask, body: str, why: str) -> None:
    with pytest.raises(Refused, match=why) as refusal:
        invitation_lists.read(body, at=NOW)
    assert refusal.value.field == "file"


def test_a_file_that_is_no_text_is_refused(app: Flask) -> None:
    for body in (b"\x89PNG\r\n\x1a\n\xff\xff", b"email\n\xe9@x.example", b"email\0"):
        with pytest.raises(Refused, match="CSV UTF-8"):
            invitation_lists.decoded(body)
    assert invitation_lists.decoded("email\nç".encode("utf-16")) == "email\nç"


def test_each_source_is_counted_apart(manager: Person) -> None:
    day = date(2026, 2, 11)
    for source in (Source.ORGANIC, Source.ORGANIC, Source.INVITED):
        visits.count(source, on=day)
    visits.count(Source.ORGANIC, on=day - timedelta(days=1))
    a_sent_one(at=NOW)
    a_sent_one(at=NOW)
    a_draft(at=NOW, email="noor@post.example", invitation=an_invitation(manager))
    rows = [
        (row.source, row.seen, row.started, row.submitted, row.approved) for row in funnel.funnel(day, day)
    ]
    assert rows == [
        (Source.ORGANIC, 2, 1, 1, 0),
        (Source.INVITED, 1, 1, 0, 0),
        (Source.NOMINATED, 0, 0, 0, 0),
    ]
    assert ANSWERS["you"]["name"] == "Nell Harker"
