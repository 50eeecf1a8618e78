"""The staff's room, under /admin."""

from flask import Blueprint

from portal.web.admin import audit, documents, home, print_runs, staff
from portal.web.admin.joining import agreements, memberships

room = Blueprint("admin", __name__, url_prefix="/admin")
for place in (home, memberships, print_runs, documents, agreements, staff, audit):
    room.register_blueprint(place.bp)
