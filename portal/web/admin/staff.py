"""The staff: who they are, inviting, changing roles, shutting out."""

from typing import Any

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.db import db
from portal.domain import audit
from portal.domain.listing import page_of
from portal.domain.people import staff
from portal.models.person import Person, Role
from portal.web.access import May, may, me
from portal.web.addresses import welcome_link
from portal.web.csv import csv_answer
from portal.web.forms.accounts import DUTIES, ROLES, InviteForm, RoleForm
from portal.web.forms.base import landing_on
from portal.web.htmx import onward
from portal.web.listing import Listing
from portal.web.pages import page

bp = Blueprint("staff", __name__, url_prefix="/staff")
SORTS: dict[str, list[Any]] = {
    "name": [Person.name, Person.id],
    "role": [Person.role, Person.name],
    "since": [Person.created_at],
}


@bp.get("", endpoint="list")
@may(May.STAFF)
def index() -> ResponseReturnValue:
    """List the staff."""
    listing = Listing(sorts=SORTS, filters=["role", "state"])
    chosen = listing.sorted(staff.everyone(words=listing.words, **listing.filters))
    rows = page_of(chosen, number=listing.number)
    counts = staff.counts()
    return page("admin/staff/list.html", listing=listing, page=rows, counts=counts, roles=ROLES)


@bp.get("/list.csv", endpoint="csv")
@may(May.STAFF, writes=True)
def as_csv() -> ResponseReturnValue:
    """Hand the same list out as CSV."""
    listing = Listing(sorts=SORTS, filters=["role", "state"])
    chosen = listing.sorted(staff.everyone(words=listing.words, **listing.filters))
    rows = audit.export(db.session.scalars(chosen), of="staff", by=me(), at=clock.now())
    header = [_("Name"), _("Mail address"), _("Role"), _("State"), _("Second step")]
    return csv_answer("staff.csv", header, [_cells(person) for person in rows])


@bp.get("/new")
@may(May.STAFF)
def form() -> ResponseReturnValue:
    """Show the form that invites."""
    return page("admin/staff/form.html", form=InviteForm(), duties=DUTIES)


@bp.post("")
@may(May.STAFF)
def create() -> ResponseReturnValue:
    """Invite somebody to the staff."""
    form = InviteForm()
    if form.validate_on_submit():
        with landing_on(form):
            name, role = form.name.data, Role(form.role.data)
            staff.invite(form.email.data, name=name, role=role, link=welcome_link, by=me(), at=clock.now())
            said = _("An invitation is on its way to %(email)s.", email=form.email.data)
            return onward(url_for(".list"), notice=said)
    return page("admin/staff/form.html", form=form, duties=DUTIES)


@bp.get("/<int:id>", endpoint="page")
@may(May.STAFF)
def show(id: int) -> ResponseReturnValue:
    """Show one member of staff, and what can be changed."""
    person = _one(id)
    return page("admin/staff/page.html", person=person, form=RoleForm(obj=person), roles=ROLES)


@bp.post("/<int:id>/role")
@may(May.STAFF)
def role(id: int) -> ResponseReturnValue:
    """Give somebody another role, or end their work here."""
    person, form = _one(id), RoleForm()
    if form.validate_on_submit():
        with landing_on(form):
            staff.change_role(
                person, Role(form.role.data) if form.role.data else None, by=me(), at=clock.now()
            )
            said = _("The role of %(name)s is changed; they sign in anew.", name=person.name)
            return onward(url_for(".list"), notice=said)
    return page("admin/staff/page.html", person=person, form=form, roles=ROLES)


@bp.post("/<int:id>/suspension")
@may(May.STAFF)
def suspend(id: int) -> ResponseReturnValue:
    """Shut somebody out at once."""
    person = _one(id)
    staff.suspend(person, by=me(), at=clock.now())
    undo = url_for(".reinstate", id=id)
    return onward(url_for(".page", id=id), notice=_("%(name)s is suspended.", name=person.name), undo=undo)


@bp.post("/<int:id>/reinstatement")
@may(May.STAFF)
def reinstate(id: int) -> ResponseReturnValue:
    """Let somebody in again."""
    person = _one(id)
    staff.reinstate(person, by=me(), at=clock.now())
    return onward(url_for(".page", id=id), notice=_("%(name)s may sign in again.", name=person.name))


@bp.post("/<int:id>/invitation")
@may(May.STAFF)
def invite_again(id: int) -> ResponseReturnValue:
    """Mail a new link to somebody who has not used the first."""
    person = _one(id)
    staff.invite_again(person, link=welcome_link, by=me(), at=clock.now())
    said = _("An invitation is on its way to %(email)s.", email=person.email)
    return onward(url_for(".page", id=id), notice=said)


@bp.post("/<int:id>/second-factor-removal")
@may(May.STAFF)
def free(id: int) -> ResponseReturnValue:
    """Turn off the second step of somebody who lost phone and codes."""
    person = _one(id)
    staff.free_of_second_step(person, by=me(), at=clock.now())
    said = _("%(name)s signs in without a second step now.", name=person.name)
    return onward(url_for(".page", id=id), notice=said)


def _one(id: int) -> Person:
    person = db.session.scalar(staff.everyone().where(Person.id == id))
    if person is None:
        abort(404)
    return person


def _cells(person: Person) -> list[object]:
    role = ROLES[person.role] if person.role else ""
    state = _("suspended") if person.is_suspended else _("active") if person.password_hash else _("invited")
    return [person.name, person.email, role, state, _("on") if person.has_second_factor else _("off")]
