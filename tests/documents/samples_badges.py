"""Name badges: one, a sheet from all over, more than a sheet of the longest, and some with harm in them."""

from dataclasses import replace

from portal.domain.paper.badge import Badge, Badges
from portal.domain.paper.letterhead import Issue
from tests.documents import samples

SHORTEST = Badges(Issue("NB-2601-00003", samples.ISSUED), samples.PROGRAM, "Tea", (Badge("Bo"),))
USUAL = Badges(
    Issue("NB-2601-00004", samples.ISSUED),
    samples.PROGRAM,
    "Spring walk, Hebden Bridge, 14 March 2026",
    (
        Badge("Maya", "Okafor", "Penzance, 2026Q1"),
        Badge("Łukasz", "Žižek", "Ely"),
        Badge("ليلى", "منصور", "Leeds"),
        Badge("山田", "さくら", "London"),
        Badge("Anne-Sophie", "Ferreira d’Almeida", "Totnes"),
        Badge("Δήμητρα", "Παπαδοπούλου", "Bristol"),
        Badge("שירה", "לוי"),
        Badge("Nguyễn", "Thị Hạnh", "Hull"),
    ),
)
_WORD = "Wolfeschlegelsteinhausenbergerdorff"
LONGEST = replace(
    USUAL,
    program=samples.LONGEST.program,
    event="The yearly gathering of everybody who ever walked with us, with cake and a quiz",
    badges=(
        Badge(_WORD, f"{_WORD} " * 4 + "von und zu Ende", "Llanfairpwllgwyngyllgogerychwyrn"),
        Badge("Wm" * 100),
        Badge("東" * 200),
        Badge("Jo", "東" * 197),
        Badge("Maximiliane-Alexandra"),
        *(Badge("Jean-Christophe-Marie", "de la Rochefoucauld-Montbazon") for _ in range(6)),
    ),
)  # fmt: skip


def hostile() -> Badges:
    """The usual badges, with harm in every plain text."""
    words = " ".join(samples.HARM)
    badges = (Badge(words[:200], "", words), *(Badge("Bo", harm[:190], harm) for harm in samples.HARM))
    return replace(USUAL, program=samples.hostile().program, event=words, badges=badges)
