"""The points of one ambassador, as staff read and correct them."""

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.db import db
from portal.domain import audit
from portal.domain.earning import corrections, forecasts, statements
from portal.domain.joining import ambassadors
from portal.domain.programs import day_of
from portal.domain.working import hours, own_work
from portal.models.joining.membership import Membership
from portal.web.access import May, may, me
from portal.web.addresses import absolute
from portal.web.forms.base import landing_on
from portal.web.forms.earning.correcting import CorrectionForm
from portal.web.htmx import onward
from portal.web.limits import PRINT
from portal.web.numbers import whole
from portal.web.pages import page
from portal.web.statement_files import as_document, as_sheet
from portal.web.statements import asked, periods

bp = Blueprint("points", __name__, url_prefix="/ambassadors/<int:id>/points")


@bp.get("", endpoint="page")
@may(May.PEOPLE)
def show(id: int) -> ResponseReturnValue:
    """Show the statement of an ambassador, and the form that corrects it."""
    membership = one(id)
    form = CorrectionForm(own_work.latest(membership.person), chosen=request.args.get("submission", ""))
    return _page(membership, form)


@bp.post("")
@may(May.PEOPLE)
def create(id: int) -> ResponseReturnValue:
    """Correct an ambassador's points."""
    membership = one(id)
    form = CorrectionForm(own_work.latest(membership.person))
    if form.validate_on_submit():
        with landing_on(form):
            corrections.correct(membership, **form.matter(), link=_statement(), by=me(), at=clock.now())
            name = membership.person.name
            said = _("Corrected. %(name)s reads it in the statement and by mail.", name=name)
            return onward(url_for(".page", id=id), notice=said)
    return _page(membership, form)


@bp.get("/statement.csv", endpoint="csv")
@may(May.PEOPLE, writes=True)
def as_csv(id: int) -> ResponseReturnValue:
    """Hand over an ambassador's entries as CSV; who took them is in the audit."""
    membership, now = one(id), clock.now()
    audit.write("exported", membership, by=me(), at=now, label=membership.person.name)
    return as_sheet(membership.person, asked(day_of(now)), at=now)


@bp.get("/statement.pdf", endpoint="pdf")
@may(May.PEOPLE, writes=True)
@PRINT
def as_pdf(id: int) -> ResponseReturnValue:
    """Hand over an ambassador's statement as a document; who took it is in the audit."""
    membership, now = one(id), clock.now()
    audit.write("exported", membership, by=me(), at=now, label=membership.person.name)
    return as_document(membership, asked(day_of(now)), at=now)


def one(id: int) -> Membership:
    """Return one membership with its person, or answer that there is none."""
    return db.session.scalar(ambassadors.by_id(id)) or abort(404)


def _statement() -> str:
    return absolute("ambassador.points.page")


def _page(membership: Membership, form: CorrectionForm) -> ResponseReturnValue:
    now, person = clock.now(), membership.person
    today = day_of(now)
    statement = statements.of(person, quarter=asked(today), number=request.args.get("page", 1, whole))
    return page(
        "admin/points/page.html",
        form=form,
        membership=membership,
        statement=statement,
        periods=periods(statement, today=today),
        forecast=forecasts.of(membership, at=now) if membership.is_open else None,
        given=hours.given_by(person),
        today=today,
    )
