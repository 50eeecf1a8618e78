"""The public side of joining: applying, following an application, nominating."""

from flask import Blueprint, Response, current_app, g, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import TooManyRequests

from portal.web import errors

WAIT = _("That was a lot in a short time. Nothing you typed is lost: wait a minute, then send it again.")


def privately(bp: Blueprint) -> None:
    """Keep the pages of `bp`, whose address is a secret, out of caches and search engines."""

    def add(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    bp.after_request(add)


def patiently(bp: Blueprint) -> None:
    """Show a form again, with what was typed, to whoever sent too much in a short time."""
    bp.register_error_handler(TooManyRequests, _again)


def _again(_error: TooManyRequests) -> ResponseReturnValue:
    if request.method != "POST":
        return errors.answer(429)
    g.trouble = str(WAIT)
    view = vars(current_app.view_functions[request.endpoint or ""])["__wrapped__"]
    response = make_response(view(**(request.view_args or {})))
    response.status_code = 429
    return response
