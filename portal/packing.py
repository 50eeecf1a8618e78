"""Packing slips and address labels: gathered in a transaction, set outside of it, kept nowhere."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from portal.db import transaction
from portal.domain import audit
from portal.domain.composing.letterhead import as_printed
from portal.domain.composing.words import personal
from portal.domain.earning.redemption_desk import number_of
from portal.domain.issuing import wordings
from portal.domain.paper.label import Label, Labels
from portal.domain.paper.letterhead import Issue
from portal.domain.paper.slip import Slip, SlipItem, Slips
from portal.domain.programs import names_of, the_program
from portal.domain.refusal import Refused
from portal.models.earning.redemption import WAITING, Redemption, RedemptionState
from portal.models.earning.reward import RewardKind
from portal.models.paper.document import DocumentKind
from portal.models.person import Person
from portal.outside.pdf import Press, RenderFailed
from portal.press.labels import PATTERNS, address_labels
from portal.press.slips import packing_slips

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
    paper = transaction(lambda: _slips(several, by=by, at=at))
    try:
        return packing_slips(machine, paper).pdf
    except RenderFailed as broken:
        raise Refused("The packing slips could not be set: %(broken)s", broken=broken) from None


def labels(several: Sequence[Redemption], *, start: int, machine: Press, by: Person, at: datetime) -> bytes:
    """Return one PDF with a label for each parcel, the first in place `start` of a sheet, from 1.

    The same is written down as for slips, and as little kept. Raises `Refused` for a place that no sheet
    has, when an address is too long, and when the press fails.
    """
    most = PATTERNS[the_program().paper].on_a_sheet
    if not 1 <= start <= most:
        raise Refused("A sheet has the labels 1 to %(most)s.", most=most)
    paper = transaction(lambda: _labels(several, start=start, by=by, at=at))
    try:
        return address_labels(machine, paper).pdf
    except RenderFailed as broken:
        raise Refused("The labels could not be set: %(broken)s", broken=broken) from None


def _slips(several: Sequence[Redemption], *, by: Person, at: datetime) -> Slips:
    audit.write("printed packing slips", "redemptions", by=by, at=at, after={"rows": len(several)})
    parcels = _parcels(several)
    return Slips(
        document=_document(parcels),
        program=as_printed(the_program()),
        slips=tuple(_slip(parcel) for parcel in parcels),
    )


def _labels(several: Sequence[Redemption], *, start: int, by: Person, at: datetime) -> Labels:
    audit.write("printed address labels", "redemptions", by=by, at=at, after={"rows": len(several)})
    parcels = _parcels(several)
    return Labels(
        document=_document(parcels),
        program=as_printed(the_program()),
        labels=tuple(Label(parcel[0].person.name, _lines(parcel[0])) for parcel in parcels),
        start=start,
    )


def _parcels(several: Sequence[Redemption]) -> list[list[Redemption]]:
    """What goes to the same person at the same address goes together, by name."""
    ordered = sorted(several, key=lambda each: (each.person.name, each.person_id, each.address, each.id))
    return [list(same) for _key, same in groupby(ordered, key=lambda each: (each.person_id, each.address))]


def _document(parcels: Sequence[Sequence[Redemption]]) -> Issue:
    """The numbers of what is inside, and when the latest of it was changed."""
    inside = [each for parcel in parcels for each in parcel]
    issued = max(each.changed_at for each in inside).astimezone(ZoneInfo(the_program().time_zone))
    return Issue(", ".join(number_of(each) for each in inside), issued)


def _lines(redemption: Redemption) -> tuple[str, ...]:
    """An address as typed, without the name that stands above it anyway."""
    lines = tuple(line.strip() for line in redemption.address.splitlines() if line.strip())
    return lines[1:] if lines and lines[0] == redemption.person.name else lines


def _slip(parcel: Sequence[Redemption]) -> Slip:
    person, program = parcel[0].person, the_program()
    items = tuple(SlipItem(number_of(each), each.reward.name, each.reward.about) for each in parcel)
    thanks = wordings.said(
        DocumentKind.SLIPS, "thanks", names_of(program) | personal(person), language=program.language
    )
    return Slip(person.name, _lines(parcel[0]), items, thanks)
