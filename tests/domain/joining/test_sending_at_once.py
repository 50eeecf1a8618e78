"""The same address sending twice at the same moment: one counts, the other is its twin."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

from flask_migrate import upgrade
from sqlalchemy import select

from portal.app import create_app
from portal.config import Config
from portal.db import db, transaction
from portal.domain.joining import applications
from portal.models.joining.application import Application, ApplicationState
from portal.models.letter import Letter
from tests.conftest import NOW
from tests.support.rows_applying import a_full_draft, link, open_doors

DRAFTS = 6


def test_of_many_sent_at_once_one_counts(elsewhere: Config) -> None:
    app = create_app(replace(elsewhere, mode="test"))
    with app.app_context():
        upgrade()
        open_doors()
        ids = [a_full_draft(at=NOW)[0].id for _ in range(DRAFTS)]
        db.session.commit()
        db.session.remove()
    together = Barrier(DRAFTS)

    def send(id: int) -> None:
        with app.app_context():
            together.wait()
            transaction(
                lambda: applications.send(
                    db.session.get_one(Application, id), consent="K.", marketing=None, link=link, at=NOW
                )
            )

    with ThreadPoolExecutor(DRAFTS) as pool:
        list(pool.map(send, ids))
    with app.app_context():
        rows = db.session.scalars(select(Application)).all()
        counts = [row for row in rows if row.state is ApplicationState.NEW]
        assert len(counts) == 1
        assert {row.twin_of_id for row in rows if row is not counts[0]} == {counts[0].id}
        assert all(row.number for row in rows)
        received = db.session.scalars(select(Letter).where(Letter.kind == "application_received")).all()
        assert len(received) == 1
        db.session.remove()
        db.engine.dispose()
