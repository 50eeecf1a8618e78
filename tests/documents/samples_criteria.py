"""Criteria sheets as short, as usual and as long as they come, and one with harm in it."""

# ruff: noqa: E501

from dataclasses import replace
from datetime import date

from markupsafe import Markup

from portal.domain.paper.criteria import Applying, CriteriaSheet, Keeping, Scale
from portal.domain.paper.pack import PackType
from tests.documents import samples

USUAL = CriteriaSheet(
    document=replace(samples.DOCUMENT, made_from="Rules 3"),
    program=samples.PROGRAM,
    contact=samples.CONTACT,
    counts=Markup("<p>Approved work earns its points twice: as standing, which keeps a place, and as credits, which buy rewards. The calendar shows the product for each action.</p>"),
    reach=Markup("<p><strong>Reach counts for nothing.</strong> How many follow somebody carries no score.</p>"),
    types=(
        PackType("Story or small job", "Three frames, or a form of five minutes", 10, 1),
        PackType("Order with your code", "An order that was paid and kept", 10, 2),
        PackType("Review with a picture", "In your own words, good or bad", 10, 2),
        PackType("Post", "Three pictures or more, from a real walk", 5, 5),
        PackType("Video or group walk", "Thirty seconds to two minutes; six people or more", 10, 4),
        PackType("Talk or workshop", "Ten people or more", 10, 5),
    ),
    keeping=Keeping(threshold=400, fading=25, provisional_quarters=1),
    scales=(
        Scale("Content over 90 days", 2, "Nothing of their own in 90 days.", "Good pieces now and then.", "Good pieces, steadily, in a voice of their own."),
        Scale("Audience fit", 2, "Other people than ours.", "Some of ours among many.", "The very people, and they answer."),
        Scale("Substance of comments", 1, "No replies, or empty ones.", "Friendly replies.", "Questions, disagreement, people who come back."),
        Scale("Freedom from ties", 1, "Tied to somebody we compete with.", "Ties that are said openly.", "No ties that matter."),
        Scale("Response and care", 1, "Careless or late.", "Answers what was asked.", "Thoughtful, prompt and clear."),
    ),
    applying=Applying(url="https://crew.pellow.example/apply", closes_on=date(2026, 2, 28), reviews=2, answer_days=14, reapply_days=90, least_age=18, pass_mark=16),
)  # fmt: skip
SHORTEST = replace(
    USUAL,
    document=replace(USUAL.document, rules_number=1),
    program=replace(USUAL.program, appeals_email=""),
    types=(),
    keeping=Keeping(threshold=0, fading=0, provisional_quarters=1),
    scales=(),
    applying=Applying(shut="closed", reviews=1, answer_days=1, reapply_days=1, least_age=18),
)
_WORDS = "A long sentence that goes on about one thing and then about another, as people write them. "
LONGEST = replace(
    USUAL,
    program=replace(samples.LONGEST.program, appeals_email=samples.LONGEST.contact.email),
    contact=samples.LONGEST.contact,
    types=tuple(PackType(f"{n} Kindofworkinasinglewordthatissixtyletterslongatthemost here"[:60], _WORDS * 3, 1000, 20) for n in range(20)),
    keeping=Keeping(threshold=100_000, fading=100, provisional_quarters=4),
    scales=tuple(Scale(f"Line {n} of the rubric, {_WORDS}"[:80], 5, _WORDS * 3, _WORDS * 3, _WORDS * 3) for n in range(5)),
    applying=replace(USUAL.applying, url="https://ambassadors." + "subdomain-" * 12 + "of.pellow.example/apply", shut="paused", opens_on=date(2026, 9, 30), closes_on=None, pass_mark=100),
)  # fmt: skip


def hostile() -> CriteriaSheet:
    """The usual sheet, with harm in every plain text."""
    harm, words = samples.hostile(), " ".join(samples.HARM)
    return replace(
        USUAL,
        document=harm.document,
        program=harm.program,
        contact=harm.contact,
        types=(PackType(words[:200], words, 10, 1),),
        scales=(Scale(words[:200], 1, words, words, words),),
        applying=replace(USUAL.applying, url='javascript:"><script>alert(1)</script>'),
    )
