"""The queue of redemptions, as a manager works it."""

import csv
import io
from datetime import timedelta

import pytest
from lxml import html
from sqlalchemy import select

from portal.db import db
from portal.domain.earning import redemption_desk, redemptions
from portal.domain.programs import the_program
from portal.models.audit_entry import AuditEntry
from portal.models.earning.redemption import Redemption, RedemptionState
from portal.models.earning.reward import Milestone, Reward
from portal.models.paper.document import Document
from portal.models.person import Role
from portal.models.program import Paper
from tests.conftest import NOW, Client
from tests.documents.reading import against_ua1, opened, text_of
from tests.support.addresses import MADE_UP
from tests.support.forms import forged, headline, send, wrongs
from tests.support.rows import a_person
from tests.support.rows_earning import a_reward, earned
from tests.support.rows_onboarding import an_ambassador
from tests.support.statements import counted

HERE = "/admin/redemptions"
State = RedemptionState


@pytest.fixture
def ines(client: Client) -> Client:
    """A manager's browser."""
    return client.sign_in(a_person(role=Role.MANAGER, name="Ines Calder", at=NOW))


def asked(reward: Reward, *, name: str = "Ada Okafor", address: str = "Ada\n1 High St\nYork") -> Redemption:
    """Somebody who has enough asks for a reward."""
    membership = an_ambassador(at=NOW)
    membership.person.name = name
    earned(membership, 500, at=NOW)
    return redemptions.request(reward, membership=membership, key="k", address=address, at=NOW)


def states() -> list[RedemptionState]:
    return list(db.session.scalars(select(Redemption.state).order_by(Redemption.id)))


def test_several_are_brought_on_together_and_each_that_cannot_is_told(ines: Client) -> None:
    mug, seat = a_reward(at=NOW), a_reward("Seat", kind="access", at=NOW)
    first, second = asked(mug), asked(seat, name="Tomás Ó Briain")
    ids = [str(first.id), str(second.id)]
    page = ines.get(HERE)
    assert headline(page) == "Two rewards wait for you"
    forged(ines, f"{HERE}/steps", page=HERE, id=ids, to="approved", back=f"{HERE}?state=approved")
    assert states() == [State.APPROVED, State.APPROVED]
    forged(ines, f"{HERE}/steps", page=HERE, id=ids, to="sent")
    assert states() == [State.SENT, State.APPROVED]
    told = ines.get(HERE).text
    assert "Sent: one. Not so: Seat, Tomás Ó Briain: There is nothing to send: hand it over." in told


def test_bringing_on_twice_changes_and_writes_once(ines: Client) -> None:
    one = asked(a_reward(at=NOW))
    for _ in range(2):
        forged(ines, f"{HERE}/steps", page=HERE, id=str(one.id), to="approved")
    assert "Not so: Mug, Ada Okafor: This is approved already." in ines.get(HERE).text
    assert [step.state for step in one.steps] == [State.REQUESTED, State.APPROVED]


@pytest.mark.parametrize("ids", [[], ["999999"], ["-1"], ["99999999999999"], ["1 or 1=1"]])
def test_forged_ids_bring_nothing_on(ines: Client, ids: list[str]) -> None:
    one = asked(a_reward(at=NOW))
    answer = forged(ines, f"{HERE}/steps", page=HERE, id=ids, to="approved")
    assert answer.status_code == 409
    assert "Tick at least one." in answer.text
    assert (one.state, forged(ines, f"{HERE}/steps", page=HERE, id="1", to="cancelled").status_code) == (
        State.REQUESTED,
        400,
    )


def test_one_goes_its_way_with_a_tracking_number(ines: Client) -> None:
    one = asked(a_reward(at=NOW))
    here = f"{HERE}/{one.id}"
    assert headline(ines.get(here)) == "Mug for Ada Okafor"
    assert "1 High St" in ines.get(here).text
    forged(ines, f"{here}/steps", page=here, to="approved")
    forged(ines, f"{here}/steps", page=here, to="sent", tracking="RM 123")
    assert (one.state, one.tracking) == (State.SENT, "RM 123")
    send(ines, here, to=f"{here}/tracking", tracking="RM 124")
    assert one.tracking == "RM 124"
    assert headline(ines.get(f"{HERE}?state=out&q=RM+124")) == "No reward waits for you"
    assert f'href="{here}"' in ines.get(f"{HERE}?state=out&q=RM+124").text
    forged(ines, f"{here}/steps", page=here, to="received")
    assert forged(ines, f"{here}/tracking", page=here, tracking="x").status_code == 409
    assert one.state is State.RECEIVED


def test_cancelling_says_what_it_does_and_needs_a_reason(ines: Client) -> None:
    mug = a_reward(stock=3, at=NOW)
    one = asked(mug)
    here = f"{HERE}/{one.id}/cancellation"
    assert "100 credits go back to Ada Okafor." in ines.get(here).text
    assert wrongs(send(ines, here, reason="")) == {"reason": "Say why: Ada Okafor will read it."}
    send(ines, here, reason="Sold out at the maker’s.")
    assert (one.state, mug.stock) == (State.CANCELLED, 3)


