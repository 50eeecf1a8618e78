"""Twins: the same link, or the same file, sent in by anyone for something else."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, literal, select, union
from sqlalchemy.orm import aliased

from portal.db import db
from portal.models.file import File
from portal.models.person import Person
from portal.models.working.submission import Evidence, Submission, SubmissionState


class Likeness(enum.StrEnum):
    """What two submissions share."""

    LINK = "link"
    FILE = "file"


@dataclass(frozen=True, kw_only=True)
class Twin:
    """A submission that has the link or a file of another one; drafts are nobody's business."""

    id: int
    likeness: Likeness
    title: str
    person_id: int
    name: str
    state: SubmissionState
    sent_at: datetime


def of(submissions: Sequence[Submission]) -> dict[int, list[Twin]]:
    """Return the twins of each submission that has any, by its id, oldest first; one statement for all."""
    if not submissions:
        return {}
    ids = [submission.id for submission in submissions]
    pairs = union(_by_link(ids), _by_file(ids)).subquery()
    chosen = (
        select(pairs.c.mine, pairs.c.likeness, Submission, Person.name)
        .join(Submission, Submission.id == pairs.c.other)
        .join(Person, Person.id == Submission.person_id)
        .where(Submission.sent_at.is_not(None))
        .order_by(Submission.sent_at, Submission.id, pairs.c.likeness)
    )
    found: dict[int, list[Twin]] = {}
    for mine, likeness, other, name in db.session.execute(chosen):
        found.setdefault(mine, []).append(
            Twin(
                id=other.id, likeness=Likeness(likeness), title=other.title, person_id=other.person_id,
                name=name, state=other.state, sent_at=other.sent_at,
            )
        )  # fmt: skip
    return found


def _by_link(ids: list[int]) -> Select[int, int, str]:
    mine, other = aliased(Submission), aliased(Submission)
    same = (other.link_key == mine.link_key) & (other.id != mine.id)
    return (
        select(mine.id.label("mine"), other.id.label("other"), literal(Likeness.LINK.value).label("likeness"))
        .join(other, same)
        .where(mine.id.in_(ids), mine.link_key != "")
    )


def _by_file(ids: list[int]) -> Select[int, int, str]:
    mine, other = aliased(Evidence), aliased(Evidence)
    file, same = aliased(File), aliased(File)
    return (
        select(
            mine.submission_id.label("mine"),
            other.submission_id.label("other"),
            literal(Likeness.FILE.value).label("likeness"),
        )
        .join(file, file.id == mine.file_id)
        .join(same, same.sha256 == file.sha256)
        .join(other, (other.file_id == same.id) & (other.submission_id != mine.submission_id))
        .where(mine.submission_id.in_(ids))
    )
