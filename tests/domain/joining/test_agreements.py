"""The agreement and its evidence."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.db import db
from portal.domain.joining import agreements
from portal.domain.joining.agreements import Signature
from portal.domain.people import sign_ins
from portal.domain.refusal import Refused
from portal.models.joining.membership import MembershipState
from portal.models.paper.document import DocumentKind
from portal.models.paper.print_run import PrintRun
from tests.conftest import NOW
from tests.support.rows_joining import a_membership
from tests.support.rows_onboarding import TERMS


def test_accepting_keeps_every_piece_of_evidence_and_opens_the_area(app: object) -> None:
    agreement = agreements.publish("Terms", body=TERMS, note="", by=None, at=NOW)
    membership = a_membership(at=NOW, name="Nell Harker", email="nell@x.example")
    sign_in, _token = sign_ins.begin(
        membership.person, how="welcome link", address="192.0.2.7", browser="Phone 1", at=NOW
    )
    later = NOW + timedelta(minutes=6)
    signature = Signature(typed_name="Nell Harker", sha256=agreement.sha256, shown_at=NOW)
    kept = agreements.accept(membership, signature, sign_in=sign_in, at=later)
    assert {
        name: getattr(kept, name)
        for name in ("sha256", "shown_at", "accepted_at", "typed_name", "email", "how", "address", "browser")
    } == {
        "sha256": hashlib.sha256(TERMS.encode()).hexdigest(),
        "shown_at": NOW,
        "accepted_at": later,
        "typed_name": "Nell Harker",
        "email": "nell@x.example",
        "how": "welcome link",
        "address": "192.0.2.7",
        "browser": "Phone 1",
    }
    assert (membership.state, membership.complete_at) == (MembershipState.ACTIVE, later)
    run = db.session.scalars(select(PrintRun)).one()
    assert (run.kind, [sheet.membership for sheet in run.sheets]) == (DocumentKind.AGREEMENT, [membership])


def test_a_text_that_changed_meanwhile_is_not_accepted(app: object) -> None:
    old = agreements.publish("Terms", body=TERMS, note="", by=None, at=NOW)
    agreements.publish("Terms", body=TERMS + "\n\nMore.", note="One sentence more.", by=None, at=NOW)
    membership = a_membership(at=NOW)
    sign_in, _token = sign_ins.begin(membership.person, how="password", address="", browser="", at=NOW)
    signature = Signature(typed_name="N", sha256=old.sha256, shown_at=NOW)
    with pytest.raises(Refused, match="changed while you read"):
        agreements.accept(membership, signature, sign_in=sign_in, at=NOW)
    assert membership.complete_at is None


def test_a_new_version_says_what_changed_and_asks_again(app: object) -> None:
    first = agreements.publish("Terms", body=TERMS, note="", by=None, at=NOW)
    with pytest.raises(Refused, match="word for word version 1"):
        agreements.publish("Terms", body=TERMS, note="again", by=None, at=NOW)
    with pytest.raises(Refused, match="Say what changed"):
        agreements.publish("Terms", body="## New", note="", by=None, at=NOW)
    second = agreements.publish("Terms", body="## New", note="All of it.", by=None, at=NOW)
    assert [(version.number, version.note) for version in agreements.versions()] == [
        (2, "All of it."),
        (first.number, ""),
    ]
    assert agreements.current() is second
