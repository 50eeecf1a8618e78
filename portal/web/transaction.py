"""The request is the transaction: answered below 400 it commits, else it rolls back."""

from flask import Flask, Response, current_app, g, request

from portal.db import commit, reading, rollback

SAFE = {"GET", "HEAD", "OPTIONS"}


def wrap(app: Flask) -> None:
    """Give every request of `app` its transaction; safe methods only read."""
    app.before_request_funcs.setdefault(None, []).insert(0, _begin)
    app.after_request(_finish)
    app.teardown_request(_tear_down)


def open_for_writing(app: Flask) -> None:
    """Let the views of `app` write; to be called when all that comes before them is registered.

    What stands before a view only reads, and leaves nothing open: a limit counts in a transaction of
    its own, and would wait for the request that it belongs to.
    """
    app.before_request(_begin_writing)


def _begin() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    is_safe = request.method in SAFE and not getattr(view, "writes", False)
    g.reads = is_safe or getattr(view, "reads", False)
    request.max_content_length = current_app.config["MAX_CONTENT_LENGTH"] * getattr(view, "files", 1)
    g.reading = reading()
    g.reading.__enter__()
    if request.method not in SAFE:
        _ = request.form  # the whole body, now: who sends it slowly holds nothing of the database


def _begin_writing() -> None:
    if not g.reads:
        rollback()
        g.pop("reading").__exit__(None, None, None)


def _finish(response: Response) -> Response:
    if response.status_code < 400 and not g.get("reads", True):
        commit()
    else:
        rollback()
    return response


def _tear_down(_error: BaseException | None) -> None:
    rollback()
    if "reading" in g:
        g.pop("reading").__exit__(None, None, None)
