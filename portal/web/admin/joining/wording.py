"""What staff read for the states, sources, outcomes and reasons of applications."""

from flask.sansio.app import App
from flask_babel import format_date, format_time
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from portal.models.joining.application import ApplicationState, Source
from portal.models.joining.decision import Outcome

STATES: dict[ApplicationState, tuple[LazyString, str]] = {
    ApplicationState.TO_DECIDE: (_("To decide"), "watch"),
    ApplicationState.IN_REVIEW: (_("With readers"), ""),
    ApplicationState.NEW: (_("New"), ""),
    ApplicationState.WAITLISTED: (_("Waitlisted"), ""),
    ApplicationState.APPROVED: (_("Approved"), "good"),
    ApplicationState.DECLINED: (_("Declined"), ""),
    ApplicationState.WITHDRAWN: (_("Withdrawn"), ""),
}
SOURCES: dict[Source, LazyString] = {
    Source.ORGANIC: _("Open form"),
    Source.INVITED: _("Invited"),
    Source.NOMINATED: _("Nominated"),
}
VERBS: dict[Outcome, LazyString] = {
    Outcome.APPROVED: _("Approve"),
    Outcome.WAITLISTED: _("Waitlist"),
    Outcome.DECLINED: _("Decline"),
}
SENDING: dict[Outcome, LazyString] = {
    Outcome.APPROVED: _("Approve and send"),
    Outcome.WAITLISTED: _("Waitlist and send"),
    Outcome.DECLINED: _("Decline and send"),
}
QUIETLY: dict[Outcome, LazyString] = {
    Outcome.APPROVED: _("Approve quietly"),
    Outcome.WAITLISTED: _("Waitlist quietly"),
    Outcome.DECLINED: _("Decline quietly"),
}
DONE: dict[Outcome, LazyString] = {
    Outcome.APPROVED: _("Approved"),
    Outcome.WAITLISTED: _("Put on the waiting list"),
    Outcome.DECLINED: _("Declined"),
}
REASONS: dict[Outcome, dict[str, LazyString]] = {
    Outcome.APPROVED: {
        "fit": _("Strong on every line"),
        "voice": _("A voice of their own"),
        "right people": _("Reaches the right people"),
        "helps already": _("Helps others already"),
    },
    Outcome.WAITLISTED: {
        "full": _("No place this season"),
        "next season": _("Better in the next season"),
        "almost": _("Almost there"),
    },
    Outcome.DECLINED: {
        "too early": _("Too early: not enough to see yet"),
        "other audience": _("Other people than ours"),
        "ties": _("Ties that pull the other way"),
        "incomplete": _("Too little to decide on"),
        "full": _("No place, and a long waiting list"),
    },
}
TOLD: dict[Outcome, dict[str, LazyString]] = {
    Outcome.APPROVED: {
        "fit": _("What you make and whom you reach is what we hoped for."),
        "voice": _("You have a voice of your own, and that is rarer than reach."),
        "right people": _("You reach the very people that we are here for."),
        "helps already": _("You help others along already; we would like to help you do it."),
    },
    Outcome.WAITLISTED: {
        "full": _("Every place of this season is taken."),
        "next season": _("We think that the next season suits you better."),
        "almost": _("It was close, and the next places go to those on this list first."),
    },
    Outcome.DECLINED: {
        "too early": _("It is too early: we could see too little of what you made in the last 90 days."),
        "other audience": _("What you make is good, and it is for other people than ours."),
        "ties": _("You work with somebody whose interests pull against ours."),
        "incomplete": _("The application told us too little to decide on."),
        "full": _("We have more good applications than places."),
    },
}


def wrap(app: App) -> None:
    """Give the templates of `app` these words."""
    app.jinja_env.filters.update(
        outcome_done=lambda outcome: DONE[outcome],
        reason=lambda decision: REASONS[decision.outcome].get(decision.reason, decision.reason),
        state_words=lambda state: STATES[state][0],
        state_tone=lambda state: STATES[state][1],
        short_date=lambda day: format_date(day, "d MMM") if day else "",
        time_of_day=lambda at: format_time(at, "short"),
        source_words=lambda source: SOURCES[source],
        web_address=lambda link: link if link.startswith(("http://", "https://")) else f"https://{link}",
    )
