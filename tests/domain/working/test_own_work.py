"""What one person made: what was sent in before with the same link."""

from datetime import timedelta

import pytest

from portal.domain.working import own_work
from tests.conftest import NOW
from tests.support.rows_earning import a_submission
from tests.support.rows_onboarding import an_ambassador

LINK = "https://pics.example/the-hedge"


@pytest.mark.usefixtures("app")
def test_the_last_of_ones_own_that_was_sent_in_is_named() -> None:
    ada, ben = (an_ambassador(at=NOW) for _ in range(2))
    new = a_submission(ada, at=NOW, link=LINK, send=False)
    a_submission(ada, at=NOW, link=LINK, send=False)
    a_submission(ben, at=NOW, link=LINK)
    assert own_work.sent_before(ada.person, new) is None
    a_submission(ada, at=NOW, link=LINK)
    last = a_submission(ada, at=NOW + timedelta(days=1), link=f"{LINK}/?utm_source=letter")
    assert own_work.sent_before(ada.person, new) is last
    assert own_work.sent_before(ada.person, a_submission(ada, at=NOW, link="", send=False)) is None
