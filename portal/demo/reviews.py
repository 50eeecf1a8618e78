"""The letters about reviews: a worker would have written them, day after day."""

from datetime import datetime, timedelta

from portal.demo.work import Story
from portal.domain.working import review_letters
from portal.models.working.submission import Submission
from portal.models.working.verdict import Verdict

DAYS = 120


def tell(story: Story, *, url: str, at: datetime) -> None:
    """Add to the story one evening a day, up to yesterday, on which people are told."""
    for days in range(DAYS, 0, -1):
        story.tell(at - timedelta(days=days), lambda when: _write(url=url, at=when))


def _write(*, url: str, at: datetime) -> None:
    while review_letters.write_next(say=_said, link=f"{url}/me/submissions", at=at):
        pass


def _said(verdict: Verdict, submission: Submission) -> str:
    earned = (
        f" Points: {verdict.base_points} × {verdict.weight} = {verdict.points}." if verdict.awards else ""
    )
    return f"{submission.title}: {verdict.outcome.value}.{earned}\n{verdict.note}".strip()
