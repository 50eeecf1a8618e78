"""Papers that the demo program hands out; the worker prints them as soon as it runs."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from portal.db import db
from portal.domain.earning import renewals
from portal.domain.issuing import print_runs, signatories
from portal.domain.paper.certificate import Signature, Variant
from portal.domain.programs import the_program
from portal.models.joining.membership import Membership
from portal.models.paper.document import DocumentKind
from portal.models.paper.print_run import RunForm
from portal.models.person import Person

THANKS = "For the questions nobody else had time for, answered every week, and answered kindly."
FAREWELL = "We miss what you make. Should you find the time again, write to me, and we begin anew."
EVENT = "An evening together, with cake and a quiz"

PACKS = 4
FOR_EVERYONE = (
    DocumentKind.CALENDAR,
    DocumentKind.CRITERIA,
    DocumentKind.NAPKIN,
)
DAY = timedelta(days=1)


def load(*, at: datetime) -> None:
    """Name those who sign; ask for some packs, the papers for everyone, and what is for some people."""
    program = the_program()
    director, manager, first = (_person(account) for account in ("director", "manager", "ada"))
    signing = [Signature(program.contact_name, program.contact_role), Signature(director.name, "Director")]
    signatories.appoint(signing, by=manager, at=at)
    here = _here()
    begin = partial(print_runs.begin, form=RunForm.PDF, by=manager)
    begin(DocumentKind.PACK, here[:PACKS], at=at - 9 * DAY)
    for days, kind in enumerate(FOR_EVERYONE, start=2):
        begin(kind, at=at - days * DAY)
    begin(DocumentKind.BADGES, here, at=at - DAY, choices={"event": EVENT, "town": True})
    leaving = renewals.proposed_among([each.id for each in here])
    if parting := [each for each in here if each.id in leaving]:
        begin(DocumentKind.FAREWELL, parting, at=at - DAY, choices={"personal": FAREWELL})
    thanked = [each for each in here if each.person is first]
    choices = {"variant": Variant.THANKS.value, "thanks_for": THANKS, "signatories": [1, 2]}
    begin(DocumentKind.CERTIFICATE, thanked, at=at, choices=choices)
    begin(DocumentKind.REPORT, [], at=at)  # today, for the day before may lie in the month it tells of


def _here() -> Sequence[Membership]:
    """Return the ambassadors, those who were there first before the others.

    Only the first ones have a pack, so that there is something to print.
    """
    here = select(Membership).where(Membership.ended_on.is_(None))
    return db.session.scalars(here.order_by(Membership.joined_on, Membership.id)).all()


def _person(account: str) -> Person:
    return db.session.scalars(select(Person).where(Person.email == f"{account}@demo.example")).one()
