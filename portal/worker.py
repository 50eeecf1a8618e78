"""The worker: does what rows ask for, woken by the queue, until it is told to stop."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import FrameType

from flask import Flask, current_app

from portal import clock, judging
from portal.app import create_app
from portal.config import Config
from portal.db import db, reading, transaction
from portal.domain import housekeeping
from portal.domain.earning import closing, redemption_desk, redemption_letters, renewals, terms
from portal.domain.joining import forgetting
from portal.domain.refusal import Refused
from portal.domain.working import activity_types
from portal.models.worker import Beat
from portal.outside import jobs
from portal.outside.pdf import Press
from portal.postman import deliver_next
from portal.printing import Printer
from portal.web import logs, reviews
from portal.web.addresses import absolute, links_of_papers, redemption_link
from portal.web.openings import tell

log = logging.getLogger("portal.worker")
# Papers are set by processes of their own, so two lanes keep two cores busy; more would leave none to others.
LANES = {"print runs": min(2, os.cpu_count() or 1)}
press = Press(workers=LANES["print runs"])


def print_next() -> bool:
    """Print the next sheet that waits; return whether there was one."""
    return Printer(press, current_app.extensions["store"], links_of_papers(), clock.now).step()


def tell_who_waited() -> bool:
    """Write to those who waited for the doors to open; return whether there were any."""
    return transaction(lambda: tell(by=None, at=clock.now())) > 0


def forget_applicants() -> None:
    """Delete what applicants wrote, where the time that we promised is over."""
    transaction(lambda: forgetting.forget(at=clock.now()))


def close_quarter() -> bool:
    """Close the quarter that is over, if there is one and rules say how; another worker may be faster."""
    now = clock.now()
    with reading():
        quarter = closing.due(at=now) if terms.are_known() else None
    db.session.rollback()
    if quarter is None:
        return False
    try:
        transaction(lambda: closing.close(quarter, by=None, at=now))
    except Refused as why:
        log.info("no close: %s", why)
        return False
    return True


def weigh_anew() -> bool:
    """Let weights that were decided for today carry; return whether there were any."""
    return transaction(lambda: activity_types.bring_into_force(at=clock.now()))


def tell_of_renewals() -> bool:
    """Write to the next people whose place was renewed, or is at risk; return whether there were any."""
    link = absolute("ambassador.points.page")
    return transaction(lambda: renewals.tell(link=link, at=clock.now())) > 0


def tell_of_reviews() -> bool:
    """Write to the next ambassador whose work was reviewed; return whether there was one."""
    return transaction(lambda: reviews.tell_next(at=clock.now()))


def ask_about_rewards() -> bool:
    """Write to the next owners of rewards that wait for a word of theirs; return whether there were any."""
    return transaction(lambda: redemption_letters.write(link=redemption_link, at=clock.now())) > 0


def erase_addresses() -> None:
    """Erase where rewards went, once nobody needs it any more."""
    transaction(lambda: redemption_desk.erase_addresses(at=clock.now()))


def judge_napkins() -> bool:
    """Judge the napkins of the draft and of the rules in force, whatever changed them."""
    return judging.next_unjudged(press, at=clock.now())


Step = Callable[[], bool]

# A step does one piece of work, in transactions of its own, and says whether there was one.
SWEEPS: dict[str, Step] = {
    "letters": lambda: deliver_next(now=clock.now),
    "print runs": print_next,
    "openings": tell_who_waited,
    "reviews": tell_of_reviews,
    "quarters": close_quarter,
    "weights": weigh_anew,
    "renewals": tell_of_renewals,
    "rewards": ask_about_rewards,
    "napkins": judge_napkins,
}
CHORES: dict[str, Callable[[], None]] = {
    "housekeeping": lambda: transaction(lambda: housekeeping.tidy(at=clock.now())),
    "forgetting": forget_applicants,
    "addresses": erase_addresses,
}
BEAT_SECONDS = 15
PATIENCE_SECONDS = 8


class Sweep:
    """Steps taken until there is nothing left to do; a wake in the middle makes it look once more."""

    def __init__(self, app: Flask, step: Step, stop: threading.Event) -> None:
        self._app, self._step, self._stop = app, step, stop
        self._wanted = threading.Event()
        self._busy = threading.Lock()

    def __call__(self) -> None:
        """Take all steps, unless another thread does already."""
        self._wanted.set()
        while self._wanted.is_set() and self._busy.acquire(blocking=False):
            try:
                self._wanted.clear()
                while not self._stop.is_set() and self._one():
                    pass
            finally:
                self._busy.release()

    def _one(self) -> bool:
        with self._app.app_context():
            return self._step()


def at_once(lanes: Sequence[Callable[[], None]]) -> None:
    """Run each lane in a thread of its own, and return when the last one ends."""
    with ThreadPoolExecutor(len(lanes)) as pool:
        for lane in [pool.submit(lane) for lane in lanes]:
            lane.result()


def beat(app: Flask) -> None:
    """Leave a sign of life; a database that is locked just now is no reason to die."""
    try:
        with app.app_context():
            transaction(lambda: db.session.merge(Beat(name="worker", at=clock.now())))
    except Exception:
        log.exception("no sign of life could be left")


def do(app: Flask, name: str, sweeps: Mapping[str, Sequence[Sweep]]) -> None:
    """Do the job that the queue names; a name that nobody knows, from another version, is passed over."""
    if name in sweeps:
        at_once(sweeps[name])
    elif name in CHORES:
        with app.app_context():
            CHORES[name]()


def work(app: Flask, stop: threading.Event) -> None:
    """Do all jobs of `app` until `stop` is set; what is in hand then is finished."""
    config: Config = app.extensions["portal"]
    sweeps = {
        name: [Sweep(app, step, stop) for _ in range(LANES.get(name, 1))] for name, step in SWEEPS.items()
    }
    huey = jobs.queue(url=config.queue_url, var=config.var, secret=config.secret_key)
    wake = jobs.waker(huey, lambda name: do(app, name, sweeps))
    jobs.repeat(huey, wake, minutely=SWEEPS, nightly=CHORES)
    huey.flush()
    beat(app)
    for name in SWEEPS:
        wake(name)
    consumer = huey.create_consumer(
        workers=sum(map(len, sweeps.values())) + 1,
        max_delay=0.5,
        shutdown_timeout=PATIENCE_SECONDS,
        check_worker_health=True,
    )
    consumer._set_signal_handlers = lambda: None  # ours, in main(), set `stop`
    consumer.start()
    while not stop.wait(BEAT_SECONDS):
        beat(app)
        consumer.check_worker_health()
    consumer.stop(graceful=True)


def main() -> None:
    """Work until SIGTERM or SIGINT."""
    logs.start()
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    with press:
        work(create_app(), stop)


if __name__ == "__main__":
    main()
