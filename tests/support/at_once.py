"""Several deeds in the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from portal.db import transaction
from portal.domain.refusal import Refused

Deed = Callable[[], object]


def at_once(app: Flask, *deeds: Deed) -> list[str]:
    """Do the deeds at the same moment, each in a transaction of its own; return what came of them."""
    start = Barrier(len(deeds))

    def run(deed: Deed) -> str:
        with app.app_context():
            start.wait()
            try:
                transaction(deed)
            except Refused as why:
                return str(why)
            return "done"

    with ThreadPoolExecutor(len(deeds)) as threads:
        return sorted(threads.map(run, deeds))
