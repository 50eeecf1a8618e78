"""Addresses for letters, documents and feeds: from the configured address, never from the request."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from portal.config import Config
from portal.models.earning.redemption import Redemption
from portal.printing import Links


def absolute(endpoint: str, **values: Any) -> str:
    """Return the whole address of `endpoint`, at the public address of the portal."""
    config: Config = current_app.extensions["portal"]
    scheme = urlsplit(config.public_url).scheme
    return current_app.url_map.bind(config.host, url_scheme=scheme).build(
        endpoint, values, force_external=True
    )


def links_of_papers() -> Links:
    """Return the addresses that documents name."""
    return Links(
        documents=absolute("ambassador.documents.list"),
        check=lambda number: absolute("public.verifications.page", number=number),
        apply=absolute("public.applications.form"),
    )


def welcome_link(token: str) -> str:
    """Return the address at which somebody sets a first password."""
    return absolute("public.welcome.form", token=token)


def invitation_link(token: str) -> str:
    """Return the address at which somebody who was asked begins an application."""
    return absolute("public.invitations.show", token=token)


def redemption_link(redemption: Redemption) -> str:
    """Return the address at which the owner of a redemption says where it goes, or sees how far it is."""
    page = "address" if redemption.needs_address else "page"
    return absolute(f"ambassador.redemptions.{page}", id=redemption.id)
