"""A revision of the rules: drafted, then published with a number, and kept."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment
from portal.models.person import Person


class Revision(Base):
    """Everything the program promises and asks; without a number it is the draft.

    `formats` is a list of {name, every, spec}; `lines` the rules that fit on a napkin;
    `bands` a list of {name, when, then}; `activity_types` is the list of
    {name, weight, about, base_points} and `rewards` that of {name, about, cost, milestone, standing}, each
    as it stood when the revision was published. `napkin` is the verdict on its napkin, None before there
    was one.
    """

    __tablename__ = "revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int | None] = mapped_column(unique=True)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    deal: Mapped[str] = mapped_column(Text, default="")
    stands_for: Mapped[str] = mapped_column(Text, default="")
    why: Mapped[str] = mapped_column(Text, default="")
    expect: Mapped[str] = mapped_column(Text, default="")
    how: Mapped[str] = mapped_column(Text, default="")
    benefits: Mapped[str] = mapped_column(Text, default="")
    lines: Mapped[list[str]] = mapped_column(JSON, default=list)
    pieces_least: Mapped[int] = mapped_column(default=2)
    pieces_most: Mapped[int] = mapped_column(default=4)
    formats: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    reviewing: Mapped[str] = mapped_column(Text, default="")
    bands: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    leaving: Mapped[str] = mapped_column(Text, default="")
    fading: Mapped[int] = mapped_column(default=25)
    threshold: Mapped[int] = mapped_column(default=100)
    provisional_quarters: Mapped[int] = mapped_column(default=1)
    disclosure: Mapped[str] = mapped_column(Text, default="")
    activity_types: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    rewards: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON().with_variant(JSONB(), "postgresql"), default=list, server_default="[]"
    )
    napkin: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    published_by: Mapped[Person | None] = relationship()

    @property
    def is_draft(self) -> bool:
        """Whether the revision is still being written."""
        return self.number is None
