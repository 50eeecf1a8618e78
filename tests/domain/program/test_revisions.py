"""The rules: drafted, published, compared."""

import threading
from datetime import timedelta

import pytest
from flask_migrate import upgrade
from hypothesis import given
from hypothesis import strategies as st

from portal.app import create_app
from portal.config import Config
from portal.db import db, transaction
from portal.domain.earning import rewards
from portal.domain.program import revisions, revisions_compared
from portal.domain.refusal import Refused
from portal.domain.working import activity_types
from tests.conftest import NOW
from tests.support.rows_earning import a_reward
from tests.support.rows_working import a_type, the_rules


@pytest.mark.parametrize(
    "wording",
    ["#ad", "#Ad – I’m an ambassador.", "Ad: gifted", "ADVERT!", "#Werbung, geschenkt", "Publicité"],
)
def test_a_disclosure_says_it_first(wording: str) -> None:
    assert revisions.discloses(wording)


@pytest.mark.parametrize(
    "lone", ["#ambassador", "#gifted", "#collab", "#sp", "#thanks", "", "#", "—", "#addict"]
)
def test_a_lone_tag_does_not_pass(lone: str) -> None:
    assert not revisions.discloses(lone)


@given(st.text())
def test_any_wording_is_judged(wording: str) -> None:
    assert revisions.discloses(wording) in {True, False}


def test_a_revision_never_changes_afterwards(app: object) -> None:
    first = the_rules(at=NOW)
    kept = {name: getattr(first, name) for name in (*revisions.MATTER, "activity_types", "note")}
    the_rules(lines=["Other."], why="Other.", at=NOW + timedelta(days=1))
    activity_types.reweigh(a_type("Speaking"), weight=7, reason="So.", on=NOW.date(), by=None, at=NOW)
    db.session.expire_all()
    assert {name: getattr(first, name) for name in kept} == kept


def test_another_weight_is_something_to_publish(app: object) -> None:
    first = the_rules(at=NOW)
    activity_types.reweigh(a_type("Speaking"), weight=7, reason="So.", on=NOW.date(), by=None, at=NOW)
    (change,) = revisions_compared.changes(first, revisions.draft(), on=NOW.date())
    assert change.field == "activity_types"
    assert revisions.publish(revisions.draft().id, note="Talks.", by=None, at=NOW).number == 2


def test_a_revision_keeps_the_rewards_that_it_promised(app: object) -> None:
    mug = a_reward(about="Blue", stock=3, at=NOW)
    first = the_rules(at=NOW)
    promised = {"name": "Mug", "about": "Blue", "cost": 100, "milestone": None, "standing": None}
    assert first.rewards == [promised]
    a_reward("Seat", milestone="standing", standing=400, at=NOW)
    rewards.change(mug, name="Mug", about="Blue", kind=mug.kind, cost=1400, by=None, at=NOW)
    (change,) = revisions_compared.changes(first, revisions.draft(), on=NOW.date())
    assert change.field == "rewards"
    second = revisions.publish(revisions.draft().id, note="Dearer mugs.", by=None, at=NOW)
    assert [(each["name"], each["cost"], each["standing"]) for each in second.rewards] == [
        ("Mug", 1400, None),
        ("Seat", None, 400),
    ]
    assert first.rewards == [promised]


def test_two_at_once_publish_once(elsewhere: Config) -> None:
    app = create_app(elsewhere)
    with app.app_context():
        upgrade()
        from_draft = revisions.draft().id
        needed = dict.fromkeys(("why", "expect", "how", "benefits"), "So.")
        transaction(lambda: revisions.write(needed, by=None, at=NOW))
    said: list[str] = []
    start = threading.Barrier(4)

    def publish() -> None:
        with app.app_context():
            start.wait()
            try:
                transaction(lambda: revisions.publish(from_draft, note="Now.", by=None, at=NOW))
                said.append("published")
            except Refused as why:
                said.append(str(why))

    threads = [threading.Thread(target=publish) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["This draft was published already, as revision 1."] * 3 + ["published"]
    with app.app_context():
        assert [revision.number for revision in revisions.published()] == [1]