def test_a_number_finds_its_redemption_in_any_state(ines: Client) -> None:
    mug = a_reward(at=NOW)
    one, other = asked(mug), asked(mug, name="Siân")
    redemptions.cancel(one, by=one.person, at=NOW)
    text = ines.get(f"{HERE}?q=r-{one.id:05}").text
    assert f'id="redemption-{one.id}"' in text
    assert f'id="redemption-{other.id}"' not in text


def test_the_list_costs_the_same_for_thirty(ines: Client) -> None:
    mug = a_reward(at=NOW)
    asked(mug)
    with counted() as few:
        ines.get(HERE)
    for number in range(12):
        asked(mug, name=f"Person {number}")
    with counted() as many:
        ines.get(f"{HERE}?sort=-name")
    assert len(few) == len(many)
    assert headline(ines.get(HERE)) == "13 rewards wait for you"


def test_it_leaves_as_csv_without_formulas_and_is_written_down(ines: Client) -> None:
    asked(a_reward("=HYPERLINK(1)", at=NOW), name="@Ada", address='=1+1\n"High" St, 1')
    found = ines.get(f"{HERE}/list.csv")
    header, row = csv.reader(io.StringIO(found.data.decode("utf-8-sig"), newline=""))
    told = dict(zip(header, row, strict=True))
    assert (told["reward"], told["name"], told["address"]) == (
        "'=HYPERLINK(1)",
        "'@Ada",
        '\'=1+1\n"High" St, 1',
    )
    assert (told["state"], told["asked"], told["credits"]) == ("requested", "2026-02-11", "100")
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "exported")).one()
    assert (entry.thing, entry.after) == ("redemptions", {"rows": 1})


def test_packing_slips_are_one_tagged_pdf_with_a_parcel_to_a_page(ines: Client) -> None:
    mug, cap = a_reward(at=NOW), a_reward("Cap <b>", about="Wool & felt", at=NOW)
    one = asked(mug, name="Łukasz <script>", address="Łukasz\n<b>2</b> Mill Lane\nEly")
    both = redemptions.request(cap, membership=one.membership, key="c", address=one.address, at=NOW)
    other = asked(mug, name="ليلى منصور", address="ليلى منصور\nLeeds")
    ids = [str(each.id) for each in (one, both, other)]
    answer = forged(ines, f"{HERE}/slips", page=HERE, id=ids)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == "attachment; filename=packing-slips.pdf"
    assert against_ua1(answer.data) == []
    said = text_of(answer.data, first=1, last=1)
    for words in ("Łukasz <script>", "<b>2</b> Mill Lane", "Ely", f"R-{one.id:05}", "Cap <b>", "Wool & felt"):
        assert words in said
    assert "Leeds" in text_of(answer.data, first=2, last=2)
    with opened(answer.data) as file:
        assert len(file.pages) == 2
    assert forged(ines, f"{HERE}/slips", page=HERE, id=ids).data == answer.data
    assert len(db.session.scalars(select(AuditEntry).where(AuditEntry.thing == "redemptions")).all()) == 2


def test_what_cannot_be_packed_is_told_before_anything_is_printed(ines: Client) -> None:
    mug, seat = a_reward(at=NOW), a_reward("Seat", kind="access", at=NOW)
    ids = [str(asked(mug).id), str(asked(seat, name="Siân").id)]
    forged(ines, f"{HERE}/slips", page=HERE, id=ids, back=HERE)
    assert "Not packed. Seat, Siân: There is nothing to send: hand it over." in ines.get(HERE).text
    assert db.session.scalar(select(AuditEntry.id).where(AuditEntry.verb == "printed packing slips")) is None


def test_the_way_back_leads_nowhere_else(ines: Client) -> None:
    one = asked(a_reward(at=NOW))
    answer = forged(
        ines, f"{HERE}/steps", page=HERE, id=str(one.id), to="approved", back="https://evil.example/pay"
    )
    assert answer.headers["Location"] == HERE


@pytest.mark.parametrize("query", MADE_UP)
def test_an_address_that_was_made_up_is_answered(ines: Client, query: str) -> None:
    assert ines.get(f"{HERE}?{query}").status_code == 200
    assert ines.get(f"{HERE}/list.csv?{query}").mimetype == "text/csv"


