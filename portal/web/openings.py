"""The link by which somebody leaves the list of those who wait for the doors to open."""

from datetime import datetime

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from portal.db import db
from portal.domain import openings
from portal.models.joining.consent import Consent, ConsentFor
from portal.models.person import Person
from portal.web.addresses import absolute


def leaving(consent: Consent) -> str:
    """Return the whole address that ends the letters to this address."""
    return absolute("public.openings.leave", token=_signer().dumps(consent.id))


def tell(*, by: Person | None, at: datetime) -> int:
    """Write to those who wait, if the doors are open; return to how many."""
    return openings.tell(link=absolute("public.home.page"), leave=leaving, by=by, at=at)


def of_token(token: str) -> Consent | None:
    """Return the consent that a link stands for, or None."""
    try:
        consent = db.session.get(Consent, _signer().loads(token))
    except BadSignature:
        return None
    return consent if consent and consent.purpose is ConsentFor.OPENING else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="opening")
