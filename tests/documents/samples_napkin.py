"""Napkins as short, as usual and as long as they come, and one with harm on it."""

from dataclasses import replace

from portal.domain.paper.napkin import Napkin, Worth
from tests.documents import samples

SHORTEST = Napkin(document=samples.DOCUMENT, program=samples.PROGRAM, lines=("Be kind.",))
USUAL = Napkin(
    document=samples.DOCUMENT,
    program=samples.PROGRAM,
    deal="Walk, make something, say it’s an ad. Points buy credit, kit and a say in what we knit next.",
    does=(
        Worth("Story or small job", 10),
        Worth("Order with your code", 20),
        Worth("Post", 25),
        Worth("Video or group walk", 40),
    ),
    gets=(
        Worth("£25 credit", 100),
        Worth("Winter kit", 175),
        Worth("£60 bonus", 250),
        Worth("Name a colour", 325),
        Worth("Factory day", 400),
    ),
    lines=(
        "You already wear them. 18 or over, in the UK, Ireland, France or the US.",
        "A six-month term, a check-in each month.",
        "Two to four pieces a month, a post or video among them.",
        "£40 a month, two pairs a season, and points.",
        "#ad is the first word. Every time, stories too, in the picture and spoken in video.",
        "Your opinion, good or bad. We never pay for praise or stars.",
        "Your code is for your people, not for coupon sites.",
        "We may reuse content for 12 months. Ads: we ask, and pay £60 a piece.",
        "One sock brand at a time; other gear is fine.",
        "Send drafts only if you want help. We answer in two days.",
        "Maya Okafor runs it; ask her.",
        "Either side may end with 14 days’ notice. What you earned is paid.",
    ),
)
LONGEST = replace(
    USUAL,
    program=samples.LONGEST.program,
    deal="A long sentence that goes on about one thing and then about another, " * 4,
    does=tuple(Worth(f"Something to do that has a long name, number {n}", 1000 * n + 5) for n in range(12)),
    gets=tuple(Worth(f"A reward with a long name, number {n}", 1_000_000 + n) for n in range(24)),
    lines=tuple("A rule that nobody can remember, for it is too long by far. " * 3 for _ in range(12)),
)


def hostile() -> Napkin:
    """The usual napkin, with harm in every plain text."""
    words = " ".join(samples.HARM)
    harm = samples.hostile()
    return replace(
        USUAL,
        document=harm.document,
        program=harm.program,
        deal=words,
        does=(Worth(words, 10),),
        gets=(Worth(words, 100),),
        lines=samples.HARM,
    )
