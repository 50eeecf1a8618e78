"""The ambassador's room, under /me."""

from flask import Blueprint

from portal.web.ambassador import agreements, data, documents, home, napkin_questions, profile
from portal.web.ambassador.earning import leaderboard, leaves, points, redemptions, rewards
from portal.web.ambassador.working import briefs, calendar, feed, links, submissions

room = Blueprint("ambassador", __name__, url_prefix="/me")
for place in (
    home,
    leaderboard,
    links,
    agreements,
    briefs,
    calendar,
    data,
    documents,
    feed,
    leaves,
    napkin_questions,
    points,
    profile,
    submissions,
    redemptions,
    rewards,
):
    room.register_blueprint(place.bp)
