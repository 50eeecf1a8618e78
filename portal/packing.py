"""Packing slips: gathered in a transaction of their own, set outside of it, kept nowhere."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from portal import press
from portal.db import transaction
from portal.domain import audit
from portal.domain.earning.redemption_desk import number_of
from portal.domain.packs import as_printed, contact_of
from portal.domain.paper.pack import PackDocument
from portal.domain.paper.slip import Slip, SlipItem, Slips
from portal.domain.programs import the_program
from portal.domain.refusal import Refused
from portal.models.earning.redemption import WAITING, Redemption, RedemptionState
from portal.models.earning.reward import RewardKind
from portal.models.person import Person
from portal.outside.pdf import Press, RenderFailed

MOST = 200
PACKED = (*WAITING, RedemptionState.SENT)


def hindrance(redemption: Redemption) -> Refused | None:
    """Return why there is no packing slip for a redemption, or None where there is one."""
    if redemption.reward.kind is not RewardKind.TANGIBLE:
        return Refused("There is nothing to send: hand it over.")
    if redemption.state not in PACKED:
        return Refused("It is not to be packed any more.")
    return None if redemption.address else Refused("There is no address yet.")


def slips(several: Sequence[Redemption], *, machine: Press, by: Person, at: datetime) -> bytes:
    """Return one PDF with a slip for each parcel, and write down who had it; the portal keeps no copy.

    What is written down is committed before the press begins, so that nobody waits for it.
    Raises `Refused` when the press fails.
    """
    paper = transaction(lambda: _gathered(several, by=by, at=at))
    try:
        return press.packing_slips(machine, paper).pdf
    except RenderFailed as broken:
        raise Refused("The packing slips could not be set: %(broken)s", broken=broken) from None


def _gathered(several: Sequence[Redemption], *, by: Person, at: datetime) -> Slips:
    audit.write("printed packing slips", "redemptions", by=by, at=at, after={"rows": len(several)})
    program = the_program()
    issued = max(each.changed_at for each in several).astimezone(ZoneInfo(program.time_zone))
    ordered = sorted(several, key=lambda each: (each.person.name, each.person_id, each.address, each.id))
    parcels = [list(same) for _key, same in groupby(ordered, key=lambda each: (each.person_id, each.address))]
    numbers = ", ".join(number_of(each) for each in ordered)
    return Slips(
        document=PackDocument(numbers, issued),
        program=as_printed(program),
        contact=contact_of(program),
        slips=tuple(_slip(parcel) for parcel in parcels),
    )


def _slip(parcel: Sequence[Redemption]) -> Slip:
    first = parcel[0]
    lines = tuple(line.strip() for line in first.address.splitlines() if line.strip())
    if lines and lines[0] == first.person.name:
        lines = lines[1:]
    items = tuple(SlipItem(number_of(each), each.reward.name, each.reward.about) for each in parcel)
    return Slip(first.person.name, lines, items)
