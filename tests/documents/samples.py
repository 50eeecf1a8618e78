"""Packs as short, as usual and as long as they come, and one written by somebody who means harm."""

# ruff: noqa: E501

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from markupsafe import Markup

from portal.domain import markdown
from portal.domain.issuing.passages import known
from portal.domain.issuing.wordings import default
from portal.domain.paper.letterhead import Addressee, Contact, Issue, Masthead
from portal.domain.paper.pack import (
    Evidence,
    Pack,
    PackAction,
    PackAgreement,
    PackBand,
    PackBrief,
    PackDate,
    PackFormat,
    PackLink,
    PackReward,
    PackType,
)
from portal.domain.paper.parts import Part
from portal.domain.placeholders import filled, word
from portal.models.paper.document import DocumentKind


def delivered(kind: str, passage: str, **values: object) -> Markup:
    """A passage as it was delivered, filled in with `values`."""
    declared = known(DocumentKind(kind), passage)
    return markdown.render(filled(default(DocumentKind(kind), passage, language="en"), values, declared))


ISSUED = datetime(2026, 1, 28, 9, tzinfo=UTC)
START = date(2026, 2, 2)
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

PROGRAM = Masthead(
    name="Trail Crew",
    organisation="Pellow Trail Socks",
    sentence="Merino socks for wet feet, replaced for two years, and said plainly.",
    brand="#1f5f4a",
    language="en-GB",
    appeals_email="fair@pellow.example",
)
CONTACT = Contact(
    name="Ines Calder",
    role="Runs the crew. Anything at all.",
    email="ines@pellow.example",
    phone="+44 1632 960 014",
)
DOCUMENT = Issue(number="P-2026-0001", issued=ISSUED, rules_number=3, rules_date=date(2026, 1, 28))
EVIDENCE = Evidence(
    typed_name="Maya Okafor",
    email="maya@people.example",
    how="Password and code",
    shown_at=ISSUED - timedelta(minutes=9),
    accepted_at=ISSUED - timedelta(minutes=2),
    address="192.0.2.7",
    browser="Firefox 140 on Linux",
)

SHORTEST = Pack(
    document=Issue(number="P-2026-0002", issued=ISSUED),
    program=replace(PROGRAM, appeals_email=""),
    person=Addressee("Bo", "Bo"),
    contact=replace(CONTACT, role="", phone=""),
    season_start=START,
    hello=delivered("pack", "hello", program="Trail Crew"),
    closing=delivered("pack", "closing"),
)

_STORY, _POST, _FILM, _MEET = "Story", "Post", "Film", "Meeting"


def _action(week: int, title: str, form: str, kind: str, minutes: int, base: int, weight: int) -> PackAction:
    opens = START + timedelta(weeks=week - 1)
    return PackAction(opens + timedelta(days=3), title, form, kind, minutes, base, weight, opens)


ACTIONS = (
    _action(1, "Sign, disclosure quiz, size form", "Form", "Getting started", 20, 10, 1),
    _action(2, "Out of the box, unstyled", _STORY, "Small job", 15, 10, 1),
    _action(3, "Favourite local 5 km", _POST, "Post", 45, 5, 5),
    _action(4, "Two-minute fit feedback", "Form", "Small job", 10, 10, 1),
    _action(5, "Wash day, week four", _STORY, "Small job", 15, 10, 1),
    _action(6, "Wet-feet test, 30 seconds", _FILM, "Video or group walk", 75, 10, 4),
    _action(7, "Check-in call", "Call", "Small job", 20, 10, 1),
    _action(8, "What I pack", _POST, "Post", 45, 5, 5),
    _action(9, "Answer two follower questions", _STORY, "Small job", 15, 10, 1),
    _action(10, "Bring a friend to a group walk", _MEET, "Video or group walk", 120, 10, 4),
    _action(11, "Vote on the next colour, and why", "Form", "Small job", 10, 10, 1),
    _action(12, "Three months, honest verdict", _FILM, "Video or group walk", 60, 10, 4),
)
CLAUSES = tuple(
    Part(heading, Markup("<p>" + body + "</p>"))
    for heading, body in (
        ("What this is", "You act as an ambassador for six months. You are not our employee or agent. You may stop at any time by writing to us; we may end it with 14 days’ notice, or at once for a serious breach of clause 4."),
        ("Missions and cadence", "Two to four pieces a month, at least one post or film among them. You choose how they look. We never ask you to say something you do not believe."),
        ("What you get", "£40 a month on the fifth, two pairs a season, and points for approved work. Cash and gifts are counted for tax, and you see the total."),
        ("Being open about it", "“#ad” is the first word, every time: in the picture of a story, and spoken in a film. We check this first."),
        ("Your opinion", "Yours, good or bad. We never pay for praise or stars, and never for a review."),
        ("Using what you make", "You own it. We may share it on our own site, mail and social accounts for twelve months, credited to you. Paid advertising is asked for each time and paid at £60 a piece."),
        ("One sock brand", "During the term you work with no other sock brand; all other gear is welcome."),
        ("Taking it down", "If you ask, we take your content down within ten working days; if we ask, you take yours down within 24 hours."),
        ("Your data", 'We keep your details, pieces and results to run the crew, and for 24 months after. Write to <a href="mailto:privacy@pellow.example">privacy@pellow.example</a> for a copy, a correction or deletion.'),
        ("If we disagree", "Write to us first. Somebody who did not make the decision looks at it again within ten working days. The law of England applies."),
    )
)  # fmt: skip
AGREEMENT = PackAgreement(2, "Trail Crew agreement", SHA, CLAUSES)

