"""Certificates as short, as usual and as long as they come, and one written by somebody who means harm."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from markupsafe import Markup

from portal.domain.paper.certificate import Certificate, Signature, Variant
from portal.domain.paper.letterhead import Addressee, Issue
from tests.documents import samples

NUMBER = "CE-2601-7F3AK-XQ2MN"
DOCUMENT = Issue(
    number=NUMBER, issued=samples.ISSUED, check_url=f"https://ambassadors.pellow.example/verify/{NUMBER}"
)
DONE = tuple(date(2025, 10, 30) + timedelta(weeks=week, days=week % 4 * 2 % 3) for week in range(13))

SHORTEST = Certificate(
    document=DOCUMENT,
    program=samples.PROGRAM,
    person=Addressee("Bo", "Bo"),
    variant=Variant.MEMBERSHIP,
    words=Markup("<p>Ambassador of Trail Crew since 5 January 2026.</p>\n"),
    first=date(2026, 1, 5),
)
USUAL = Certificate(
    document=DOCUMENT,
    program=samples.PROGRAM,
    person=Addressee("Maya Okafor", "Maya"),
    variant=Variant.THANKS,
    words=Markup("<p>With thanks from everyone at Trail Crew</p>\n"),
    first=date(2025, 3, 3),
    thanks_for="For sixteen posts, one tasting in a village hall, and the sock that became number nine.",
    pieces=41,
    hours=Decimal("63.5"),
    done=DONE,
    signatures=(Signature("Ines Calder", "Runs the crew"), Signature("Tom Pellow", "Founder")),
)
YEAR = replace(
    USUAL,
    variant=Variant.YEAR,
    words=Markup("<p>Ambassador of Trail Crew in 2025.</p>\n"),
    year=2025,
    thanks_for="",
    first=date(2025, 3, 3),
    last=date(2025, 12, 31),
    done=tuple(date(2025, 3, 3) + timedelta(days=step) for step in range(0, 300, 5)),
    signatures=(*USUAL.signatures, Signature("Łucja Žižek", "Head of everything that is knitted")),
)
MEMBERSHIP = replace(
    USUAL,
    variant=Variant.MEMBERSHIP,
    words=Markup("<p>Ambassador of Trail Crew from 3 March 2025 to 12 January 2026.</p>\n"),
    thanks_for="",
    last=date(2026, 1, 12),
    signatures=USUAL.signatures[:1],
)
LONGEST = replace(
    YEAR,
    document=replace(
        DOCUMENT, check_url=f"https://{'long-names-' * 8}of.hosts.example/portal/verify/{NUMBER}"
    ),
    program=samples.LONGEST.program,
    person=samples.LONGEST.person,
    variant=Variant.THANKS,
    words=Markup(f"<p>With thanks from everyone at {samples.LONGEST.program.name}</p>\n"),
    year=None,
    thanks_for=(
        "For a hundred evenings of answers that nobody else had, and for Donaudampfschifffahrt. " * 3
    )[:239]
    + ".",
    pieces=12345,
    hours=Decimal("123456.5"),
    signatures=(
        Signature(
            "Maria del Carmen Fernanda Guadalupe de la Torre y Sol de las Montañas de Aragón.",
            "Director of everything else that people in our valley do.",
        ),
        Signature("Wolfeschlegelsteinhausenbergerdorff" * 2 + "Altmannberg", "Ausschussvorsitzende" * 3),
        Signature("Jo"),
    ),
)


def hostile() -> Certificate:
    """The usual certificate, with harm in every plain text."""
    words = " ".join(samples.HARM)
    return replace(
        USUAL,
        document=replace(DOCUMENT, number="<b>&", check_url='https://x.example/"><script>alert(1)</script>'),
        program=replace(samples.PROGRAM, name=words, organisation=words, sentence=words),
        person=Addressee(words[:200], samples.HARM[0]),
        thanks_for=words[:300],
        signatures=(Signature(words[:200], words[-200:]), Signature("{{ 7*7 }}", "url(file:///etc/passwd)")),
    )
