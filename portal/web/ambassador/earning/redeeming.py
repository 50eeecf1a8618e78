"""How far a redemption has come, in words: its steps, and whose turn it is."""

from datetime import datetime

from flask_babel import format_date, to_user_timezone
from flask_babel import gettext as _

from portal.domain.earning import redemptions
from portal.domain.earning.shop import Goal
from portal.models.earning.redemption import Redemption, RedemptionState, RedemptionStep
from portal.models.earning.reward import Milestone, RewardKind
from portal.web.pages import the_program

State = RedemptionState
Line = dict[str, str]


def timeline(redemption: Redemption) -> list[Line]:
    """Return the steps that were taken, and those to come, as the timeline shows them."""
    lines = [_taken(redemption, step) for step in redemption.steps]
    if redemption.needs_address:
        lines.append({"title": str(_("You say where it goes")), "text": str(_("Your turn")), "state": "now"})
    for state in _to_come(redemption):
        title, text = _coming()[state]
        here = "later" if lines[-1]["state"] in {"now", "later"} else "now"
        lines.append({"title": title, "text": text, "state": here})
    return lines


def turn(redemption: Redemption) -> str:
    """Return whose turn it is, and since when."""
    since = _weekday(redemption.changed_at)
    if redemption.state in {State.SENT, State.HANDED_OVER}:
        return str(_("Your turn, once you have it"))
    if redemption.needs_address:
        return str(_("Your turn: say where it goes"))
    return str(_("%(name)s’s turn, since %(day)s", name=the_program().contact_name, day=since))


def can(redemption: Redemption, state: str) -> bool:
    """Whether the redemption can come to a state from where it is."""
    return redemptions.may(redemption, State(state))


def has_code(redemption: Redemption) -> bool:
    """Whether there is a code that its owner may see."""
    return redemption.reward.has_codes and redemption.state in {State.HANDED_OVER, State.RECEIVED}


def nearness(goal: Goal) -> str:
    """Return what a reward on a milestone is for, and how near it is."""
    if goal.granted:
        said = {
            Milestone.FIRST_ACTION: _("For your first approved action"),
            Milestone.RENEWED: _("For renewing"),
            Milestone.STANDING: _("For a standing of %(points)s", points=goal.reward.standing),
        }
        day = _weekday(goal.granted.asked_at)
        return str(_("%(what)s, on %(day)s.", what=said[goal.reward.milestone], day=day))  # type: ignore[index]
    if goal.due:
        return str(_("You have reached it. It comes as soon as there is one."))
    if goal.reward.milestone is Milestone.STANDING:
        return str(
            _(
                "For a standing of %(points)s: %(missing)s more.",
                points=goal.reward.standing,
                missing=goal.missing,
            )
        )
    if goal.reward.milestone is Milestone.RENEWED and goal.by:
        return str(_("For your next renewal, on %(day)s.", day=format_date(goal.by, "d MMMM")))
    return str(_("For your first approved action."))


def _to_come(redemption: Redemption) -> list[RedemptionState]:
    thing = redemption.reward.kind is RewardKind.TANGIBLE
    path = [State.REQUESTED, State.APPROVED, State.SENT if thing else State.HANDED_OVER, State.RECEIVED]
    if redemption.state is State.CANCELLED:
        return []
    if redemption.state is State.HANDED_OVER:
        return [State.RECEIVED]
    return path[path.index(redemption.state) + 1 :]


def _taken(redemption: Redemption, step: RedemptionStep) -> Line:
    titles = {
        State.REQUESTED: _("You asked"),
        State.APPROVED: _("Approved"),
        State.SENT: _("Sent"),
        State.HANDED_OVER: _("Handed over"),
        State.RECEIVED: _("It is there"),
        State.CANCELLED: _("Cancelled"),
    }
    title = _("Granted") if step is redemption.steps[0] and redemption.milestone else titles[step.state]
    said = [_weekday(step.at), *_more(redemption, step)]
    bad = step.state is State.CANCELLED
    return {"title": str(title), "text": ", ".join(said), "state": "bad" if bad else "done"}


def _more(redemption: Redemption, step: RedemptionStep) -> list[str]:
    if step.state is State.REQUESTED and redemption.credits:
        return [str(_("%(credits)s credits", credits=redemption.credits))]
    if step.state is State.SENT and redemption.tracking:
        return [str(_("tracking number %(number)s", number=redemption.tracking))]
    named = [step.by.name] if step.by and step.by_id != redemption.person_id else []
    return named + ([step.note] if step.note else [])


def _coming() -> dict[RedemptionState, tuple[str, str]]:
    name = the_program().contact_name
    return {
        State.APPROVED: (str(_("Approved")), str(_("%(name)s looks at it", name=name))),
        State.SENT: (str(_("Packed and sent")), str(_("You get a letter on the day"))),
        State.HANDED_OVER: (str(_("Handed over")), str(_("%(name)s tells you how", name=name))),
        State.RECEIVED: (str(_("You say it is there")), str(_("Your turn"))),
    }


def _weekday(at: datetime) -> str:
    return str(format_date(to_user_timezone(at).date(), "EEEE d MMMM"))
