"""Serving what never changes under its address: styles, scripts, fonts, pictures."""

import hashlib

from flask import Flask, g, make_response
from flask.typing import ResponseReturnValue
from whitenoise import WhiteNoise

from portal.config import ROOT, Config
from portal.domain import palette
from portal.web.access import May, may
from portal.web.assets import Assets
from portal.web.pages import the_program


def wrap(app: Flask, config: Config) -> None:
    """Publish the static files under addresses that carry their hash, and the colours beside them."""
    shelf = Assets(ROOT / "static")
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
    app.jinja_env.globals.update(static_url=shelf.url, stylesheet=shelf.url("app.css"), theme=_theme)
    app.add_url_rule("/theme-<hash>.css", endpoint="theme", view_func=_colours)


def _no_sniffing(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


def _theme() -> str:
    if "theme" not in g:
        sheet = palette.css(the_program().brand_colour)
        g.theme = f"/theme-{hashlib.sha256(sheet.encode()).hexdigest()[:8]}.css"
    address: str = g.theme
    return address


@may(May.ANYONE)
def _colours(hash: str) -> ResponseReturnValue:
    response = make_response(palette.css(the_program().brand_colour))
    response.headers["Content-Type"] = "text/css; charset=utf-8"
    lasting = _theme() == f"/theme-{hash}.css"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if lasting else "no-cache"
    return response
