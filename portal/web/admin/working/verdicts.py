"""Giving a verdict on work, its words, and taking it back."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.working import review_queue, verdicts
from portal.models.working.submission import Submission
from portal.models.working.verdict import Outcome
from portal.web import words
from portal.web.access import May, may, me
from portal.web.admin.working import wording
from portal.web.admin.working.submissions import after, reading
from portal.web.forms.base import landing_on
from portal.web.forms.working.judging import VerdictForm
from portal.web.htmx import onward, swap

bp = Blueprint("verdicts", __name__, url_prefix="/submissions")


@bp.post("/<int:id>/verdict")
@may(May.WORK)
def create(id: int) -> ResponseReturnValue:
    """Decide on a piece of work, and go on to the next."""
    submission, form = review_queue.one(id, seen_by=me()) or abort(404), VerdictForm()
    if form.validate_on_submit():
        with landing_on(form):
            following, outcome = after(id), Outcome(form.outcome.data)
            _fill(form, submission)
            verdicts.decide(
                submission, outcome, sent_at=form.sent_at, base_points=form.base_points.data,
                by=me(), at=clock.now(), **form.words,
            )  # fmt: skip
            notice = _("%(done)s: %(title)s.", done=words.OUTCOMES[outcome], title=submission.title)
            return onward(following, notice=notice, undo=url_for(".delete", id=id))
    return reading(submission, form)


@bp.post("/<int:id>/words")
@may(May.WORK)
def rewrite(id: int) -> ResponseReturnValue:
    """Write the words for the reason and the ticks, unless the reviewer has written some."""
    submission, form = review_queue.one(id, seen_by=me()) or abort(404), VerdictForm()
    _fill(form, submission)
    typed = {name: form[name].raw_data for name in ("disclosure", "disclosure_note", "fault", "base_points")}
    typed |= {"note": form.note.data, "canned": form.canned.data}
    back = url_for("admin.submissions.page", id=id, must=form.ticked, **typed)
    return swap("admin/submissions/_words.html", otherwise=back, form=form, submission=submission)


@bp.post("/<int:id>/verdict/reversal", endpoint="delete")
@may(May.WORK)
def reverse(id: int) -> ResponseReturnValue:
    """Take the last verdict back."""
    submission = review_queue.one(id, seen_by=me()) or abort(404)
    if submission.verdict is not None:
        verdicts.undo(submission.verdict, by=me(), at=clock.now())
    notice = _("Undone. %(title)s waits again.", title=submission.title)
    return onward(url_for("admin.submissions.page", id=id), notice=notice)


def _fill(form: VerdictForm, submission: Submission) -> None:
    """Give the note the words of its reason, where it has none or those of another reason."""
    if form.note.data in {"", None, form.canned.data}:
        must = submission.brief.must if submission.brief else []
        missing = [line for number, line in enumerate(must, 1) if number not in form.ticked]
        form.note.data = form.canned.data = wording.told(form.fault.data, missing)
