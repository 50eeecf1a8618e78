"""Trusting an ambassador, on their page."""

from sqlalchemy import select

from portal.db import db
from portal.models.audit_entry import AuditEntry
from portal.models.person import Role
from tests.conftest import NOW, Client
from tests.support.forms import forged, send
from tests.support.rows import a_person
from tests.support.rows_onboarding import an_ambassador


def test_trust_is_given_and_taken_back_and_both_are_kept(client: Client) -> None:
    membership, by = an_ambassador(at=NOW), a_person(role=Role.MANAGER, at=NOW)
    page = f"/admin/ambassadors/{membership.id}"
    client.sign_in(by)
    answer = send(client, page, to=f"{page}/trust")
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    assert membership.trusted_at is not None
    assert forged(client, f"{page}/trust").status_code == 303
    assert send(client, page, to=f"{page}/trust/withdrawal").status_code == 303
    assert membership.trusted_at is None
    verbs = select(AuditEntry.verb).where(AuditEntry.by_id == by.id, AuditEntry.thing == "memberships")
    assert db.session.scalars(verbs.order_by(AuditEntry.id)).all() == ["trusted", "trusted no more"]


def test_reviewers_and_directors_trust_nobody(client: Client) -> None:
    membership = an_ambassador(at=NOW)
    for role in (Role.REVIEWER, Role.DIRECTOR):
        client.sign_in(a_person(role=role, at=NOW))
        assert forged(client, f"/admin/ambassadors/{membership.id}/trust").status_code == 403
    assert membership.trusted_at is None
