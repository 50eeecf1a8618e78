"""Every document looks as it looked when somebody last looked at it.

Where it is meant to look otherwise: `python -m tests.documents.keep_pictures`; look at what changed, then
commit it.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from portal.outside.pdf import Press
from tests.documents.every import EVERY, LENGTHS
from tests.documents.pictures import SHARE, contact_sheet, difference, kept
from tests.documents.test_every import made

GREEN, PLUM, YELLOW = "#1f5c4a", "#8c2352", "#f2c230"
LOOKS = [(length, GREEN) for length in LENGTHS] + [("usual", PLUM), ("usual", YELLOW)]
FAILED = Path(os.environ.get("PORTAL_TEST_PICTURES", "var/pictures"))


@pytest.mark.parametrize(("length", "brand"), LOOKS, ids=[f"{length}-{brand[1:]}" for length, brand in LOOKS])
@pytest.mark.parametrize("kind", EVERY)
def test_it_looks_as_it_did(press: Press, kind: str, length: str, brand: str) -> None:
    name = f"{kind}-{length}-{brand[1:]}"
    drawn, known = contact_sheet(made(press, kind, length, brand=brand).pdf), kept(name)
    assert known is not None, f"no picture of {name} was kept"
    share, shown = difference(known, drawn)
    if share > SHARE:
        FAILED.mkdir(parents=True, exist_ok=True)
        shown.save(FAILED / f"{name}.png")
    assert share <= SHARE, f"{share:.0%} of a spot differs: see {FAILED / name}.png"


def test_a_line_that_moved_and_a_word_that_changed_are_seen(press: Press) -> None:
    """The control: what a reader would notice is past the tolerance, and nothing at all is within it."""
    usual = EVERY["agreement"].usual
    typeset = EVERY["agreement"].typeset
    drawn = contact_sheet(typeset(press, usual).pdf)
    fewer = replace(usual, agreement=replace(usual.agreement, clauses=usual.agreement.clauses[1:]))
    clause = replace(usual.agreement.clauses[2], heading="What is yours")
    clauses = (*usual.agreement.clauses[:2], clause, *usual.agreement.clauses[3:])
    named = replace(usual, agreement=replace(usual.agreement, clauses=clauses))
    assert difference(drawn, contact_sheet(typeset(press, usual).pdf))[0] == 0
    assert difference(drawn, contact_sheet(typeset(press, fewer).pdf))[0] > SHARE
    assert difference(drawn, contact_sheet(typeset(press, named).pdf))[0] > SHARE
