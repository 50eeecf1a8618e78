"""Deciding on work, as reviewers do it: by form, with undo, and what is refused."""

from lxml import html

from portal import clock
from portal.domain.earning import ledger
from portal.domain.working import verdicts
from portal.models.person import Role
from portal.models.working.submission import Submission, SubmissionState
from portal.models.working.verdict import Fault, Outcome, Place
from tests.conftest import NOW, Client
from tests.support.forms import forged, headline, resend, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_earning import a_submission
from tests.support.rows_onboarding import an_ambassador

LIST = "/admin/submissions"


def given(work: Submission) -> list[tuple[Outcome, Fault | None, str, int, Place | None]]:
    """The verdicts on a piece of work."""
    return [(v.outcome, v.fault, v.note, v.points, v.disclosure) for v in work.verdicts]


def decide(client: Client, work: Submission, outcome: str, **typed: str):
    """Open the page of a piece of work, fill in the verdict and press a button."""
    to = f"{LIST}/{work.id}/verdict"
    page = client.get(f"{LIST}/{work.id}")
    return resend(client, page, to=to, **typed, outcome=outcome)


def test_approved_leads_to_the_next_with_an_undo(client: Client) -> None:
    one, two = (a_submission(an_ambassador(at=NOW), at=NOW) for _ in range(2))
    client.sign_in(a_person(role=Role.REVIEWER, at=NOW))
    answer = decide(client, one, "approved", disclosure="first")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}/{two.id}")
    assert given(one) == [(Outcome.APPROVED, None, "", 30, Place.FIRST)]
    assert ledger.balance_of(one.person).standing == 30
    page = client.get(f"{LIST}/{two.id}")
    assert "Approved: Content." in page.text
    answer = resend(client, page, to=f"{LIST}/{one.id}/verdict/reversal")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}/{one.id}")
    assert (one.state, ledger.balance_of(one.person).standing) == (SubmissionState.PENDING, 0)


def test_the_last_one_leads_to_the_list(client: Client) -> None:
    work = a_submission(an_ambassador(at=NOW), at=NOW)
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    answer = decide(client, work, "rejected", fault="late")
    assert (answer.status_code, answer.headers["Location"]) == (303, LIST)
    assert given(work) == [
        (Outcome.REJECTED, Fault.LATE, "Thank you. This is from outside the dates of the action.", 0, None)
    ]


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client: Client) -> None:
    work = a_submission(an_ambassador(at=NOW), at=NOW)
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    for outcome, typed, said in (
        ("approved", {}, "Say where the disclosure stands."),
        ("approved", {"disclosure": "missing"}, "Without its disclosure, work is returned and not approved."),
        ("in part", {"base_points": "10", "fault": "criteria"}, "In part is more than 0 and less than 10."),
        ("in part", {"base_points": "7"}, "Choose the reason."),
        ("returned", {}, "Say what to change."),
        ("rejected", {"fault": "other"}, "Say the reason in words."),
    ):
        answer = decide(client, work, outcome, **typed)
        tree = html.fromstring(answer.text)
        assert (answer.status_code, tree.xpath("string(//div[contains(@class,'errs')]//li/a/text())")) == (
            422, " " + said,
        ), outcome  # fmt: skip
        for name, value in typed.items():
            assert tree.xpath(f"//*[@name='{name}'][@value='{value}' or option[@selected][@value='{value}']]")
    assert given(work) == []


def test_forged_verdicts_decide_nothing(client: Client) -> None:
    work = a_submission(an_ambassador(at=NOW), at=NOW)
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    assert work.sent_at
    fine = {"sent": work.sent_at.isoformat(), "disclosure": "first", "fault": "late", "note": "So."}
    for typed in (
        fine,
        fine | {"outcome": "crowned"},
        fine | {"outcome": "approved", "disclosure": "elsewhere"},
        fine | {"outcome": "rejected", "fault": "mood"},
        fine | {"outcome": "in part", "base_points": "99999999999"},
        fine | {"outcome": "in part", "base_points": "-3"},
        fine | {"outcome": "approved", "sent": "yesterday"},
        fine | {"outcome": "approved", "sent": ""},
    ):
        assert forged(client, f"{LIST}/{work.id}/verdict", **typed).status_code == 422, typed
    assert (given(work), work.state) == ([], SubmissionState.PENDING)


