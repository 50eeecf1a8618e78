"""Submissions: what work asks for when it is sent."""

import pytest

from portal.domain.working import submissions
from tests.conftest import NOW
from tests.support.rows_earning import a_submission
from tests.support.rows_onboarding import an_ambassador
from tests.support.rows_working import a_type, an_action

pytestmark = pytest.mark.usefixtures("app")


def test_a_draft_earns_what_its_action_does_when_it_is_sent() -> None:
    action = an_action(on=NOW.date(), at=NOW, base_points=1000)
    draft = a_submission(an_ambassador(at=NOW), at=NOW, action=action, send=False)
    action.base_points, action.activity_type = 10, a_type("Speaking")
    submissions.send(draft, at=NOW)
    assert (draft.base_points, draft.weight, draft.activity_type.name) == (10, 5, "Speaking")


def test_a_draft_of_ones_own_accord_earns_what_its_type_does_when_it_is_sent() -> None:
    kind = a_type("Content")
    draft = a_submission(an_ambassador(at=NOW), at=NOW, kind=kind, send=False)
    kind.base_points, kind.weight = 7, 2
    submissions.send(draft, at=NOW)
    assert (draft.base_points, draft.weight) == (7, 2)
