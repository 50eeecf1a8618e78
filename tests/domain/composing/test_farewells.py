"""What a farewell letter gathers: for whom there is one, what was done, what stays."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from portal.domain.composing import farewells
from portal.domain.composing.order import Order
from portal.domain.earning import redemptions, renewals
from portal.domain.issuing import hindrances
from portal.domain.paper.farewell import Done, Farewell, Rights
from portal.domain.paper.pack import PackLink
from portal.domain.programs import the_program
from portal.domain.refusal import Refused
from portal.models.joining.membership import Membership, MembershipState
from portal.models.paper.document import DocumentKind
from portal.models.person import Role
from portal.models.program import Doors
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_closing import a_member, closed, on
from tests.support.rows_earning import a_reward, a_submission, earned
from tests.support.rows_joining import a_membership
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import the_rules

pytestmark = pytest.mark.usefixtures("app")


def composed(membership: Membership, *, at: datetime = NOW, **choices: Any) -> Farewell:
    return farewells.compose(Order(number="FL-1", at=at, people=(membership,), choices=choices))


def ended(membership: Membership) -> Membership:
    membership.ended_on, membership.state = NOW.date(), MembershipState.LEFT
    return membership


def test_figures_are_counted_and_what_was_typed_is_said() -> None:
    membership = an_ambassador(at=NOW)
    membership.joined_on = date(2025, 3, 12)
    first, second = earned(membership, 30, at=NOW), earned(membership, 10, at=NOW)
    first.minutes, second.minutes, first.licensed = 60, 30, True
    a_submission(membership, at=NOW)
    paper = composed(ended(membership), personal="Go well.")
    assert paper.done == Done(2, Decimal("1.5"), 11, 40)
    assert (paper.personal, paper.last, paper.credits) == ("Go well.", date(2026, 2, 11), 40)
    assert paper.rights == Rights(1, 1, date(2026, 2, 11))
    assert "ended on 11 February 2026" in paper.thanks


def test_nothing_that_was_not_is_said() -> None:
    paper = composed(ended(an_ambassador(at=NOW)))
    assert (paper.done, paper.rights, paper.credits, paper.link) == (Done(), None, 0, None)


def test_the_link_is_said_where_there_are_links() -> None:
    the_program().link_base = "https://x.example/t/"
    membership = ended(an_ambassador(at=NOW))
    assert composed(membership).link == PackLink(f"https://x.example/t/{membership.slug}", membership.code)


def test_a_membership_that_goes_on_or_never_began_has_none() -> None:
    going, never = an_ambassador(at=NOW), ended(a_membership(at=NOW))
    with pytest.raises(Refused, match="The membership goes on"):
        composed(going)
    with pytest.raises(Refused, match="No ambassador yet"):
        composed(never)
    gone = ended(an_ambassador(at=NOW))
    assert hindrances.of(DocumentKind.FAREWELL, [going, never, gone]) == {
        going.id: "The membership goes on.",
        never.id: "No ambassador yet.",
    }


def test_who_is_proposed_to_lapse_may_have_one_until_it_is_decided_otherwise() -> None:
    the_rules(threshold=100, at=on(date(2025, 5, 1)))
    membership = a_member(0, joined=date(2025, 5, 1))
    closed("2025Q2", "2025Q3", "2025Q4")
    at = on(date(2026, 1, 5))
    paper = composed(membership, at=at)
    assert (paper.last, "comes to its end" in paper.thanks) == (None, True)
    (proposal,) = renewals.of_membership(membership)[:1]
    renewals.keep(
        proposal, reason="Ill.", link="https://x.example", by=a_person(role=Role.MANAGER, at=NOW), at=at
    )
    with pytest.raises(Refused, match="goes on"):
        composed(membership, at=at)


def test_the_door_is_that_of_the_day_and_not_for_whoever_is_shut_out() -> None:
    program, membership = the_program(), ended(an_ambassador(at=NOW))
    program.doors = Doors.OPEN
    assert (composed(membership).door, composed(membership).opens_on) == (True, None)
    program.doors, program.opens_on = Doors.PAUSED, NOW.date() + timedelta(days=30)
    assert (composed(membership).door, composed(membership).opens_on) == (False, date(2026, 3, 13))
    membership.person.suspended_at = NOW
    assert (composed(membership).door, composed(membership).opens_on) == (None, None)


def test_what_is_spent_is_not_there_any_more() -> None:
    membership = an_ambassador(at=NOW)
    earned(membership, 140, at=NOW)
    redemptions.request(a_reward(at=NOW), membership=membership, key="k", address="York", at=NOW)
    assert composed(ended(membership)).credits == 40
