"""The staff's room, under /admin."""

from flask import Blueprint

from portal.web.admin import audit, home

room = Blueprint("admin", __name__, url_prefix="/admin")
for place in (home, audit):
    room.register_blueprint(place.bp)
