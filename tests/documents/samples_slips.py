"""Packing slips: one parcel, a few, many long ones, and one with harm in it."""

from dataclasses import replace

from markupsafe import Markup

from portal.domain.paper.letterhead import Contact, Issue
from portal.domain.paper.slip import Slip, SlipItem, Slips
from tests.documents import samples


def _thanks(contact: Contact) -> Markup:
    return samples.delivered("slips", "thanks", contact=contact.name, contact_email=contact.email)


_MUG = SlipItem("R-00012", "Enamel mug", "Green, with your name on it")
_PARCEL = Slip(
    "Maya Okafor",
    ("12 Chapel Street", "Penzance TR18 4AE", "United Kingdom"),
    (_MUG,),
    _thanks(samples.CONTACT),
)

USUAL = Slips(
    Issue("R-00012, R-00013, R-00014", samples.ISSUED),
    samples.PROGRAM,
    (
        _PARCEL,
        replace(_PARCEL, name="ليلى منصور", items=(_MUG, SlipItem("R-00013", "Winter kit", "Two pairs"))),
        replace(_PARCEL, name="山田 さくら", items=(SlipItem("R-00014", "Enamel mug", ""),)),
    ),
)
_ALONE = _thanks(replace(samples.CONTACT, email=""))
SHORTEST = replace(USUAL, slips=(replace(_PARCEL, thanks=_ALONE),))
LONGEST = replace(
    USUAL,
    program=samples.LONGEST.program,
    slips=tuple(
        Slip(
            "Wolfeschlegelsteinhausenbergerdorff " * 5,
            ("A very long line of an address that nobody can shorten " * 3,) * 6,
            tuple(
                SlipItem(f"R-{n:05}", "A thing with a long name " * 8, "What it is " * 30) for n in range(20)
            ),
            _thanks(samples.LONGEST.contact),
        )
        for _ in range(4)
    ),
)


def hostile() -> Slips:
    """The usual slips, with harm in every plain text."""
    words = " ".join(samples.HARM)
    parcel = Slip(words, samples.HARM, (SlipItem(words, words, words),), samples.harm())
    return replace(USUAL, program=samples.hostile().program, slips=(parcel,))
