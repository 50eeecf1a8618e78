"""The public room: what anyone may see."""

from flask import Blueprint

from portal.web.public import calendar, health, home, rules, sign_ins

room = Blueprint("public", __name__)
for place in (home, rules, calendar, sign_ins, health):
    room.register_blueprint(place.bp)
