"""Who signs certificates: at most three people, in order."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from portal.db import db
from portal.domain import audit
from portal.domain.paper.certificate import Signature
from portal.domain.refusal import Refused
from portal.models.paper.signatory import Signatory
from portal.models.person import Person

MOST = 3


def every() -> Sequence[Signatory]:
    """Return who may sign, in order."""
    return db.session.scalars(select(Signatory).order_by(Signatory.position)).all()


def signatures(positions: Collection[int]) -> tuple[Signature, ...]:
    """Return the signatures at some positions, in order; raises `Refused` where somebody is gone by now."""
    found = {each.position: Signature(each.name, each.role) for each in every()}
    if missing := set(positions) - set(found):
        raise Refused("Signature %(number)s is not there any more; choose again.", number=min(missing))
    return tuple(found[position] for position in sorted(set(positions)))


def appoint(wanted: Sequence[Signature], *, by: Person | None, at: datetime) -> None:
    """Let these people sign from now on, in this order; what is printed stays as it is.

    Raises `Refused` for more than three, and for one without a name.
    """
    if len(wanted) > MOST:
        raise Refused("At most %(most)s people sign a certificate.", most=MOST)
    if any(not each.name.strip() for each in wanted):
        raise Refused("Name everybody who signs.")
    before = [each.name for each in every()]
    db.session.execute(delete(Signatory))
    for position, each in enumerate(wanted, start=1):
        db.session.add(Signatory(position=position, name=each.name, role=each.role))
    db.session.flush()
    after = [each.name for each in wanted]
    audit.write(
        "appointed",
        "signatories",
        by=by,
        at=at,
        label="signatories",
        before={"names": before},
        after={"names": after},
    )
