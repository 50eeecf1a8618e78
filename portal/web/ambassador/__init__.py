"""The ambassador's room, under /me."""

from flask import Blueprint

from portal.web.ambassador import (
    agreements,
    briefs,
    calendar,
    data,
    documents,
    feed,
    home,
    leaderboard,
    leaves,
    links,
    points,
    profile,
    redemptions,
    rewards,
    submissions,
)

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
    points,
    profile,
    submissions,
    redemptions,
    rewards,
):
    room.register_blueprint(place.bp)
