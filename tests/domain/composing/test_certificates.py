"""What a certificate gathers: the work of its days, figures that are counted, signatures that are there."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from portal.domain.composing import certificates
from portal.domain.composing.order import Order
from portal.domain.issuing import signatories
from portal.domain.paper.certificate import Certificate, Signature
from portal.domain.paper.letterhead import fingerprint
from portal.domain.refusal import Refused
from portal.domain.working import verdicts
from portal.models.joining.membership import Membership, MembershipState
from portal.models.person import Role
from portal.models.working.verdict import Fault, Place
from tests.conftest import NOW
from tests.support.rows import a_person
from tests.support.rows_earning import a_submission, earned
from tests.support.rows_joining import a_membership
from tests.support.rows_onboarding import an_ambassador

pytestmark = pytest.mark.usefixtures("app")
INES, TOM = Signature("Ines Calder", "Runs the crew"), Signature("Tom Pellow")


def composed(membership: Membership, *, at: datetime = NOW, **choices: Any) -> Certificate:
    order = Order(
        number="CE-1", at=at, people=(membership,), choices=choices, check_url="https://x.example/1"
    )
    return certificates.compose(order)


def since(membership: Membership, day: date) -> Membership:
    membership.joined_on = day
    return membership


def test_figures_are_counted_from_approved_work() -> None:
    membership = since(an_ambassador(at=NOW), date(2025, 11, 3))
    for days in (70, 20, 20):
        earned(membership, 10, at=NOW - timedelta(days=days)).minutes = 50
    a_submission(membership, at=NOW)
    rejected = a_submission(membership, at=NOW)
    verdicts.reject(rejected, fault=Fault.PROOF, note="No.", by=a_person(role=Role.MANAGER, at=NOW), at=NOW)
    earned(since(an_ambassador(at=NOW), date(2025, 1, 1)), 10, at=NOW - timedelta(days=3))
    paper = composed(membership)
    assert (paper.pieces, paper.hours, paper.done) == (
        3,
        Decimal("2.5"),
        (date(2025, 12, 3), date(2026, 1, 22)),
    )
    assert (paper.first, paper.last, paper.year) == (date(2025, 11, 3), None, None)
    assert paper.document.made_from == "Membership"
    (season,) = paper.seasons
    assert (season.start, season.weeks, season.days) == (date(2025, 10, 27), 13, paper.done)


def test_what_is_decided_later_is_not_on_an_earlier_paper() -> None:
    membership = since(an_ambassador(at=NOW - timedelta(days=40)), date(2026, 1, 2))
    piece = a_submission(membership, at=NOW - timedelta(days=20))
    verdicts.approve(piece, by=a_person(role=Role.MANAGER, at=NOW), at=NOW, disclosure=Place.FIRST)
    assert composed(membership, at=NOW - timedelta(days=1)).pieces == 0
    assert composed(membership).pieces == 1


def test_a_year_counts_what_was_sent_in_within_it_by_the_programs_clock() -> None:
    membership = since(an_ambassador(at=NOW), date(2024, 6, 1))
    for moment in ("2024-12-31T23:59", "2025-01-01T00:00", "2025-12-31T23:59", "2026-01-01T00:00"):
        earned(membership, 10, at=datetime.fromisoformat(f"{moment}+00:00"))
    paper = composed(membership, variant="year", year=2025)
    assert (paper.first, paper.last, paper.pieces) == (date(2025, 1, 1), date(2025, 12, 31), 2)
    assert paper.document.made_from == "Year 2025"
    assert [season.days for season in paper.seasons] == [(date(2025, 1, 1),), (), (), (date(2025, 12, 31),)]
    assert composed(membership, variant="year", year=2024).first == date(2024, 6, 1)
    assert composed(membership, variant="year", year=2026).last == date(2026, 2, 11)


def test_every_day_of_a_year_has_its_dot_once() -> None:
    paper = composed(an_ambassador(at=NOW))
    for year in range(2024, 2032):
        days = tuple(date(year, 1, 1) + timedelta(days=day) for day in range(365 + (year % 4 == 0)))
        seasons = replace(paper, year=year, done=days).seasons
        assert tuple(day for season in seasons for day in season.days) == days
        for season in seasons:
            assert season.start.weekday() == 0
            assert season.days[-1] < season.start + timedelta(weeks=season.weeks)


def test_a_membership_that_ended_says_so() -> None:
    membership = since(an_ambassador(at=NOW - timedelta(days=9)), date(2025, 3, 1))
    earned(membership, 10, at=NOW)
    membership.ended_on, membership.state = date(2026, 2, 11), MembershipState.LEFT
    assert composed(membership, at=NOW - timedelta(days=1)).last is None
    paper = composed(membership, at=NOW + timedelta(days=90))
    assert (paper.last, paper.pieces) == (date(2026, 2, 11), 1)


def test_thanks_say_what_for() -> None:
    membership = an_ambassador(at=NOW)
    paper = composed(membership, variant="thanks", thanks_for=" For soup. ")
    assert (paper.thanks_for, paper.document.made_from) == ("For soup.", "Thanks For soup.")
    with pytest.raises(Refused, match="what the thanks are for"):
        composed(membership, variant="thanks", thanks_for=" ")


@pytest.mark.parametrize("year", [2024, 2027])
def test_a_year_without_a_day_as_an_ambassador_is_refused(year: int) -> None:
    membership = since(an_ambassador(at=NOW, name="Ada"), date(2025, 3, 1))
    with pytest.raises(Refused, match=f"Ada was no ambassador in {year}"):
        composed(membership, variant="year", year=year)


def test_who_has_not_begun_has_none() -> None:
    with pytest.raises(Refused, match="no ambassador yet"):
        composed(a_membership(at=NOW))


def test_those_sign_who_were_chosen_and_are_there_still() -> None:
    membership = an_ambassador(at=NOW)
    assert composed(membership).signatures == ()
    signatories.appoint([INES, TOM], by=None, at=NOW)
    assert composed(membership).signatures == (INES, TOM)
    assert composed(membership, signatories=[2, 1, 2]).signatures == (INES, TOM)
    assert composed(membership, signatories=[2]).signatures == (TOM,)
    assert composed(membership, signatories=[]).signatures == ()
    signatories.appoint([TOM], by=None, at=NOW)
    with pytest.raises(Refused, match="Signature 2 is not there any more"):
        composed(membership, signatories=[2])


@pytest.mark.parametrize("wanted", [[INES] * 4, [Signature(" ")]])
def test_more_than_three_and_nobody_do_not_sign(wanted: list[Signature]) -> None:
    with pytest.raises(Refused):
        signatories.appoint(wanted, by=None, at=NOW)
    assert list(signatories.every()) == []


def test_the_same_work_is_the_same_paper() -> None:
    membership = an_ambassador(at=NOW)
    earned(membership, 10, at=NOW)
    first = composed(membership, at=NOW + timedelta(days=1))
    assert fingerprint(composed(membership, at=NOW + timedelta(days=9))) == fingerprint(first)
    earned(membership, 10, at=NOW + timedelta(days=9))
    assert fingerprint(composed(membership, at=NOW + timedelta(days=10))) != fingerprint(first)


def test_the_words_know_the_days() -> None:
    membership = since(an_ambassador(at=NOW), date(2025, 3, 1))
    assert composed(membership).words == "<p>Ambassador of Ambassador program since 1 March 2025.</p>\n"
    assert composed(membership, variant="year", year=2025).words.endswith("in 2025.</p>\n")
    membership.ended_on = NOW.date()
    assert composed(membership).words.endswith("from 1 March 2025 to 11 February 2026.</p>\n")
    thanks = composed(membership, variant="thanks", thanks_for="For soup.")
    assert thanks.words == "<p>With thanks from everyone at Ambassador program</p>\n"
