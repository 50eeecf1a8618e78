"""Today: what waits for whom."""

from datetime import date, timedelta

from lxml import html

from portal.domain import today
from portal.domain.earning import redemptions
from portal.domain.joining import decisions
from portal.domain.joining.decisions import Verdict
from portal.domain.working import verdicts
from portal.models.joining.application import ApplicationState
from portal.models.joining.decision import Outcome
from portal.models.person import Role
from portal.models.working.verdict import Place
from tests.conftest import NOW, Client
from tests.support.forms import forged, headline
from tests.support.rows import a_person
from tests.support.rows_deciding import given_to, readers, to_decide
from tests.support.rows_earning import a_reward, a_submission, earned
from tests.support.rows_joining import a_membership, an_application
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import the_rules
from tests.support.statements import counted


def queue(client: Client) -> list[tuple[str, str, str]]:
    """What waits: how many, of what, and where its button leads."""
    page = html.fromstring(client.get("/admin/").text)
    return [
        (
            item.xpath("string(.//*[contains(@class, 'num')])"),
            item.xpath("string(.//p[@class='t'])"),
            item.xpath("string(.//a/@href)"),
        )
        for item in page.xpath("//ol[@class='queue']/li")
    ]


def test_each_sees_what_waits_for_them(client: Client) -> None:
    admin, manager = a_person(role=Role.ADMIN, at=NOW), a_person(role=Role.MANAGER, at=NOW)
    the_rules(at=NOW)
    tom, priya = readers(at=NOW)
    given_to([tom, priya], at=NOW)
    an_application(at=NOW)
    to_decide(at=NOW)
    quiet = Verdict(outcome=Outcome.DECLINED, reason="ties", subject="No", body="Not now.", quiet=True)
    decisions.decide(to_decide(at=NOW), quiet, by=admin, at=NOW)
    a_membership(at=NOW, state=ApplicationState.APPROVED)
    list_ = "/admin/applications"
    assigning = ("1", "Application without readers", f"{list_}?state=new")
    people = [
        ("1", "New ambassador who has not begun", "/admin/ambassadors?state=onboarding"),
        ("1", "Pack to print", "/admin/ambassadors?printed=no"),
    ]
    assert queue(client.sign_in(admin)) == [
        ("1", "Application to decide", f"{list_}/deciding"),
        assigning,
        ("1", "Letter held back", f"{list_}/letters"),
        *people,
    ]
    assert queue(client.sign_in(manager)) == [assigning, *people]
    assert queue(client.sign_in(tom)) == [("1", "Application to read", f"{list_}/first")]
    assert queue(client.sign_in(a_person(role=Role.DIRECTOR, at=NOW))) == []


def test_the_headline_is_in_minutes(client: Client) -> None:
    admin = a_person(role=Role.ADMIN, at=NOW)
    assert headline(client.sign_in(admin).get("/admin/")) == "Nothing waits for you today"
    to_decide(at=NOW)
    to_decide(at=NOW)
    assert headline(client.get("/admin/")) == "About 8 minutes today"