def test_the_second_is_told_who_decided_and_keeps_what_they_wrote(client: Client) -> None:
    work, first = a_submission(an_ambassador(at=NOW), at=NOW), a_person(role=Role.MANAGER, at=NOW)
    client.sign_in(a_person(role=Role.REVIEWER, at=NOW))
    page = client.get(f"{LIST}/{work.id}")
    verdicts.reject(work, by=first, at=NOW, fault=Fault.PROOF)
    answer = resend(
        client, page, to=f"{LIST}/{work.id}/verdict", outcome="returned", note="Put the label first."
    )
    assert answer.status_code == 422
    assert wrongs(answer) == {"": f"{first.name} was faster, and has decided this already."}
    text = " ".join(html.fromstring(answer.text).text_content().split())
    assert f"Rejected {first.name}, 11 February 2026, 09:00" in text
    assert "What you had writtenPut the label first." in text
    assert len(work.verdicts) == 1


def test_only_whoever_decided_takes_it_back(client: Client) -> None:
    work, by = a_submission(an_ambassador(at=NOW), at=NOW), a_person(role=Role.MANAGER, at=NOW)
    verdicts.approve(work, by=by, at=clock.now(), disclosure=Place.FIRST)
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    assert forged(client, f"{LIST}/{work.id}/verdict/reversal").status_code == 409
    client.sign_in(by)
    answers = [forged(client, f"{LIST}/{work.id}/verdict/reversal").status_code for _ in range(2)]
    assert (answers, ledger.balance_of(work.person).credits) == ([303, 303], 0)


def test_nobody_decides_on_their_own_nor_from_outside(client: Client) -> None:
    membership = an_ambassador(at=NOW)
    work = a_submission(membership, at=NOW)
    membership.person.role = Role.ADMIN
    client.sign_in(membership.person)
    typed = {"outcome": "approved", "disclosure": "first"}
    acts = [f"{LIST}/{work.id}/{act}" for act in ("verdict", "words", "verdict/reversal")]
    assert [forged(client, act, **typed).status_code for act in acts] == [404, 404, 404]
    client.sign_in(a_person(role=Role.DIRECTOR, at=NOW))
    assert [forged(client, act, **typed).status_code for act in acts] == [403, 403, 403]
    assert (given(work), work.state) == ([], SubmissionState.PENDING)


def test_whoever_rejected_reads_why_they_do_not_decide_again(client: Client) -> None:
    work, by = a_submission(an_ambassador(at=NOW), at=NOW), a_person(role=Role.MANAGER, at=NOW)
    verdicts.reject(work, by=by, at=NOW, fault=Fault.PROOF)
    work.state, work.disputed_at, work.dispute = SubmissionState.PENDING, NOW, "Look at minute two."
    client.sign_in(by)
    page = client.get(f"{LIST}/{work.id}")
    assert "You rejected this, and it is disputed: somebody else decides." in page.text
    assert html.fromstring(page.text).xpath("//button[@name='outcome']") == []
    client.sign_in(a_person(role=Role.REVIEWER, at=NOW))
    assert "Look at minute two." in client.get(f"{LIST}/{work.id}").text


def test_the_words_are_written_for_the_reason(client: Client) -> None:
    work = a_submission(an_ambassador(at=NOW), at=NOW)
    client.sign_in(a_person(role=Role.REVIEWER, at=NOW))
    answer = send(
        client, f"{LIST}/{work.id}", to=f"{LIST}/{work.id}/verdict", outcome="returned", fault="disclosure"
    )
    assert answer.status_code == 303
    assert given(work)[0][2].startswith("Thank you. One thing comes before all else")
    token = html.fromstring(client.get("/admin/").text).xpath("//input[@name='csrf']/@value")[0]
    htmx = {"HX-Request": "true", "X-CSRFToken": token}
    partial = client.post(
        f"{LIST}/{work.id}/words", data={"fault": "duplicate", "base_points": "7"}, headers=htmx
    )
    tree = html.fragment_fromstring(partial.text, create_parent=True)
    assert tree.xpath("string(.//textarea)").strip() == "This was sent in before, and counts once."
    assert "7 × 3 = 21" in tree.text_content()
    kept = client.post(
        f"{LIST}/{work.id}/words", data={"fault": "late", "note": "My own."}, headers=htmx
    ).text
    assert (
        html.fragment_fromstring(kept, create_parent=True).xpath("string(.//textarea)").strip() == "My own."
    )


def test_without_scripts_the_words_come_with_the_page(client: Client) -> None:
    work = a_submission(an_ambassador(at=NOW), at=NOW)
    client.sign_in(a_person(role=Role.REVIEWER, at=NOW))
    answer = forged(client, f"{LIST}/{work.id}/words", fault="duplicate", must="2")
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"])
    tree = html.fromstring(page.text)
    assert headline(page).startswith("Content, by")
    assert (
        tree.xpath("string(//textarea[@name='note'])").strip() == "This was sent in before, and counts once."
    )
    assert tree.xpath("//select[@name='fault']/option[@selected]/@value") == ["duplicate"]
