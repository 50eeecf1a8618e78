"""Twins: the same link or file, sent in by anyone."""

import pytest

from portal.domain.working import evidence, twins
from portal.domain.working.evidence import Kept
from portal.domain.working.twins import Likeness
from portal.models.working.submission import Submission
from tests.conftest import NOW
from tests.support.rows_earning import a_submission
from tests.support.rows_onboarding import an_ambassador
from tests.support.statements import counted

pytestmark = pytest.mark.usefixtures("app")


def found(*works: Submission) -> dict[int, list[tuple[int, Likeness]]]:
    """What `twins` finds, by ids."""
    return {mine: [(twin.id, twin.likeness) for twin in each] for mine, each in twins.of(works).items()}


def test_the_same_link_is_found_whoever_sent_it() -> None:
    ada, ben = an_ambassador(at=NOW), an_ambassador(at=NOW)
    first = a_submission(ada, at=NOW, link="https://x.example/a?utm_source=mail")
    second = a_submission(ben, at=NOW, link="https://www.x.example/a/")
    a_submission(ben, at=NOW, link="https://x.example/b")
    a_submission(ben, at=NOW, link="https://x.example/a", send=False)
    assert found(first, second) == {
        first.id: [(second.id, Likeness.LINK)],
        second.id: [(first.id, Likeness.LINK)],
    }


def test_the_same_file_is_found() -> None:
    works = [a_submission(an_ambassador(at=NOW), at=NOW, send=False) for _ in range(3)]
    for work, letter in zip(works, "aab", strict=True):
        kept = Kept(sha256=letter * 64, size=1, media_type="image/png", name="a.png")
        evidence.attach(work, [kept, kept], at=NOW)
        work.sent_at = NOW
    assert found(*works) == {
        works[0].id: [(works[1].id, Likeness.FILE)],
        works[1].id: [(works[0].id, Likeness.FILE)],
    }


def test_no_link_is_nobodys_twin() -> None:
    ada = an_ambassador(at=NOW)
    assert found(*[a_submission(ada, at=NOW, link="", note="I was there.") for _ in range(2)]) == {}


def test_many_are_asked_for_in_one_statement() -> None:
    ada = an_ambassador(at=NOW)
    works = [a_submission(ada, at=NOW, link="https://x.example/a") for _ in range(5)]
    with counted() as statements:
        assert len(twins.of(works)) == 5
    assert len(statements) == 1
