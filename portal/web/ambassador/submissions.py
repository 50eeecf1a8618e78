"""My work: sending it in, seeing what became of it."""

from typing import Any

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.db import db, locked
from portal.domain.listing import page_of
from portal.domain.program import revisions
from portal.domain.working import activity_types, chances, evidence, own_work, submissions
from portal.models.working.action import Action
from portal.models.working.activity_type import ActivityType
from portal.models.working.submission import Submission
from portal.web.access import May, may, me
from portal.web.ambassador.mine import mine
from portal.web.forms.base import landing_on
from portal.web.forms.submissions import SubmissionForm
from portal.web.htmx import onward
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
    return _form(form, kind=_kind(form, kinds))


@bp.post("/submissions")
@may(May.AMBASSADOR, files=evidence.MOST)
def create() -> ResponseReturnValue:
    """Keep or send something that no action asked for."""
    form = SubmissionForm().taking_files()
    kinds = activity_types.in_use()
    if form.fit(None).offer(kinds).validate_on_submit():
        with landing_on(form):
            return _done(_begun(form, kind=_kind(form, kinds)), form)
    return _form(form, kind=_kind(form, kinds))


@bp.get("/actions/<int:id>/submission")
@may(May.AMBASSADOR)
def answer(id: int) -> ResponseReturnValue:
    """Show the form for an action."""
    action = _action(id)
    return _form(SubmissionForm().fit(action).offer(None), action=action)


@bp.post("/actions/<int:id>/submission")
@may(May.AMBASSADOR, files=evidence.MOST)
def submit(id: int) -> ResponseReturnValue:
    """Keep or send work for an action."""
    form = SubmissionForm().taking_files()
    action = _action(id)
    if form.fit(action).offer(None).validate_on_submit():
        with landing_on(form):
            return _done(_begun(form, action=action), form)
    return _form(form, action=action)


@bp.get("/submissions/<int:id>", endpoint="page")
@may(May.AMBASSADOR)
def show(id: int) -> ResponseReturnValue:
    """Show one piece of my work; while I can change it, as a form."""
    submission = _mine(id)
    if not submission.is_editable:
        before = own_work.sent_before(me(), submission)
        return page("ambassador/submissions/page.html", submission=submission, before=before)
    form = SubmissionForm(obj=submission).fit(submission.action).offer(None)
    return _form(form, submission=submission)


@bp.post("/submissions/<int:id>")
@may(May.AMBASSADOR, files=evidence.MOST)
def update(id: int) -> ResponseReturnValue:
    """Change a draft or what was returned, and send it where that is asked."""
    form = SubmissionForm().taking_files()
    submission = locked(Submission, _mine(id).id)
    if form.fit(submission.action).offer(None).validate_on_submit():
        with landing_on(form):
            submissions.write(submission, **form.work())
            evidence.attach(submission, form.kept, at=clock.now())
            return _done(submission, form)
    return _form(form, submission=submission)


def _mine(id: int) -> Submission:
    return own_work.one(me(), id) or abort(404)


def _action(id: int) -> Action:
    return db.session.get(Action, id) or abort(404)


def _kind(form: SubmissionForm, kinds: list[ActivityType]) -> ActivityType | None:
    return next((kind for kind in kinds if str(kind.id) == form.activity_type.data), None)


def _begun(
    form: SubmissionForm, *, action: Action | None = None, kind: ActivityType | None = None
) -> Submission:
    """What was typed as a draft; a form that was sent twice has begun one."""
    work, now = form.work(), clock.now()
    same = submissions.sent_twice(
        mine(),
        action=action,
        kind=kind,
        link=work.get("link", ""),
        note=work.get("note", ""),
        files={each.sha256 for each in form.kept},
        at=now,
    )
    if same is not None:
        return same
    submission = submissions.draft(mine(), action=action, kind=kind, at=now, **work)
    evidence.attach(submission, form.kept, at=now)
    return submission


def _done(submission: Submission, form: SubmissionForm) -> ResponseReturnValue:
    there = url_for(".page", id=submission.id)
    if "draft" in request.form:
        return onward(there, notice=_("Kept as a draft."))
    if submission.is_editable:
        submissions.send(submission, at=clock.now())
    return onward(there, notice=_("Sent in: %(title)s.", title=submission.title))


def _form(
    form: SubmissionForm,
    *,
    action: Action | None = None,
    kind: ActivityType | None = None,
    submission: Submission | None = None,
) -> ResponseReturnValue:
    situation = chances.of(mine(), at=clock.now(), besides=submission)
    if submission is not None:
        action, kind = submission.action, submission.activity_type
        chance = situation.of_submission(submission)
    else:
        chance = situation.of_action(action) if action else situation.of_type(kind)
    revision = revisions.current()
    return page(
        "ambassador/submissions/form.html",
        form=form,
        action=action,
        kind=action.activity_type if action else kind,
        submission=submission,
        chance=chance,
        wording=revision.disclosure if revision else "",
        brief=submission.brief if submission else action.brief if action else None,
    )
