"""The ambassador's home: what to do next, and why."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from portal import clock
from portal.domain import charts
from portal.domain.joining import onboarding
from portal.domain.paper import documents
from portal.domain.programs import day_of
from portal.domain.working import plans
from portal.domain.working.plans import Plan
from portal.models.joining.membership import Membership
from portal.web.access import May, may, me, my_membership
from portal.web.pages import page

bp = Blueprint("home", __name__)


@bp.get("", endpoint="page")
@may(May.JOIN)
def show() -> ResponseReturnValue:
    """Show what to do next, the first steps, and what is coming."""
    membership = mine()
    today = day_of(clock.now())
    steps = onboarding.steps(membership)
    plan = plans.season_of(membership, today=today)
    return page(
        "ambassador/home/page.html",
        membership=membership,
        steps=steps,
        left=[step for step in steps if step.done_at is None and step.key != "action"],
        plan=plan,
        dots=dots_of(plan),
        today=today,
        papers=documents.of_person(me()),
    )


def dots_of(plan: Plan) -> Markup:
    """Return the season as dots: filled is something to do, a ring a date for everyone."""
    title = _("Thirteen weeks of seven days. A filled dot is something to do, a ring a date for everyone.")
    return charts.season(plan.start, title=title, filled=plan.work, ringed=plan.shared)


def mine() -> Membership:
    """Return the open membership of whoever is signed in; only behind `May.JOIN`."""
    membership = my_membership()
    assert membership is not None
    return membership
