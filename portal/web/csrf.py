"""The token against forged requests: checked before every view, or inside the form of one that says so."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask
from flask_wtf import CSRFProtect

View = TypeVar("View", bound=Callable[..., Any])


def token_in_form(view: View) -> View:
    """Label a view whose form checks the token itself, so that an old page loses nothing typed."""
    view.token_in_form = True  # type: ignore[attr-defined]
    return view


def wrap(app: Flask) -> CSRFProtect:
    """Ask every unsafe request to `app` for its token."""
    return CSRFProtect(app)


def spare(app: Flask, protect: CSRFProtect) -> None:
    """Leave the token to the forms of the views that are labelled so."""
    for view in app.view_functions.values():
        if hasattr(view, "token_in_form"):
            protect.exempt(view)
