"""The ambassador's room, under /me."""

from flask import Blueprint

from portal.web.ambassador import home

room = Blueprint("ambassador", __name__, url_prefix="/me")
for place in (home,):
    room.register_blueprint(place.bp)
