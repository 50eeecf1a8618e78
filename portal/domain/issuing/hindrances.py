"""For whom a document cannot be made, as far as that is known before it is tried."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import select

from portal.db import db
from portal.domain.earning import renewals
from portal.domain.marked import N_
from portal.models.joining.agreement import Acceptance
from portal.models.joining.membership import Membership
from portal.models.paper.document import DocumentKind

Reasons = Mapping[int, str]


def of(kind: DocumentKind, memberships: Sequence[Membership]) -> Reasons:
    """Return why no document of `kind` can be made, by the id of the membership; in one statement at most."""
    known = KNOWN.get(kind)
    return known(memberships) if known else {}


def free_of(kind: DocumentKind, memberships: Sequence[Membership]) -> list[Membership]:
    """Return those for whom nothing stands in the way, in their order."""
    hindered = of(kind, memberships)
    return [each for each in memberships if each.id not in hindered]


def _has_left(memberships: Sequence[Membership]) -> Reasons:
    return {each.id: N_("No ambassador any more.") for each in memberships if not each.is_open}


def _has_accepted_nothing(memberships: Sequence[Membership]) -> Reasons:
    ids = {each.id for each in memberships}
    accepted = select(Acceptance.membership_id).where(Acceptance.membership_id.in_(ids))
    return dict.fromkeys(ids - set(db.session.scalars(accepted)), N_("Nothing was accepted yet."))


def _has_not_begun(memberships: Sequence[Membership]) -> Reasons:
    return {each.id: N_("No ambassador yet.") for each in memberships if each.complete_at is None}


def _goes_on(memberships: Sequence[Membership]) -> Reasons:
    ending = renewals.proposed_among([each.id for each in memberships])
    going = (each for each in memberships if each.is_open and each.id not in ending)
    return {**{each.id: N_("The membership goes on.") for each in going}, **_has_not_begun(memberships)}


KNOWN: dict[DocumentKind, Callable[[Sequence[Membership]], Reasons]] = {
    DocumentKind.PACK: _has_left,
    DocumentKind.CERTIFICATE: _has_not_begun,
    DocumentKind.FAREWELL: _goes_on,
    DocumentKind.AGREEMENT: _has_accepted_nothing,
}
