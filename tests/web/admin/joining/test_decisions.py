"""Deciding on applications."""

from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from portal.db import db
from portal.domain.joining import rubric
from portal.models.joining.application import Application, ApplicationState
from portal.models.joining.decision import Decision, Outcome
from portal.models.joining.membership import Membership
from portal.models.letter import Letter, LetterState
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import forged, headline, resend, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_deciding import readers, to_decide
from tests.support.rows_joining import an_application

LIST = "/admin/applications"


def test_from_the_list_to_the_letter(client: Client) -> None:
    admin, (tom, priya) = a_person(role=Role.ADMIN, at=NOW), readers(at=NOW)
    applied = an_application(at=NOW, name="Joan Pettifer", email="joan@post.example")
    client.sign_in(admin)
    assert "Joan Pettifer" in client.get("/admin/applications").text
    answer = send(
        client,
        f"/admin/applications/readers?id={applied.id}",
        to="/admin/applications/readers",
        **{f"reader-{applied.id}": [str(tom.id), str(priya.id)]},
    )
    assert answer.status_code == 303, answer.text
    assert applied.state is ApplicationState.IN_REVIEW
    for reader in (tom, priya):
        page = client.sign_in(reader).get(f"/admin/applications/{applied.id}")
        answer = resend(
            client,
            page,
            to=f"/admin/applications/{applied.id}/review",
            **{f"line-{line.id}": "3" for line in rubric.lines()},
        )
        assert answer.status_code == 303, answer.text
    assert applied.state is ApplicationState.TO_DECIDE
    client.sign_in(admin)
    address = f"/admin/applications/{applied.id}/decision?outcome=approved&reason=fit"
    answer = send(client, address, to=address)
    assert answer.status_code == 303, answer.text
    letter = db.session.scalars(select(Letter).where(Letter.kind == "approved")).one()
    member = db.session.scalars(select(Membership)).one()
    assert (applied.state, letter.to, letter.state) == (
        ApplicationState.APPROVED,
        "joan@post.example",
        LetterState.QUEUED,
    )
    assert (letter.not_before - letter.created_at).seconds == 10
    assert "/welcome/" in letter.text
    assert "their-own-link" not in letter.text
    assert member.person.email == "joan@post.example"
    assert applied.decisions[0].outcome is Outcome.APPROVED


def decision(application: Application, outcome: str = "approved", reason: str = "fit") -> str:
    """The address of a decision."""
    return f"{LIST}/{application.id}/decision?outcome={outcome}&reason={reason}"


def fields(page: TestResponse) -> dict[str, str]:
    """The words of the letter on a page."""
    tree = html.fromstring(page.text)
    return {
        "subject": tree.get_element_by_id("subject").get("value"),
        "body": (tree.get_element_by_id("body").text or "").strip(),
    }


