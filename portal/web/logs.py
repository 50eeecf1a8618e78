"""Logs as one JSON object a line, with a request id and nothing about people."""

import json
import logging
import re
import secrets
import time
from typing import Any

from flask import Flask, Response, g, request

log = logging.getLogger("portal.request")
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class Lines(logging.Formatter):
    """Sets a record as one line of JSON; a traceback without the values it held."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def _places(trace: Any) -> list[str]:
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-8:]


def start() -> None:
    """Send all logs to standard error, a line each."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("fontTools", "weasyprint", "huey", "alembic", "werkzeug", "flask-limiter"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def wrap(app: Flask) -> None:
    """Give every request of `app` an id and a line in the log."""
    app.before_request_funcs.setdefault(None, []).insert(0, _begin)
    app.after_request(_finish)


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if _ID.fullmatch(given) else secrets.token_hex(8)
    g.began = time.perf_counter()


def _finish(response: Response) -> Response:
    facts = {
        "request": g.get("request_id", ""),
        "method": request.method,
        "view": request.endpoint or "",
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
    }
    log.info("answered", extra={"facts": facts})
    return response
