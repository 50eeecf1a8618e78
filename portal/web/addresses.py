"""Addresses for letters, documents and feeds: from the configured address, never from the request."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from portal.config import Config


def absolute(endpoint: str, **values: Any) -> str:
    """Return the whole address of `endpoint`, at the public address of the portal."""
    config: Config = current_app.extensions["portal"]
    scheme = urlsplit(config.public_url).scheme
    return current_app.url_map.bind(config.host, url_scheme=scheme).build(
        endpoint, values, force_external=True
    )


def welcome_link(token: str) -> str:
    """Return the address at which somebody sets a first password."""
    return absolute("public.welcome.form", token=token)


def invitation_link(token: str) -> str:
    """Return the address at which somebody who was asked begins an application."""
    return absolute("public.invitations.show", token=token)
