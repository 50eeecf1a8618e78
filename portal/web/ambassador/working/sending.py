"""What the ways of sending work in have in common: the form, and what becomes of it."""

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.db import db
from portal.domain.program import revisions
from portal.domain.working import activity_types, chances, evidence, own_work, submissions
from portal.models.working.action import Action
from portal.models.working.activity_type import ActivityType
from portal.models.working.submission import Submission
from portal.web.access import me
from portal.web.ambassador.mine import mine
from portal.web.forms.working.submissions import SubmissionForm
from portal.web.limits import too_often
from portal.web.pages import page
from portal.web.uploads import bring


def my_submission(id: int) -> Submission:
    """Return one of my submissions, or answer that there is none."""
    return own_work.one(me(), id) or abort(404)


def action_of(id: int) -> Action:
    """Return an action, or answer that there is none."""
    return db.session.get(Action, id) or abort(404)


def wording() -> str:
    """Return the program's own words for a disclosure, as they stand in the rules."""
    revision = revisions.current()
    return revision.disclosure if revision else ""


def brought() -> SubmissionForm:
    """Return the form that was sent, its files taken in; to be called before the database is asked.

    Where more was sent in than anybody may, the form says so, and no file is taken.
    """
    form = SubmissionForm()
    if why := too_often():
        form.take([], [why])
        return form
    files = bring(form.files.data or [])
    form.take(files.kept, files.refused)
    return form


def begun(
    form: SubmissionForm, *, action: Action | None = None, kind: ActivityType | None = None
) -> Submission:
    """Return what was typed as a draft; a form that was sent twice has begun one, and was typed in last."""
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
        if same.is_editable:
            submissions.write(same, **work)
        return same
    submission = submissions.draft(mine(), action=action, kind=kind, at=now, **work)
    evidence.attach(submission, form.kept, at=now)
    return submission


def form_page(
    form: SubmissionForm,
    *,
    action: Action | None = None,
    kind: ActivityType | None = None,
    submission: Submission | None = None,
) -> ResponseReturnValue:
    """Return the form, with every reason why it cannot be sent now."""
    situation = chances.of(mine(), at=clock.now(), besides=submission)
    if submission is not None:
        action, kind = submission.action, submission.activity_type
        chance = situation.of_submission(submission)
        target = url_for("ambassador.submissions.update", id=submission.id)
    elif action is not None:
        chance, kind = situation.of_action(action), action.activity_type
        target = url_for("ambassador.submissions.submit", id=action.id)
    else:
        chance, target = situation.of_type(kind), url_for("ambassador.submissions.create")
    return page(
        "ambassador/submissions/form.html",
        form=form,
        target=target,
        action=action,
        kind=kind,
        submission=submission,
        chance=chance,
        wording=wording(),
        kinds=None if kind else activity_types.in_use(),
        before=own_work.sent_before(me(), submission) if submission else None,
        story=own_work.story(submission) if submission else [],
        brief=submission.brief if submission else action.brief if action else None,
    )
