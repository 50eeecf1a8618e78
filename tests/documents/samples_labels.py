"""Address labels: one, a few from all over, two full sheets of the longest, and one with harm in it."""

from dataclasses import replace

from portal.domain.paper.label import Label, Labels
from portal.domain.paper.letterhead import Issue
from tests.documents import samples

SHORTEST = Labels(Issue("R-00012", samples.ISSUED), samples.PROGRAM, (Label("Bo", ("Å", "Norway")),))
USUAL = Labels(
    Issue("R-00012, R-00013", samples.ISSUED),
    samples.PROGRAM,
    (
        Label("Maya Okafor", ("12 Chapel Street", "Penzance TR18 4AE", "United Kingdom")),
        Label("ليلى منصور", ("شارع الحمرا 12", "بيروت", "لبنان")),
        Label("山田 さくら", ("〒150-0001", "東京都渋谷区神宮前1丁目5番8号", "日本")),
        Label("Łukasz Žižek", ("ul. Świętego Ducha 7 m. 12", "80-834 Gdańsk", "Polska")),
        Label("Δήμητρα Παπαδοπούλου", ("Οδός Ερμού 14", "105 63 Αθήνα", "Ελλάδα")),
        Label(
            "Anne-Sophie Ferreira d’Almeida",
            ("c/o Wohngemeinschaft am Donaudampfschifffahrtsplatz", "1020 Wien", "Österreich"),
        ),
    ),
    start=3,
)
_LONG = Label(
    "Wolfeschlegelsteinhausenbergerdorff " * 5 + "von und zu Ende",
    ("A very long line of an address that nobody can shorten, whatever they try " * 2,) * 2,
)
LONGEST = replace(USUAL, program=samples.LONGEST.program, labels=(_LONG,) * 12, start=8)


def hostile() -> Labels:
    """The usual labels, with harm in every plain text."""
    words = " ".join(samples.HARM)[:180]
    harm = tuple(each[:90] for each in samples.HARM)
    return replace(
        USUAL, program=samples.hostile().program, labels=(Label(words, ()), Label("{{ 7 * 7 }}", harm))
    )
