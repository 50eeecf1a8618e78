"""Who did what, and when."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.domain import audit
from portal.domain.listing import page_of
from portal.models.audit_entry import AuditEntry
from portal.web.access import May, may
from portal.web.listing import Listing
from portal.web.pages import page

bp = Blueprint("audit", __name__, url_prefix="/audit")


@bp.get("", endpoint="list")
@may(May.AUDIT)
def index() -> ResponseReturnValue:
    """List the audit, filtered by person, thing and verb."""
    listing = Listing(sorts={"at": [AuditEntry.id]}, first="-at", filters=["by", "thing", "verb"])
    by = listing.filters["by"]
    chosen = audit.entries(
        by=int(by) if by.isdecimal() else None, thing=listing.filters["thing"], verb=listing.filters["verb"]
    )
    return page(
        "admin/audit/list.html", listing=listing, page=page_of(chosen, number=listing.number, size=50)
    )
