"""The public side of joining: applying, following an application, nominating."""

from flask import Blueprint, Response


def privately(bp: Blueprint) -> None:
    """Keep the pages of `bp`, whose address is a secret, out of caches and search engines."""

    def add(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    bp.after_request(add)