def test_an_overdue_answer_is_pointed_out(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    to_decide(at=NOW, answer_by=NOW.date().replace(year=2020))
    assert "One is overdue since 11 February." in client.get("/admin/").text


def test_it_needs_few_statements_however_much_waits(client: Client) -> None:
    client.sign_in(a_person(role=Role.ADMIN, at=NOW))
    to_decide(at=NOW)
    with counted() as one:
        client.get("/admin/")
    for _ in range(9):
        to_decide(at=NOW)
        an_application(at=NOW)
    with counted() as many:
        client.get("/admin/")
    assert len(one) == len(many) <= 4, "\n".join(many)


def test_ambassadors_and_strangers_do_not_come_in(client: Client) -> None:
    assert client.get("/admin/").headers["Location"].startswith("/login")
    client.sign_in(a_membership(at=NOW).person)
    assert client.get("/admin/").status_code == 403
    assert client.post("/admin/").status_code == 405


def test_work_waits_and_a_missing_disclosure_comes_first(client: Client) -> None:
    tom = a_person(role=Role.REVIEWER, at=NOW)
    membership = an_ambassador(at=NOW)
    a_submission(membership, at=NOW)
    a_submission(membership, at=NOW)
    bare = a_submission(an_ambassador(at=NOW), at=NOW)
    verdicts.send_back(bare, by=tom, at=NOW, note="Say it is an ad.", disclosure=Place.MISSING)
    list_ = "/admin/submissions"
    assert queue(client.sign_in(tom)) == [
        ("1", "Piece online without its disclosure", f"{list_}?state=returned"),
        ("2", "Submissions to review", f"{list_}/first"),
    ]
    assert headline(client.get("/admin/")) == "About 6 minutes today"
    own = today.waiting(membership.person, kinds=["work", "unlabelled"], on=NOW.date())
    assert [(each.kind, each.count, each.due) for each in own] == [("unlabelled", 1, None)]
    (work,) = today.waiting(tom, kinds=["work"], on=NOW.date())
    assert work.due == NOW.date() + timedelta(days=7)


def test_rewards_that_were_asked_for_take_as_long_as_they_say(client: Client) -> None:
    mug = a_reward(cost=10, handling=7, at=NOW)
    for key in ("first", "second"):
        membership = an_ambassador(at=NOW)
        earned(membership, 10, at=NOW)
        redemptions.request(mug, membership=membership, key=key, address="Here", at=NOW)
    client.sign_in(a_person(role=Role.MANAGER, at=NOW))
    tree = html.fromstring(client.get("/admin/").text)
    waiting = " ".join(tree.get_element_by_id("rewards").text_content().split())
    assert waiting == "2 Rewards asked for To approve, to pack, to hand over. 14 min Look"
    client.sign_in(a_person(role=Role.REVIEWER, at=NOW))
    assert "Rewards asked for" not in client.get("/admin/").text


def test_what_was_sent_and_nobody_heard_of_is_to_be_followed_up(client: Client) -> None:
    mug, membership = a_reward(at=NOW), an_ambassador(at=NOW)
    earned(membership, 100, at=NOW)
    manager = a_person(role=Role.MANAGER, at=NOW)
    redemption = redemptions.request(mug, membership=membership, key="k", address="Here", at=NOW)
    redemptions.approve(redemption, by=manager, at=NOW)
    redemptions.send(redemption, by=manager, at=NOW)
    client.sign_in(manager)
    assert "late" not in [
        each.kind for each in today.waiting(manager, kinds=["rewards", "late"], on=NOW.date())
    ]
    redemption.asked_after_at = NOW
    there = "/admin/redemptions?state=late"
    assert ("1", "Reward nobody has heard of", there) in queue(client)
    listed = client.get(there)
    assert membership.person.name in listed.text
    assert "not kept any more" not in listed.text
    redemption.address = ""
    assert "not kept any more" in client.get(there).text
    forged(client, "/admin/redemptions/steps", page=there, id=str(redemption.id), to="received")
    assert "late" not in [
        each.kind for each in today.waiting(manager, kinds=["rewards", "late"], on=NOW.date())
    ]


def test_a_quarter_that_is_over_waits_for_rules_and_only_for_an_admin(client: Client) -> None:
    admin, manager = a_person(role=Role.ADMIN, at=NOW), a_person(role=Role.MANAGER, at=NOW)
    assert "Quarter that waits for rules" not in client.sign_in(admin).get("/admin/").text, "nobody is here"
    an_ambassador(at=NOW)
    kinds = [
        [each.kind for each in today.waiting(admin, kinds=["rules"], on=day)]
        for day in (NOW.date(), date(2026, 3, 31), date(2026, 4, 1))
    ]
    assert kinds == [[], [], ["rules"]]
    an_ambassador(at=NOW - timedelta(days=100))
    assert ("1", "Quarter that waits for rules", "/admin/program/rules") in queue(client)
    assert "waits for rules" not in client.sign_in(manager).get("/admin/").text
    the_rules(at=NOW)
    assert "waits for rules" not in client.sign_in(admin).get("/admin/").text
