"""The worker: sweeps the rows for what is to be done, again and again, until it is told to stop."""

import signal
import threading
from types import FrameType

from flask import Flask

from portal import clock
from portal.app import create_app
from portal.db import db, transaction
from portal.models.worker import Beat
from portal.web import logs

PAUSE = 1.0


def sweep(app: Flask) -> None:
    """Do once whatever waits."""
    with app.app_context():
        transaction(lambda: db.session.merge(Beat(name="worker", at=clock.now())))


def main() -> None:
    """Work until SIGTERM or SIGINT."""
    logs.start()
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    app = create_app()
    while not stop.is_set():
        sweep(app)
        stop.wait(PAUSE)


if __name__ == "__main__":
    main()
