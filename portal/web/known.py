"""Browsers in which somebody has signed in before; they are not shut out by what strangers try.

Whoever guesses at an account from many places uses up the tries of all unknown browsers, and would
keep its owner out as well. A browser that got in once holds a signed cookie, and has tries of its own
(after the OWASP page on device cookies).
"""

import secrets

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from portal.domain.people.accounts import normal
from portal.domain.people.sign_ins import fingerprint

LASTS = 180 * 24 * 3600


def remember(email: str) -> None:
    """Let this browser be known to the account of `email` from now on."""

    @after_this_request
    def put(response: Response) -> Response:
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        note = _seal().dumps([_mark(email), secrets.token_hex(8)])
        response.set_cookie(
            _name(), note, max_age=LASTS, secure=secure, httponly=True, samesite="Lax", path="/"
        )
        return response


def tries_of(email: str) -> str:
    """Return what tries at the account of `email` are counted under, in this browser."""
    try:
        mark, nonce = _seal().loads(request.cookies.get(_name(), ""), max_age=LASTS)
    except (BadSignature, ValueError, TypeError):
        return _mark(email)
    return f"{mark} {nonce}" if mark == _mark(email) else _mark(email)


def _mark(email: str) -> str:
    return fingerprint(normal(email))


def _seal() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="known browser")


def _name() -> str:
    return "__Host-known" if current_app.config["SESSION_COOKIE_SECURE"] else "known"
