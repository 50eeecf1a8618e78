"""Begin the program: its one row, the rubric, four activity types, the first draft of the rules."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

RUBRIC = (
    (
        "content",
        "Content over 90 days",
        "Quality and consistency of what the person made in the last 90 days.",
        "Nothing of their own in 90 days.",
        "Good pieces now and then.",
        "Good pieces, steadily, in a voice of their own.",
    ),
    (
        "audience",
        "Audience fit",
        "Whether the people they reach are the people we are for.",
        "Other people than ours.",
        "Some of ours among many.",
        "The very people, and they answer.",
    ),
    (
        "comments",
        "Substance of comments",
        "What people say back, and what becomes of it.",
        "No replies, or empty ones.",
        "Friendly replies.",
        "Questions, disagreement, people who come back.",
    ),
    (
        "ties",
        "Freedom from ties",
        "Other brands and interests that pull the other way.",
        "Tied to somebody we compete with.",
        "Ties that are said openly.",
        "No ties that matter.",
    ),
    (
        "response",
        "Response and care",
        "How the person answers, and how carefully the application is made.",
        "Careless or late.",
        "Answers what was asked.",
        "Thoughtful, prompt and clear.",
    ),
)
TYPES = (("Forum", 1), ("Content", 3), ("Mentoring", 4), ("Speaking", 5))


def upgrade() -> None:
    now = datetime.now(UTC)
    if op.get_bind().dialect.name == "sqlite":
        now = now.replace(tzinfo=None)
    _insert(
        "programs",
        id=1,
        name="Ambassador program",
        organisation="Our organisation",
        short_name="Ambassadors",
        promise="Help people, and be thanked for it.",
        sentence="A program for people who help others along.",
        brand_colour="#8c2352",
        contact_name="The program team",
        contact_role="",
        contact_email="ambassadors@localhost",
        contact_phone="",
        appeals_email="",
        time_zone="UTC",
        currency="EUR",
        language="en",
        paper="A4",
        link_base="",
        doors="closed",
        least_age=18,
        reviews_needed=2,
        answer_days=14,
        reapply_days=90,
        pass_mark=0,
        privacy="",
        changed_at=now,
    )
    for place, (key, name, about, nought, two, four) in enumerate(RUBRIC):
        _insert(
            "rubric_lines",
            key=key,
            position=place,
            name=name,
            about=about,
            words0=nought,
            words2=two,
            words4=four,
            weight=1,
        )
    for place, (name, weight) in enumerate(TYPES):
        _insert("activity_types", name=name, about="", weight=weight, position=place)
    _insert("revisions", **_draft())


def downgrade() -> None:
    for table in ("revisions", "activity_types", "rubric_lines", "programs"):
        op.execute(sa.table(table).delete())


def _draft() -> dict[str, object]:
    texts = ("note", "deal", "stands_for", "why", "expect", "how", "benefits", "reviewing", "leaving")
    lists = ("lines", "formats", "bands", "activity_types")
    return {
        **dict.fromkeys(texts, ""),
        **{name: [] for name in lists},
        "disclosure": "#ad",
        "pieces_least": 2,
        "pieces_most": 4,
        "fading": 25,
        "threshold": 100,
        "provisional_quarters": 1,
    }


def _insert(table: str, **values: object) -> None:
    columns = [
        sa.column(name, sa.JSON() if isinstance(value, list) else None) for name, value in values.items()
    ]
    op.bulk_insert(sa.table(table, *columns), [values])