def test_labels_begin_where_the_sheet_begins_and_are_written_down(ines: Client) -> None:
    mug, cap = a_reward(at=NOW), a_reward("Cap", at=NOW)
    one = asked(mug, name="Łukasz <b>", address="Łukasz <b>\n2 Mill Lane\nEly")
    both = redemptions.request(cap, membership=one.membership, key="c", address=one.address, at=NOW)
    other = asked(mug, name="Siân", address="3 Dock Road\nBangor")
    page = html.fromstring(ines.get(HERE).text)
    assert page.xpath("//div[@class='bulk']//input/@name") == ["start"]
    ids = [str(each.id) for each in (one, both, other)]
    answer = forged(ines, f"{HERE}/labels", page=HERE, id=ids, start="8")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == "attachment; filename=address-labels.pdf"
    assert against_ua1(answer.data) == []
    assert "Łukasz <b> 2 Mill Lane Ely" in text_of(answer.data, first=2, last=2)
    assert "Siân 3 Dock Road Bangor" in text_of(answer.data, first=1, last=1)
    assert "Mug" not in text_of(answer.data)
    written = db.session.scalars(select(AuditEntry).where(AuditEntry.thing == "redemptions")).one()
    assert (written.verb, written.after) == ("printed address labels", {"rows": 3})
    assert db.session.scalar(select(Document.id)) is None


def test_labels_of_what_cannot_be_packed_and_past_the_sheet_are_refused(ines: Client) -> None:
    mug, seat = asked(a_reward(at=NOW)), asked(a_reward("Seat", kind="access", at=NOW), name="Siân")
    forged(ines, f"{HERE}/labels", page=HERE, id=[str(mug.id), str(seat.id)], back=HERE)
    assert "Not packed. Seat, Siân: There is nothing to send: hand it over." in ines.get(HERE).text
    past = forged(ines, f"{HERE}/labels", page=HERE, id=str(mug.id), start="9")
    assert (past.status_code, "A sheet has the labels 1 to 8." in past.text) == (409, True)
    the_program().paper = Paper.LETTER
    assert forged(ines, f"{HERE}/labels", page=HERE, id=str(mug.id), start="10").status_code == 200
    mug.address = "12\n" * 90
    long = forged(ines, f"{HERE}/labels", page=HERE, id=str(mug.id), start="x")
    assert (long.status_code, "The address of Ada Okafor is too long for a label." in long.text) == (
        409,
        True,
    )


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.DIRECTOR, None])
def test_nobody_else_enters(client: Client, role: Role | None) -> None:
    one = asked(a_reward(at=NOW))
    client.sign_in(a_person(role=role, at=NOW))
    for path in (HERE, f"{HERE}/list.csv", f"{HERE}/{one.id}", f"{HERE}/{one.id}/cancellation"):
        assert client.get(path).status_code == 403, path
    for path in (
        "steps",
        "slips",
        "labels",
        f"{one.id}/steps",
        f"{one.id}/tracking",
        f"{one.id}/cancellation",
    ):
        typed = {"id": str(one.id), "to": "approved", "reason": "So."}
        assert forged(client, f"{HERE}/{path}", page="/account", **typed).status_code == 403, path
    assert one.state is State.REQUESTED


def test_the_bulk_bar_offers_what_fits_the_pile(ines: Client) -> None:
    asked(a_reward(at=NOW))

    def offered(pile: str) -> list[str]:
        tree = html.fromstring(ines.get(f"{HERE}?state={pile}").text)
        return [str(value) for value in tree.xpath("//div[@class='bulk']//button[@name='to']/@value")]

    assert offered("requested") == ["approved"]
    assert offered("every") == ["approved", "sent", "handed over", "received"]
    assert offered("received") == []


def test_it_says_when_its_owner_was_asked_where_it_goes(ines: Client) -> None:
    a_reward("Hoodie", milestone=Milestone.FIRST_ACTION, at=NOW)
    earned(an_ambassador(at=NOW), 10, at=NOW)
    granted = db.session.scalars(select(Redemption)).one()
    assert "A letter asked for it" not in ines.get(f"{HERE}/{granted.id}").text
    granted.told_at = NOW
    assert "A letter asked for it on 11 February 2026." in ines.get(f"{HERE}/{granted.id}").text


def test_an_erased_address_leaves_when_it_was_sent_and_that_a_letter_asked(ines: Client) -> None:
    one, manager = asked(a_reward(at=NOW)), a_person(role=Role.MANAGER, at=NOW)
    redemptions.approve(one, by=manager, at=NOW)
    redemptions.send(one, by=manager, at=NOW)
    one.asked_after_at = NOW + timedelta(days=21)
    redemption_desk.erase_addresses(at=NOW + timedelta(days=60))
    page = html.fromstring(ines.get(f"{HERE}/{one.id}").text)
    said = " ".join(page.text_content().split())
    assert "1 High St" not in said
    assert "The address is not kept any more, or there was none." in said
    assert "There is no address yet" not in said
    assert "A letter asked on 4 March 2026 whether it arrived; no answer yet." in said
    steps = [" ".join(step.text_content().split()) for step in page.xpath("//ol[contains(@class, 'tl')]/li")]
    assert [step.partition(",")[0] for step in steps][-1].startswith("Sent11 Feb"), steps
