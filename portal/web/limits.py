"""Limits on how often one visitor may ask, counted in the database or in Redis."""

import math
import time
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, g, request, session
from flask_limiter import Limiter, RouteLimit
from limits import RateLimitItemPerHour
from limits.storage import Storage
from sqlalchemy import Engine, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from portal.config import Config
from portal.db import db, writing
from portal.domain.people.sign_ins import fingerprint
from portal.domain.refusal import Refused
from portal.models.limit import Limit
from portal.web.access import View, visitor
from portal.web.entrance import HALF
from portal.web.forms.base import tidy
from portal.web.known import tries_of

limiter = Limiter(lambda: request.remote_addr or "unknown", strategy="fixed-window", headers_enabled=True)

KNOCK = limiter.limit("10 per minute; 60 per hour", methods=["POST"])
LOOK = limiter.limit("60 per minute")
CHECK = limiter.limit("20 per minute; 200 per hour")
PRINT = limiter.limit("10 per minute")
PIECES = RateLimitItemPerHour(60)


def _guesses(whose: Callable[[], object]) -> RouteLimit:
    """Limit the tries at one account, wherever they come from; what is counted under is a hash."""
    key = lambda: f"account:{fingerprint(str(whose()))}"  # noqa: E731
    return limiter.limit("10 per 15 minutes; 50 per day", methods=["POST"], key_func=key)


GUESS = _guesses(lambda: tries_of(tidy(request.form.get("email")) or ""))
GUESS_CODE = _guesses(lambda: (session.get(HALF) or {}).get("person"))
GUESS_AGAIN = _guesses(lambda: session.get("_user_id"))


def sends(pieces: Callable[[], int] = lambda: 1) -> Callable[[View], View]:
    """Label a view that sends work in, `pieces` of it; the view asks `too_often` what came of the count."""

    def label(view: View) -> View:
        view.pieces = pieces  # type: ignore[attr-defined]
        return view

    return label


def too_often() -> Refused | None:
    """Return why the visitor cannot send in what this request brings, or None."""
    why: Refused | None = g.get("too_often")
    return why


def _count_pieces() -> None:
    """Count what is sent in before the request begins to write, as every count; the form is kept, so that
    the view answers itself. What is refused is not counted, for it comes again."""
    view = current_app.view_functions.get(request.endpoint or "")
    pieces, person = getattr(view, "pieces", None), visitor()
    if request.method != "POST" or pieces is None or person is None or _is_test():
        return
    counted = (PIECES, f"pieces:{person.id}")
    if limiter.limiter.test(*counted, cost=pieces()) and limiter.limiter.hit(*counted, cost=pieces()):
        return
    seconds = limiter.limiter.get_window_stats(*counted).reset_time - time.time()
    g.too_often = Refused(
        "That is more than %(most)s pieces within an hour, which is as much as we take. "
        "Send it again in %(minutes)s minutes: nothing that you typed is lost.",
        most=PIECES.amount,
        minutes=math.ceil(seconds / 60) + 1,
    )


class DatabaseStorage(Storage):
    """Counts in the table `limits`, each in a short transaction of its own."""

    STORAGE_SCHEME = ["database"]  # noqa: RUF012

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: Any) -> None:
        super().__init__(uri, wrap_exceptions, **options)

    @property
    def base_exceptions(self) -> type[Exception]:
        """Return what the storage may raise."""
        return Exception

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count `amount` more under `key`, for `expiry` seconds from the first; return the count."""
        now = int(time.time())
        insert = postgresql.insert if _engine().dialect.name == "postgresql" else sqlite.insert
        fresh = insert(Limit).values(key=key[:300], count=amount, expires=now + int(expiry))
        over = Limit.expires <= now
        counted = fresh.on_conflict_do_update(
            index_elements=[Limit.key],
            set_={
                "count": case((over, amount), else_=Limit.count + amount),
                "expires": case((over, now + int(expiry)), else_=Limit.expires),
            },
        ).returning(Limit.count)
        with writing(), _engine().begin() as connection:
            if now % 100 == 0:
                connection.execute(delete(Limit).where(Limit.expires <= now - 60))
            return int(connection.scalar(counted) or 0)

    def get(self, key: str) -> int:
        """Return the count under `key`, 0 when its window is over."""
        chosen = select(Limit.count).where(Limit.key == key[:300], Limit.expires > int(time.time()))
        with _engine().connect() as connection:
            return int(connection.scalar(chosen) or 0)

    def get_expiry(self, key: str) -> float:
        """Return when the window of `key` ends, in Unix seconds."""
        with _engine().connect() as connection:
            ends = connection.scalar(select(Limit.expires).where(Limit.key == key[:300]))
        return float(ends or time.time())

    def check(self) -> bool:
        """Whether the database answers."""
        with _engine().connect() as connection:
            return connection.scalar(select(1)) == 1

    def reset(self) -> int | None:
        """Forget every count; return how many there were."""
        with writing(), _engine().begin() as connection:
            return connection.execute(delete(Limit)).rowcount

    def clear(self, key: str) -> None:
        """Forget the count under `key`."""
        with writing(), _engine().begin() as connection:
            connection.execute(delete(Limit).where(Limit.key == key[:300]))


def _engine() -> Engine:
    return db.engine


def wrap(app: Flask, config: Config) -> None:
    """Count in Redis where there is one, else in the database."""
    app.config["RATELIMIT_STORAGE_URI"] = config.redis_url or "database://"
    limiter.init_app(app)
    app.before_request(_count_pieces)


@limiter.request_filter
def _is_test() -> bool:
    """Tests knock as often as they like; asked of the app at hand, as one limiter serves all apps."""
    return bool(current_app.testing)
