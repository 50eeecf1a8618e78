"""Serving what never changes under its address: styles, scripts, fonts, pictures."""

import hashlib
from functools import lru_cache

from flask import Flask, Response, current_app, g, make_response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask.typing import ResponseReturnValue
from whitenoise import WhiteNoise

from portal.config import ROOT, Config
from portal.domain import palette
from portal.web.access import May, may
from portal.web.assets import Assets
from portal.web.pages import the_program

# The colour of a page that cannot ask for the program's own.
PLAIN = "#4a5560"


class Sessions(SecureCookieSessionInterface):
    """Sessions that leave answers for everyone alone: such an answer has no cookie and varies by none."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the session's cookie, unless any cache may keep the answer."""
        if not response.cache_control.public:
            super().save_session(app, session, response)


def wrap(app: Flask, config: Config) -> None:
    """Publish the static files under addresses that carry their hash, and the colours beside them."""
    shelf = Assets(ROOT / "static")
    shelf.add("plain.css", _joined(palette.css(PLAIN), shelf.bodies["app.css"])[1])
    into = config.var / "static"
    shelf.publish(into)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(into),
        prefix="static/",
        immutable_file_test=lambda _path, _url: True,
        allow_all_origins=False,
        add_headers_function=_no_sniffing,
    )
    app.extensions["assets"] = shelf
    app.session_interface = Sessions()
    app.jinja_env.globals.update(static_url=shelf.url, theme=_theme)
    app.add_url_rule("/theme-<hash>.css", endpoint="theme", view_func=_styles)


def _no_sniffing(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


def _theme() -> str:
    if "theme" not in g:
        g.theme = f"/theme-{_sheet(the_program().brand_colour)[0]}.css"
    address: str = g.theme
    return address


def _sheet(brand: str) -> tuple[str, bytes]:
    """The hash and the text of all styles: the colours of `brand` and the rest, in one request."""
    shelf: Assets = current_app.extensions["assets"]
    return _joined(palette.css(brand), shelf.bodies["app.css"])


@lru_cache(maxsize=8)
def _joined(colours: str, styles: bytes) -> tuple[str, bytes]:
    body = styles + b"\n" + colours.encode()
    return hashlib.sha256(body).hexdigest()[:8], body


@may(May.ANYONE)
def _styles(hash: str) -> ResponseReturnValue:
    response = make_response(_sheet(the_program().brand_colour)[1])
    response.headers["Content-Type"] = "text/css; charset=utf-8"
    lasting = _theme() == f"/theme-{hash}.css"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if lasting else "no-cache"
    return response
