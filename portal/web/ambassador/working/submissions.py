"""My work: sending it in, seeing what became of it."""

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.db import locked
from portal.domain.listing import page_of
from portal.domain.working import activity_types, disputes, evidence, own_work, submissions
from portal.models.working.activity_type import ActivityType
from portal.models.working.submission import Submission
from portal.web.access import May, may, me
from portal.web.ambassador.working.sending import action_of, begun, brought, form_page, my_submission
from portal.web.forms.base import landing_on
from portal.web.forms.working.submissions import DisputeForm, SubmissionForm
from portal.web.htmx import onward
from portal.web.limits import sends
from portal.web.listing import Listing
from portal.web.pages import page

bp = Blueprint("submissions", __name__)


@bp.get("/submissions", endpoint="list")
@may(May.AMBASSADOR)
def index() -> ResponseReturnValue:
    """List my work, the newest first."""
    sorts: dict[str, list[Any]] = {
        "begun": [Submission.created_at, Submission.id],
        "sent": [Submission.sent_at.is_(None), Submission.sent_at, Submission.id],
        "title": [Submission.title, Submission.id],
    }
    listing = Listing(sorts=sorts, filters=["state", "type"], first="-begun")
    asked = listing.filters
    chosen = own_work.chosen(me(), state=asked["state"], kind=asked["type"], words=listing.words)
    return page(
        "ambassador/submissions/list.html",
        listing=listing,
        page=page_of(listing.sorted(chosen), number=listing.number),
        counts=own_work.counts(me()),
        types=activity_types.in_use(),
    )


@bp.get("/submissions/new")
@may(May.AMBASSADOR)
def new() -> ResponseReturnValue:
    """Show the form for something that no action asked for."""
    kinds = activity_types.in_use()
    form = SubmissionForm(activity_type=request.args.get("type", "")).fit(None).offer(kinds)
    return form_page(form, kind=_kind(form, kinds))


@bp.post("/submissions")
@may(May.AMBASSADOR, files=evidence.MOST)
@sends()
def create() -> ResponseReturnValue:
    """Keep or send something that no action asked for."""
    form = brought()
    kinds = activity_types.in_use()
    if form.fit(None).offer(kinds).validate_on_submit():
        with landing_on(form):
            return _done(begun(form, kind=_kind(form, kinds)))
    return form_page(form, kind=_kind(form, kinds))


@bp.get("/actions/<int:id>/submission")
@may(May.AMBASSADOR)
def answer(id: int) -> ResponseReturnValue:
    """Show the form for an action."""
    action = action_of(id)
    return form_page(SubmissionForm().fit(action).offer(None), action=action)


@bp.post("/actions/<int:id>/submission")
@may(May.AMBASSADOR, files=evidence.MOST)
@sends()
def submit(id: int) -> ResponseReturnValue:
    """Keep or send work for an action."""
    form = brought()
    action = action_of(id)
    if form.fit(action).offer(None).validate_on_submit():
        with landing_on(form):
            return _done(begun(form, action=action))
    return form_page(form, action=action)


@bp.get("/submissions/<int:id>", endpoint="page")
@may(May.AMBASSADOR)
def show(id: int) -> ResponseReturnValue:
    """Show one piece of my work; while I can change it, as a form."""
    submission = my_submission(id)
    if not submission.is_editable:
        before = own_work.sent_before(me(), submission)
        return page(
            "ambassador/submissions/page.html",
            submission=submission,
            before=before,
            story=own_work.story(submission),
            open_to=disputes.why_not(submission) is None,
        )
    form = SubmissionForm(obj=submission).fit(submission.action).offer(None)
    form.minutes.data = submission.minutes or None
    return form_page(form, submission=submission)


@bp.post("/submissions/<int:id>")
@may(May.AMBASSADOR, files=evidence.MOST)
@sends()
def update(id: int) -> ResponseReturnValue:
    """Change a draft or what was returned, and send it where that is asked."""
    form = brought()
    submission = locked(Submission, my_submission(id).id)
    if form.fit(submission.action).offer(None).validate_on_submit():
        with landing_on(form):
            submissions.write(submission, **form.work())
            evidence.take_off(submission, request.form.getlist("take_off"))
            evidence.attach(submission, form.kept, at=clock.now())
            return _done(submission)
    return form_page(form, submission=submission)


@bp.get("/submissions/<int:id>/removal")
@may(May.AMBASSADOR)
def removal(id: int) -> ResponseReturnValue:
    """Say what throwing a draft away means, before it is done."""
    draft = my_submission(id)
    return page("ambassador/submissions/removal.html", submission=draft)


@bp.post("/submissions/<int:id>/removal")
@may(May.AMBASSADOR)
def throw_away(id: int) -> ResponseReturnValue:
    """Throw a draft away."""
    draft = my_submission(id)
    submissions.throw_away(draft)
    return onward(url_for(".list"), notice=_("Thrown away: %(title)s.", title=draft.title))


@bp.get("/submissions/<int:id>/dispute", endpoint="dispute")
@may(May.AMBASSADOR)
def ask(id: int) -> ResponseReturnValue:
    """Ask what another reviewer should know."""
    return _dispute(my_submission(id), DisputeForm())


@bp.post("/submissions/<int:id>/dispute", endpoint="disputed")
@may(May.AMBASSADOR)
def dispute(id: int) -> ResponseReturnValue:
    """Bring rejected work before another reviewer."""
    submission, form = my_submission(id), DisputeForm()
    if form.validate_on_submit():
        with landing_on(form):
            disputes.dispute(submission, form.words.data, by=me(), at=clock.now())
            there = url_for(".page", id=id)
            return onward(there, notice=_("Disputed. Another reviewer looks at it."))
    return _dispute(submission, form)


def _dispute(submission: Submission, form: DisputeForm) -> ResponseReturnValue:
    why = disputes.why_not(submission)
    return page("ambassador/submissions/dispute.html", form=form, submission=submission, why=why)


def _kind(form: SubmissionForm, kinds: list[ActivityType]) -> ActivityType | None:
    return next((kind for kind in kinds if str(kind.id) == form.activity_type.data), None)


def _done(submission: Submission) -> ResponseReturnValue:
    there = url_for(".page", id=submission.id)
    if "draft" in request.form:
        return onward(there, notice=_("Kept as a draft."))
    if submission.is_editable:
        submissions.send(submission, at=clock.now())
    return onward(there, notice=_("Sent in: %(title)s.", title=submission.title))
