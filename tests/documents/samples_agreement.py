"""Agreements as short, as usual and as long as they come, and one with harm in it."""

from dataclasses import replace

from portal.domain.paper.pack import Pack, SignedAgreement
from tests.documents import samples


def _of(pack: Pack) -> SignedAgreement:
    assert pack.agreement
    agreement = replace(pack.agreement, evidence=pack.agreement.evidence or samples.EVIDENCE)
    between = samples.delivered(
        "agreement", "between", organisation=pack.program.organisation, name=pack.person.name
    )
    return SignedAgreement(pack.document, pack.program, pack.person, pack.contact, agreement, between)


USUAL = _of(samples.ACCEPTED)
SHORTEST = replace(USUAL, agreement=replace(USUAL.agreement, clauses=USUAL.agreement.clauses[:1]))
LONGEST = _of(samples.LONGEST)


def hostile() -> SignedAgreement:
    """The usual agreement, with harm in every plain text and in the evidence."""
    words = " ".join(samples.HARM)
    evidence = replace(
        samples.EVIDENCE, typed_name=words, email=words, how=words, address=words, browser=words
    )
    made = _of(samples.hostile())
    return replace(made, agreement=replace(made.agreement, evidence=evidence), between=samples.harm())
