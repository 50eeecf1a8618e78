"""The agreement as it was signed, gathered from the rows."""

from zoneinfo import ZoneInfo

from portal.domain import markdown
from portal.domain.composing.letterhead import as_printed, contact_of, document_of, person_of
from portal.domain.composing.order import Order
from portal.domain.composing.words import said
from portal.domain.joining import agreements
from portal.domain.paper.pack import Evidence, PackAgreement, SignedAgreement
from portal.domain.paper.parts import parts
from portal.domain.programs import the_program
from portal.domain.refusal import Refused
from portal.models.joining.agreement import Acceptance
from portal.models.joining.membership import Membership
from portal.models.paper.document import DocumentKind


def compose(order: Order) -> SignedAgreement:
    """Return the agreement as this ambassador last accepted it; raises `Refused` before that."""
    agreement = terms_of(order.membership)
    if agreement is None or agreement.evidence is None:
        raise Refused("Nothing was accepted yet.")
    program = the_program()
    return SignedAgreement(
        document=document_of(order, made_from=f"Terms {agreement.number}"),
        program=as_printed(program, order.pictures),
        person=person_of(order.membership),
        contact=contact_of(program, order.pictures),
        agreement=agreement,
        between=said(order, DocumentKind.AGREEMENT, "between"),
    )


def terms_of(membership: Membership) -> PackAgreement | None:
    """Return the terms that somebody accepted last, with the evidence, or else those in force."""
    accepted = agreements.latest_of(membership)
    agreement = accepted.agreement if accepted else agreements.current()
    if agreement is None:
        return None
    return PackAgreement(
        number=agreement.number,
        title=agreement.title,
        sha256=agreement.sha256,
        clauses=parts(markdown.render(agreement.body)),
        evidence=_evidence(accepted) if accepted else None,
    )


def _evidence(accepted: Acceptance) -> Evidence:
    zone = ZoneInfo(the_program().time_zone)
    return Evidence(
        typed_name=accepted.typed_name,
        email=accepted.email,
        how=accepted.how,
        shown_at=accepted.shown_at.astimezone(zone),
        accepted_at=accepted.accepted_at.astimezone(zone),
        address=accepted.address,
        browser=accepted.browser,
    )
