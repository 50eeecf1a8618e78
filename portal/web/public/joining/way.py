"""The way of an application, step by step, as its applicant sees it."""

from flask_babel import format_date, format_datetime, ngettext
from flask_babel import gettext as _

from portal.domain.joining.standings import Stage, Standing
from portal.models.joining.application import Application
from portal.web.pages import the_program
from portal.web.spelling import spelled

Step = dict[str, str]
_PAST = {
    Stage.WAITLISTED: "done",
    Stage.APPROVED: "done",
    Stage.DECLINED: "done",
    Stage.WITHDRAWN: "later",
}


def steps(application: Application, standing: Standing) -> list[Step]:
    """Return the steps: what is done, what is going on and whose turn it is, what is to come."""
    decided = _PAST.get(standing.stage, "later")
    way = [_sent(application), _read(standing)]
    if standing.stage is Stage.WITHDRAWN:
        text = format_datetime(application.withdrawn_at, "EEEE d MMMM, HH:mm")
        return [*way[: bool(application.submitted_at)], _step(_("Withdrawn"), text, "now")]
    by = format_date(application.answer_by, "EEEE d MMMM")
    heard = (
        format_date(standing.decision.at, "EEEE d MMMM")
        if standing.decision
        else _("By %(day)s, by mail", day=by)
    )
    way.append(_step(_("Decided, and you hear"), heard, decided))
    return [*way, *_season(application, standing)]


def _sent(application: Application) -> Step:
    at = application.submitted_at
    return _step(_("Sent"), format_datetime(at, "EEEE d MMMM, HH:mm") if at else "", "done")


def _read(standing: Standing) -> Step:
    count = the_program().reviews_needed
    title = ngettext(
        "One person reads it", "%(count)s people read it", count, count=spelled(count).capitalize()
    )
    if standing.stage is Stage.SENT:
        return _step(title, _("Each alone, by the published rubric. Not started."), "now")
    if standing.stage is Stage.READING:
        return _step(title, _("Each alone, by the published rubric. Started."), "now")
    return _step(title, _("Each alone, by the published rubric."), "done")


def _season(application: Application, standing: Standing) -> list[Step]:
    starts = the_program().season_starts
    if standing.stage is Stage.APPROVED:
        return [_step(_("Open the welcome letter"), _("Your turn: choose a password."), "now")]
    if starts is None or standing.stage is Stage.DECLINED or starts < (application.answer_by or starts):
        return []
    return [_step(_("If it is yes, the season opens"), format_date(starts, "EEEE d MMMM"), "later")]


def _step(title: str, text: str, state: str) -> Step:
    return {"title": title, "text": text, "state": state}
