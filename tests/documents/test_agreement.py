"""The agreement on its own: its clauses, and the evidence of its acceptance."""

from portal.outside.pdf import Press
from portal.press.agreements import signed_agreement
from tests.documents import samples
from tests.documents.reading import against_ua1, bookmarks_of, opened, text_of
from tests.documents.samples_agreement import USUAL


def test_the_agreement_and_its_evidence(press: Press) -> None:
    made = signed_agreement(press, USUAL)
    said = text_of(made.pdf)

    assert (made.pages, made.warnings, against_ua1(made.pdf)) == (2, (), [])
    assert bookmarks_of(made.pdf) == ["Trail Crew agreement", "How it was accepted"]
    for clause in USUAL.agreement.clauses:
        assert clause.heading in said
    for words in (
        "Name as typed Maya Okafor",
        "Signed in by Password and code",
        "Account maya@people.example",
        "Text shown at 28 January 2026, 08:51:00 UTC",
        "Network address 192.0.2.7",
        "Browser Firefox 140 on Linux",
    ):
        assert words in said
    assert samples.SHA in said.replace(" ", "")
    with opened(made.pdf) as file:
        assert str(file.docinfo["/Title"]) == "Trail Crew agreement: Trail Crew and Maya Okafor"


def test_the_same_evidence_is_the_same_file(press: Press) -> None:
    assert signed_agreement(press, USUAL).pdf == signed_agreement(press, USUAL).pdf
