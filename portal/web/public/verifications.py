"""Whether a certificate is genuine: for whoever holds one."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.domain.issuing import verifications
from portal.web.access import May, may
from portal.web.forms.base import in_one_line
from portal.web.limits import CHECK
from portal.web.pages import page
from portal.web.public.joining import privately

bp = Blueprint("verifications", __name__, url_prefix="/verify")
privately(bp)


@bp.get("")
@may(May.ANYONE)
@CHECK
def form() -> ResponseReturnValue:
    """Ask for the number of a certificate, and answer what was asked."""
    typed = request.args.get("number", "")
    return _answered(typed) if typed.strip() else page("public/verifications/form.html", typed="")


@bp.get("/<number>", endpoint="page")
@may(May.ANYONE)
@CHECK
def show(number: str) -> ResponseReturnValue:
    """Say whether a certificate is genuine; unknown numbers and impossible ones are told the same."""
    return _answered(number)


def _answered(typed: str) -> ResponseReturnValue:
    found = verifications.of(typed)
    if found is None:
        return page("public/verifications/unknown.html", typed=in_one_line(typed[:60]), status=404)
    return page("public/verifications/page.html", found=found)
