"""The public room: what anyone may see, and everybody's own account."""

from flask import Blueprint

from portal.web.public import (
    account,
    addresses,
    ambassadors,
    browsers,
    calendar,
    consents,
    evidence,
    health,
    home,
    napkins,
    openings,
    passwords,
    pictures,
    privacy,
    rules,
    second_factors,
    second_steps,
    sign_ins,
    verifications,
    welcome,
)
from portal.web.public.joining import answers, applications, invitations, nominations

SITE = (home, openings, rules, napkins, calendar, ambassadors, pictures, privacy, verifications)
JOINING = (invitations, nominations, applications, answers)
ENTRANCE = (sign_ins, second_steps, passwords, welcome)
ACCOUNT = (account, addresses, browsers, consents, second_factors)

room = Blueprint("public", __name__)
for place in (*SITE, *JOINING, *ENTRANCE, *ACCOUNT, evidence, health):
    room.register_blueprint(place.bp)
