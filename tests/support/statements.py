"""Counting the statements that a page needs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from portal.db import db

QUIET = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA")


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements sent inside the block, without those that only keep transactions."""
    sent: list[str] = []
    listen: Callable[..., Any] = lambda *facts: sent.append(facts[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)
        sent[:] = [text for text in sent if not text.startswith(QUIET)]
