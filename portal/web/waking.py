"""Waking the worker once a transaction has left it something to do."""

import logging
from typing import Any

from flask import Flask, current_app
from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from portal.config import Config
from portal.db import db
from portal.models.letter import Letter, LetterState
from portal.models.paper.print_run import PrintRun, RunState
from portal.outside import jobs

log = logging.getLogger("portal.jobs")


def wrap(app: Flask, config: Config) -> None:
    """Give `app` the queue that its worker listens to."""
    huey = jobs.queue(url=config.queue_url, var=config.var, secret=config.secret_key)
    app.extensions["wake"] = jobs.waker(huey)


def job_of(row: Any) -> str | None:
    """Return which job a row waits for, or None."""
    if isinstance(row, Letter) and row.state == LetterState.QUEUED:
        return "letters"
    if isinstance(row, PrintRun) and row.state == RunState.WAITING:
        return "print runs"
    return None


@event.listens_for(db.session, "after_flush")
def _note(session: Session, _context: object) -> None:
    waiting = {job_of(row) for row in (*session.new, *session.dirty)} - {None}
    session.info.setdefault("wake", set()).update(waiting)


@event.listens_for(db.session, "after_soft_rollback")
def _forget(session: Session, undone: SessionTransaction) -> None:
    """A savepoint undone wakes the worker for nothing, and takes as long as one that was kept."""
    if not undone.nested:
        session.info.pop("wake", None)


@event.listens_for(db.session, "after_commit")
def _wake(session: Session) -> None:
    """A queue that does not answer only delays: the worker looks every minute by itself."""
    for name in session.info.pop("wake", ()):
        try:
            current_app.extensions["wake"](name)
        except Exception as error:
            log.warning("the worker was not woken", extra={"facts": {"error": type(error).__name__}})