USUAL = Pack(
    document=DOCUMENT,
    program=PROGRAM,
    person=Addressee("Maya Okafor", "Maya"),
    contact=CONTACT,
    season_start=START,
    hello=SHORTEST.hello,
    closing=SHORTEST.closing,
    stands_for=(
        Part("Worn, not shown", Markup("<p>Everything is tried on wet paths for a winter before it is sold. If it fails, we say so.</p>")),
        Part("Two years, no questions", Markup("<p>A hole is our fault. Post us a picture and we post you a pair.</p>")),
        Part("Pay people properly", Markup("<p>Knitters earn £17 an hour. You earn money and points, on dates we keep.</p>")),
    ),
    why=Markup("<p>Socks are chosen by word of mouth. We would rather pay the people who talk than the places that print.</p>"),
    expect=Markup("<p>You already wear them. Say what is true, and say first that it is an ad. Send drafts only if you want help: we answer in two days.</p>"),
    how=Markup("<p>Do an action, send the link in the portal, and somebody looks at it within two working days.</p>"),
    benefits=Markup("<p>£40 a month, two pairs a season, and points that turn into things you can hold.</p>"),
    lines=(
        "You already wear them.",
        "Six-month term, a check-in monthly.",
        "Two to four pieces a month.",
        "£40 a month, two pairs a season, and points.",
        "#ad is the first word, every time.",
        "Your opinion, good or bad.",
        "Your code is for your people.",
        "Either side may end with 14 days’ notice.",
    ),
    pieces_least=2,
    pieces_most=4,
    formats=(
        PackFormat("Story", "Once or twice a month", "Three frames or more, link sticker on the last."),
        PackFormat("Post", "Once a month", "Daylight, a real walk, no stock pictures."),
        PackFormat("Film", "Twice a season", "20 to 45 seconds, captions on anything spoken."),
        PackFormat("Group walk", "Once a season", "Six people or more. We post the kit."),
    ),
    actions=ACTIONS,
    dates=(PackDate(START, "Season opens"), PackDate(date(2026, 3, 4), "First review call"), PackDate(date(2026, 5, 3), "Season closes")),
    brief=PackBrief(
        4,
        "Wet feet, warm feet",
        "Four things every piece has, five it never has. Everything else is yours.",
        ("“#ad” as the first word", "The product name, Pellow Merino Mid", "The claim as it is: merino blend, two-year replacement promise", "A real walk"),
        ("“Prevents blisters” and other health claims", "Competitors by name", "Unsafe ground", "Drones where they are banned", "Children’s faces"),
        ("Place", "story", "jokes", "failures"),
        right="#ad Third river this week and I stopped counting. Dry by the car.",
        wrong="Third river this week! So grateful to my friends at Pellow #wetfeet #gifted #ad",
    ),
    disclosure="Write “#ad” first, every time; in a story it stands in the picture, in a film you say it.",
    types=(
        PackType("Story or small job", "", 10, 1),
        PackType("Post", "", 5, 5),
        PackType("Video or group walk", "", 10, 4),
    ),
    rewards=(
        PackReward("£25 credit", "For anything in the shop", 100),
        PackReward("Winter kit", "Two pairs, a hat, a flask", 175),
        PackReward("Cash bonus", "£60 on the next fifth", 250),
        PackReward("Name a colour", "It stays in the range for a year", 325),
        PackReward("Factory day", "For two, travel paid", 400),
    ),
    reviewing=Markup("<ol><li>Is every piece labelled as an ad?</li><li>Did the planned actions happen?</li><li>Does it sound like you, and keep to the brief?</li></ol>"),
    bands=(
        PackBand("On track", "80 % or more of your actions done, all labelled", "Nothing. Carry on."),
        PackBand("Slipping", "50–79 % done, or one missing label", "We write and offer a call. You have 14 days."),
        PackBand("At risk", "Under 50 % two months running, or a second missing label", "We pause and talk. You can appeal."),
    ),
    leaving=Markup("<p>Either side may end with 14 days’ notice. What you have earned is paid, your link keeps leading somewhere, and you may come back.</p>"),
    agreement=AGREEMENT,
    link=PackLink("https://pellow.example/t/maya", "MAYA15"),
)  # fmt: skip

