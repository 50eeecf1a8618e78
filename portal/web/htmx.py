"""Answers to htmx and to everyone else; the only module that knows an HX- header."""

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue


def asked_by_htmx() -> bool:
    """Whether htmx sent this request, and will swap the answer into a page."""
    return request.headers.get("HX-Request") == "true"


def swap(
    partial: str, *, otherwise: str, notice: str = "", undo: str = "", **context: Any
) -> ResponseReturnValue:
    """Answer a POST: the changed partial for htmx, a redirect to `otherwise` for everyone else.

    `notice` is said once; `undo` is the address whose POST takes the deed back.
    """
    if asked_by_htmx():
        notices = [{"text": notice, "undo": undo}] if notice else []
        return render_template(partial, **context) + render_template(
            "parts/_notices.html", notices=notices, aside=True
        )
    return onward(otherwise, notice=notice, undo=undo)


def onward(address: str, *, notice: str = "", undo: str = "") -> Response:
    """Answer a POST by leading on to `address`, and saying `notice` there."""
    if notice:
        flash({"text": notice, "undo": undo}, "notice")  # type: ignore[arg-type]
    return elsewhere(address)


def elsewhere(address: str) -> Response:
    """Lead on to `address`: by redirect, or as a whole new page where htmx asked."""
    if not asked_by_htmx():
        return make_response(redirect(address, 303))
    response = make_response("", 204)
    response.headers["HX-Redirect"] = address
    return response


def aside(html: str, status: int) -> Response:
    """Answer htmx with a notice that leaves the page as it is."""
    response = make_response(html, status)
    response.headers["HX-Reswap"] = "none"
    return response