def test_the_letter_follows_outcome_and_reason(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    application = to_decide(at=NOW, name="Joan Pettifer")
    yes = fields(client.get(decision(application)))
    no = fields(client.get(decision(application, "declined", "too+early")))
    bare = fields(client.get(f"{LIST}/{application.id}/decision"))
    assert "/welcome/their-own-link" in yes["body"]
    assert "It is too early" in no["body"]
    assert "You can apply again from" in no["body"]
    assert bare["subject"] == yes["subject"]
    assert all("Joan Pettifer" in words["body"] for words in (yes, no, bare))
    assert client.get(decision(application, "nonsense")).status_code == 404


def test_the_reason_travels_with_the_form(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    application = to_decide(at=NOW)
    place = f"{LIST}/{application.id}/decision?outcome=declined"
    asked = send(client, place, to=f"{place}&reason=", reason="ties", button="rewrite")
    assert asked.headers["Location"] == f"{place}&reason=ties"
    send(client, place, to=f"{place}&reason=", reason="ties")
    made = db.session.scalars(select(Decision).where(Decision.application_id == application.id)).one()
    assert (made.outcome, made.reason) == ("declined", "ties")


def test_the_admin_changes_the_letter(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    application = to_decide(at=NOW)
    address = decision(application, "declined", "ties")
    words = {"subject": "About your application", "body": "Dear Joan,\n\nnot *this* time."}
    answer = send(client, address, to=address, **words)
    letter = db.session.scalars(select(Letter)).one()
    assert (answer.status_code, letter.subject, "<em>this</em>" in letter.html) == (
        303,
        words["subject"],
        True,
    )
    kept = application.decisions[0]
    assert (kept.subject, kept.body, kept.reapply_on is not None) == (*words.values(), True)


def test_what_is_wrong_is_said_and_what_was_typed_stays(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    application = to_decide(at=NOW)
    found = {}
    for address, body in (
        (decision(application, "declined", "ties"), "Dear {{ you }}"),
        (decision(application), "You are in."),
        (decision(application, "declined", ""), "Not now."),
        (decision(application, "declined", "ties"), ""),
    ):
        answer = send(client, address, to=address, body=body)
        assert answer.status_code == 422
        assert fields(answer)["body"] == body
        (said,) = html.fromstring(answer.text).xpath("//div[@class='errs']//li")
        found[body] = " ".join(said.text_content().split())
    assert found == {
        "Dear {{ you }}": "Text of the letter Nothing stands for {{ you }}; write the words themselves.",
        "You are in.": "Text of the letter The letter needs the welcome link, ending in their-own-link.",
        "Not now.": "Reason Choose a reason that belongs to the decision.",
        "": "Text of the letter Write the letter.",
    }
    assert (application.state, application.decisions) == (ApplicationState.TO_DECIDE, [])
    assert db.session.scalars(select(Letter)).all() == []


def test_deciding_twice_tells_the_second(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    application = to_decide(at=NOW)
    address = decision(application, "declined", "ties")
    page = client.get(address)
    assert resend(client, page, to=address).status_code == 303
    answer = resend(client, page, to=address)
    assert answer.status_code == 422
    assert "is decided already" in answer.text or "Say why" in answer.text
    assert len(application.decisions) == 1


def test_undo_is_offered_and_takes_it_back(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    application = to_decide(at=NOW)
    address = decision(application)
    assert send(client, address, to=address).status_code == 303
    undo = f"{LIST}/{application.id}/decision/reversal"
    after = client.get(LIST)
    assert f'action="{undo}"' in after.text
    answer = resend(client, after, to=undo)
    assert answer.status_code == 303
    assert f"Undone. No letter leaves for {application.name}." in client.get(address).text
    assert application.state is ApplicationState.TO_DECIDE
    assert [letter.state for letter in db.session.scalars(select(Letter))] == [LetterState.CANCELLED]
    assert forged(client, undo).status_code == 409


def test_several_are_decided_quietly_and_sent_together(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    ready, reading = [to_decide(at=NOW) for _ in range(3)], an_application(at=NOW, name="Not Yet")
    ids = "&".join(f"id={each.id}" for each in (*ready, reading))
    page = client.get(f"{LIST}/decisions?{ids}")
    assert headline(page) == "Decide on three applications quietly"
    assert "cannot be decided before the reviews are in" in page.text
    assert resend(client, page, to=f"{LIST}/decisions").status_code == 422
    answer = resend(client, page, to=f"{LIST}/decisions", verdict="declined:full")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}/letters")
    held = db.session.scalars(select(Letter)).all()
    assert {(letter.kind, letter.state) for letter in held} == {("declined", LetterState.HELD)}
    assert "more good applications than places" in held[0].text
    waiting = client.get(f"{LIST}/letters")
    assert headline(waiting) == "Send three letters"
    kept = str(ready[0].decisions[0].id)
    others = [str(each.decisions[0].id) for each in ready[1:]]
    assert resend(client, waiting, to=f"{LIST}/letters", id=others).status_code == 303
    db.session.expire_all()
    assert sorted(letter.state for letter in db.session.scalars(select(Letter))) == [
        LetterState.HELD, LetterState.QUEUED, LetterState.QUEUED,
    ]  # fmt: skip
    assert f'value="{kept}"' in client.get(f"{LIST}/letters").text
    assert reading.state is ApplicationState.NEW


def test_together_is_whole_or_not_at_all(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    one, two = to_decide(at=NOW), to_decide(at=NOW)
    page = client.get(f"{LIST}/decisions?id={one.id}&id={two.id}")
    two.state = ApplicationState.WITHDRAWN
    db.session.flush()
    answer = resend(client, page, to=f"{LIST}/decisions", verdict="waitlisted:full")
    assert answer.status_code == 422
    assert (one.state, one.decisions) == (ApplicationState.TO_DECIDE, [])


def test_only_admins_decide(client: Client) -> None:
    application = to_decide(at=NOW)
    for role in (Role.MANAGER, Role.REVIEWER, Role.DIRECTOR):
        client.sign_in(a_person(role=role, at=NOW))
        for address in (decision(application), f"{LIST}/decisions?id={application.id}", f"{LIST}/letters"):
            assert client.get(address).status_code == 403, (role, address)
        for address in (
            decision(application),
            f"{LIST}/{application.id}/decision/reversal",
            f"{LIST}/letters",
        ):
            assert forged(client, address, subject="x", body="x").status_code == 403, (role, address)
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    assert client.get(f"{LIST}/{application.id}/decision/reversal").status_code == 405
    assert client.get(f"{LIST}/9999/decision").status_code == 404
    assert forged(client, f"{LIST}/9999/decision?outcome=declined&reason=ties").status_code == 404


def test_first_leads_to_what_waits_longest(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    assert client.get(f"{LIST}/deciding").headers["Location"] == LIST
    to_decide(at=NOW, answer_by=NOW.date().replace(day=20))
    soon = to_decide(at=NOW, answer_by=NOW.date().replace(day=12))
    assert client.get(f"{LIST}/deciding").headers["Location"] == f"{LIST}/{soon.id}/decision"


def test_from_the_waiting_list_somebody_is_approved_and_a_stale_page_is_told(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    application = to_decide(at=NOW)
    waitlist, approve = decision(application, "waitlisted", "full"), decision(application)
    stale = client.get(approve)
    assert send(client, waitlist, to=waitlist).status_code == 303
    answer = resend(client, stale, to=approve)
    assert (answer.status_code, "is decided already, by" in answer.text) == (422, True)
    assert send(client, approve, to=approve).status_code == 303
    assert [each.outcome for each in application.decisions] == [Outcome.WAITLISTED, Outcome.APPROVED]
    assert application.state is ApplicationState.APPROVED


def test_a_decline_is_corrected_with_a_note(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    application = to_decide(at=NOW)
    decline, approve = decision(application, "declined", "ties"), decision(application)
    assert send(client, decline, to=decline).status_code == 303
    answer = send(client, approve, to=approve)
    assert (answer.status_code, wrongs(answer)) == (
        422, {"note": "A decision that was sent is corrected. Say why; it is kept."},
    )  # fmt: skip
    assert send(client, approve, to=approve, note="We mixed up two people.").status_code == 303
    assert application.state is ApplicationState.APPROVED