ACCEPTED = replace(USUAL, agreement=replace(AGREEMENT, evidence=EVIDENCE))

_WORDS = (
    "A long sentence that goes on about one thing and then about another, as people who care write them. "
)
_TEXT = Markup(
    f"<p>{_WORDS * 6}</p><h3>A heading within</h3><ul><li>{_WORDS}</li><li>{_WORDS}</li></ul><p>{_WORDS * 8}</p>"
)

LONGEST = replace(
    ACCEPTED,
    program=replace(PROGRAM, name="The Very Long Name of a Program That Fills the Whole Eighty Letters It May Fill..", organisation="An Organisation of Many Words " * 6, sentence=_WORDS * 4),
    person=Addressee("Wolfeschlegelsteinhausenbergerdorff " * 5 + "von und zu Ende", "Wolfeschlegelsteinhausenbergerdorff"),
    contact=replace(CONTACT, name="Maria del Carmen Fernanda Guadalupe " * 5, role=_WORDS, email="a" * 60 + "@" + "b" * 60 + ".example"),
    stands_for=tuple(Part(f"A value {n} with a heading of some length that turns", _TEXT) for n in range(8)),
    expect=_TEXT + _TEXT,
    how=_TEXT,
    benefits=_TEXT,
    lines=tuple(_WORDS * 2 for _ in range(12)),
    formats=tuple(PackFormat(f"Format number {n}", "As often as you like", _WORDS * 2) for n in range(9)),
    actions=tuple(
        PackAction(START + timedelta(days=n), _WORDS[:110], "A format", "A kind of work", 30, 1000, 20, START) for n in range(88)
    ),
    brief=PackBrief(12, _WORDS, _WORDS * 2, (_WORDS * 2,) * 12, (_WORDS,) * 14, (_WORDS,) * 5, _WORDS * 4, _WORDS * 4),
    disclosure=_WORDS * 5,
    types=tuple(PackType(f"Kind of work {n} {_WORDS}"[:60], "", 1000, n + 1) for n in range(20)),
    rewards=tuple(PackReward(f"Reward {n}", _WORDS, 1000 * n + 50) for n in range(24)),
    reviewing=_TEXT,
    bands=tuple(PackBand(f"Band {n}", _WORDS, _WORDS * 2) for n in range(5)),
    leaving=_TEXT + _TEXT,
    agreement=replace(AGREEMENT, clauses=CLAUSES * 3 + (Part("A long one", Markup(_TEXT * 2)),), evidence=EVIDENCE),
    link=PackLink("https://pellow.example/t/" + "maya-" * 20, "M" * 30),
)  # fmt: skip

HARM = (
    "<script>alert(1)</script>",
    '<img src="file:///etc/passwd" onerror="x">',
    "<svg><image href='http://127.0.0.1:9/x'/></svg>",
    "</style><style>body{display:none}</style>",
    "url(file:///etc/passwd)",
    "data:text/html;base64,AAAA",
    "{{ 7 * 7 }} {% raw %}",
    "x" * 300,
    "a\x00b\x01c\x1b[31m\u202eevil\u2066",
)


def harm() -> Markup:
    """A passage with harm in what fills it, and in its own words."""
    words = " ".join(HARM)
    filled_in = filled("{{ name }}", {"name": words}, {"name": word("", "")})
    return markdown.render(filled_in) + markdown.render(words)


def hostile() -> Pack:
    """The usual pack, with harm in every plain text."""
    words = " ".join(HARM)
    return replace(
        USUAL,
        document=replace(DOCUMENT, number="<b>&"),
        program=replace(PROGRAM, name=words, organisation=words, sentence=words, appeals_email="<a@b>"),
        person=Addressee(words, HARM[0]),
        contact=replace(CONTACT, name=words, role=words, email='"><script>@x', phone=words),
        lines=HARM,
        formats=(PackFormat(words, words, words),),
        actions=tuple(replace(action, title=words, format=words) for action in ACTIONS[:3]),
        dates=(PackDate(START, words),),
        brief=PackBrief(1, words, words, HARM, HARM, HARM, words, words),
        disclosure=words,
        types=(PackType(words, words, 1, 1),),
        rewards=(PackReward(words, words, 1),),
        bands=(PackBand(words, words, words),),
        agreement=replace(AGREEMENT, title=words, clauses=(Part(words, Markup("<p>Words</p>")),)),
        link=PackLink("javascript:alert(1)//" + words, words),
        hello=harm(),
    )
