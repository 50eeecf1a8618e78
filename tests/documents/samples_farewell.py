"""Farewell letters as short, as usual and as long as they come, and one by somebody who means harm."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from portal.domain.paper.farewell import Done, Farewell, Rights
from portal.domain.paper.letterhead import Addressee, Issue
from portal.domain.paper.pack import PackLink
from tests.documents import samples

DOCUMENT = Issue("FL-2601-00007", samples.ISSUED)
SHORTEST = Farewell(
    document=DOCUMENT,
    program=samples.PROGRAM,
    person=Addressee("Bo", "Bo"),
    contact=replace(samples.CONTACT, role=""),
    thanks=samples.delivered("farewell", "thanks", program="Trail Crew", since="", until=""),
    stays=samples.delivered("farewell", "stays"),
    closing=samples.delivered("farewell", "closing", contact_email=samples.CONTACT.email),
)
USUAL = replace(
    SHORTEST,
    person=Addressee("Maya Okafor", "Maya"),
    contact=samples.CONTACT,
    thanks=samples.delivered(
        "farewell", "thanks", program="Trail Crew", since="3 March 2025", until="12 January 2026"
    ),
    last=date(2026, 1, 12),
    done=Done(41, Decimal("63.5"), 10, 1284),
    personal="The walk in the rain with eleven people is still talked about at the office.",
    rights=Rights(38, 2, date(2025, 3, 4)),
    credits=340,
    link=PackLink("https://pellow.example/t/maya", "MAYA15"),
    door=True,
)
LONGEST = replace(
    USUAL,
    document=replace(DOCUMENT, rules_number=12, rules_date=date(2026, 1, 2)),
    program=samples.LONGEST.program,
    person=samples.LONGEST.person,
    contact=samples.LONGEST.contact,
    thanks=samples.LONGEST.why or samples.USUAL.why,
    done=Done(123456, Decimal("123456.5"), 1234, 12345678),
    personal="\n\n".join(["A paragraph that somebody wrote with care, and did not want to end. " * 7] * 3),
    rights=Rights(123456, 12, date(2025, 3, 4)),
    credits=12345678,
    link=samples.LONGEST.link,
    door=False,
    opens_on=date(2026, 9, 1),
)


def hostile() -> Farewell:
    """The usual letter, with harm in every plain text."""
    words = " ".join(samples.HARM)
    known = samples.hostile()
    return replace(
        USUAL,
        document=replace(DOCUMENT, number="<b>&"),
        program=known.program,
        person=Addressee(words[:200], words[:200]),
        contact=known.contact,
        thanks=samples.harm(),
        closing=samples.harm(),
        personal=words,
        link=replace(known.link or PackLink(""), url="https://x.example/" + words),
    )
