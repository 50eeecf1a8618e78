"""What a farewell letter says, gathered from the rows."""

from datetime import date
from typing import Any

from portal.db import db
from portal.domain import months
from portal.domain.composing.letterhead import as_printed, contact_of, document_of, person_of
from portal.domain.composing.order import Order
from portal.domain.composing.packs import link_of
from portal.domain.composing.words import said
from portal.domain.issuing import hindrances
from portal.domain.joining import agreements, doors
from portal.domain.paper.farewell import Done, Farewell, Rights
from portal.domain.programs import day_of, the_program
from portal.domain.refusal import Refused
from portal.domain.working import made
from portal.models.earning.entry import Balance
from portal.models.joining.membership import Membership
from portal.models.paper.document import DocumentKind

KIND = DocumentKind.FAREWELL


def compose(order: Order) -> Farewell:
    """Return the letter to somebody whose membership ended, or is proposed to end.

    `personal` is a paragraph that staff typed. Raises `Refused` while the membership goes on, and for one
    that never began.
    """
    membership, program, today = order.membership, the_program(), day_of(order.at)
    for why in hindrances.of(KIND, [membership]).values():
        raise Refused(why)
    until = min(membership.ended_on or today, today)
    work = made.by(membership, first=membership.joined_on, last=until, at=order.at)
    balance = db.session.get(Balance, membership.person_id) or Balance(lifetime=0, credits=0)
    return Farewell(
        document=document_of(order),
        program=as_printed(program, order.pictures),
        person=person_of(membership),
        contact=contact_of(program, order.pictures),
        thanks=said(order, KIND, "thanks", since=membership.joined_on, until=membership.ended_on),
        stays=said(order, KIND, "stays"),
        closing=said(order, KIND, "closing"),
        last=membership.ended_on,
        done=Done(work.pieces, work.hours, months.whole(membership.joined_on, until), balance.lifetime),
        personal=str(order.choices.get("personal", "")),
        rights=_rights(membership, work.licensed),
        credits=balance.credits,
        link=link_of(program, membership),
        **_door(membership, today),
    )


def _rights(membership: Membership, pieces: int) -> Rights | None:
    """The pieces that came with leave to show them; for how long is a matter of the terms, not of a row."""
    if not pieces:
        return None
    accepted = agreements.latest_of(membership)
    if accepted is None:
        return Rights(pieces)
    return Rights(pieces, accepted.agreement.number, day_of(accepted.accepted_at))


def _door(membership: Membership, today: date) -> dict[str, Any]:
    """Whether applications are taken, and from when; nothing is said to whoever is shut out."""
    if membership.person.is_suspended:
        return {}
    shut = doors.shut(the_program(), on=today)
    return {"door": shut is None, "opens_on": shut.opens_on if shut else None}
