"""What people are told when something cannot be done, and what to do next."""

import errno
import logging
from datetime import date
from http import HTTPStatus

from flask import Flask, current_app, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, format_date, gettext
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, NoResultFound
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from portal.db import rollback
from portal.domain.refusal import Refused
from portal.outside.files import Lost
from portal.web import statements
from portal.web.htmx import aside, asked_by_htmx

log = logging.getLogger("portal")

SENTENCES = {
    400: (_("That request could not be read"), _("Go back, reload the page and try once more.")),
    403: (_("This page is not for your account"), _("Sign in with another account, or ask an admin.")),
    404: (_("There is nothing here"), _("The address may be mistyped, or the page is gone.")),
    405: (_("That cannot be done here"), _("Go back and use the button on the page.")),
    409: (_("That cannot be done now"), _("Go back; the page shows how things stand.")),
    413: (
        _("That is too large to send"),
        _("Go back: what you typed is still in your browser. Shorten it, or choose a smaller file."),
    ),
    429: (_("Too many tries in a short time"), _("Wait a few minutes, then try again.")),
    500: (_("Something broke on our side"), _("Nothing was changed. Try again; if it stays, write to us.")),
    507: (
        _("The disk of the portal is full"),
        _("Nothing was changed. Tell whoever runs the portal to make room, then go back and send it again."),
    ),
    503: (
        _("The portal cannot reach its database"),
        _("Nothing was changed. What you typed is still in your browser: go back and send it again soon."),
    ),
}
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
LOST = _(
    "The file that was kept is gone, or its bytes are not what they were, so nothing is handed over. Tell "
    "whoever runs the portal: a backup has it."
)
EXPIRED = _("This page was open longer than you were signed in. Sign in again in another tab, then go back.")


def wrap(app: Flask) -> None:
    """Tell every error of `app` in words."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(SecurityError, _foreign)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NoResultFound, _missing)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(OSError, _disk)
    app.register_error_handler(Lost, _lost)


def told(why: Refused) -> str:
    """Return a refusal in the language of whoever was refused."""
    return str(gettext(why.why, **{name: _said(name, it) for name, it in why.values.items()}))


def _said(name: str, value: object) -> object:
    if isinstance(value, date):
        return format_date(value, "d MMMM y")
    return statements.named(value) if name == "quarter" and isinstance(value, str) else value


def answer(status: int, text: str = "") -> ResponseReturnValue:
    """Return the page, or for htmx the notice, that tells of an error."""
    try:
        return _within_the_portal(status, text)
    except DBAPIError as error:
        return _database(error)


def _within_the_portal(status: int, text: str) -> ResponseReturnValue:
    title, otherwise = SENTENCES.get(status, SENTENCES[500 if status >= 500 else 400])
    if asked_by_htmx():
        notice = {"text": text or f"{title}. {otherwise}", "tone": "risk"}
        return aside(render_template("parts/_notices.html", notices=[notice], aside=True), status)
    return render_template(
        "errors/error.html",
        status=status,
        title=title,
        text=text or otherwise,
        request_id=g.get("request_id", ""),
    ), status


def _foreign(_error: SecurityError) -> ResponseReturnValue:
    """Answer a host name that is not ours in bare text: no address of ours can be built under it."""
    return "This portal does not answer under this name.", 400, {"Content-Type": "text/plain; charset=utf-8"}


def _refused(why: Refused) -> ResponseReturnValue:
    return answer(409, told(why))


def _forged(_error: CSRFError) -> ResponseReturnValue:
    return answer(400, str(EXPIRED))


def _missing(_error: NoResultFound) -> ResponseReturnValue:
    """Answer a form that names a row which is not there, or is gone by now."""
    return answer(404)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 500) < 400:
        return error
    if isinstance(error, InternalServerError):
        return _broken(error)
    body = answer(error.code or 500)
    kept = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
    return (*body, kept) if isinstance(body, tuple) else body


def _broken(error: InternalServerError) -> ResponseReturnValue:
    """Tell of what no handler saw coming; a commit may fail after the view is done."""
    cause = error.original_exception
    if isinstance(cause, DBAPIError):
        return _database(cause)
    log.error("broken", exc_info=cause or error)
    return answer(HTTPStatus.INTERNAL_SERVER_ERROR)


def _database(error: DBAPIError) -> ResponseReturnValue:
    rollback()
    log.error("database", exc_info=error)
    if "is full" in str(error.orig) or "No space left" in str(error.orig):
        return _unaided(HTTPStatus.INSUFFICIENT_STORAGE)
    return _unaided(HTTPStatus.SERVICE_UNAVAILABLE)


def _unaided(status: int) -> ResponseReturnValue:
    """Tell of an error where the database does not answer: no program, no person, in English."""
    with force_locale("en"):
        title, text = map(str, SENTENCES[status])
        if asked_by_htmx():
            notice = {"text": f"{title}. {text}", "tone": "risk"}
            template = current_app.jinja_env.get_template("parts/_notices.html")
            return aside(template.render(notices=[notice], aside=True), status)
        template = current_app.jinja_env.get_template("errors/unreachable.html")
        html = template.render(status=int(status), title=title, text=text, request_id=g.get("request_id", ""))
        return html, status


def _lost(error: Lost) -> ResponseReturnValue:
    """Tell of a file that is gone, or is not what it was: nothing is handed over in its place."""
    rollback()
    log.error("lost", extra={"facts": {"sha256": str(error)}})
    return answer(HTTPStatus.INTERNAL_SERVER_ERROR, str(LOST))


def _disk(error: OSError) -> ResponseReturnValue:
    rollback()
    log.error("disk", exc_info=error)
    return answer(
        HTTPStatus.INSUFFICIENT_STORAGE if error.errno in FULL else HTTPStatus.INTERNAL_SERVER_ERROR
    )
