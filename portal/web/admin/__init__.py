"""The staff's room, under /admin."""

from flask import Blueprint

from portal.web.admin import (
    audit,
    documents,
    home,
    letter_templates,
    letters,
    napkin_questions,
    napkins,
    numbers,
    print_runs,
    program,
    revisions,
    signatories,
    staff,
    wordings,
)
from portal.web.admin.earning import (
    codes,
    dispatch,
    grants,
    leaves,
    points,
    proposals,
    quarters,
    redemptions,
    rewards,
    stock,
)
from portal.web.admin.joining import (
    agreements,
    applications,
    assignments,
    decisions,
    invitations,
    memberships,
    reviews,
    rubric,
    wording,
)
from portal.web.admin.working import actions, activity_types, briefs, submissions, trust, verdicts

room = Blueprint("admin", __name__, url_prefix="/admin")
PLACES = (
    home,
    applications,
    assignments,
    reviews,
    rubric,
    decisions,
    invitations,
    memberships,
    points,
    leaves,
    proposals,
    quarters,
    rewards,
    stock,
    codes,
    grants,
    redemptions,
    dispatch,
    submissions,
    verdicts,
    trust,
    actions,
    print_runs,
    signatories,
    documents,
    wordings,
    numbers,
    program,
    napkins,
    napkin_questions,
    revisions,
    activity_types,
    briefs,
    agreements,
    staff,
    letters,
    letter_templates,
    audit,
)
for place in PLACES:
    room.register_blueprint(place.bp)
room.record_once(lambda state: wording.wrap(state.app))
