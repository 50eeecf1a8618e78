"""The words of each kind of letter: reading them, changing them with a preview, going back."""

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.post import letter_templates as words_of
from portal.domain.post.letter_kinds import KINDS, Kind
from portal.domain.post.letter_previews import preview
from portal.domain.post.letter_templates import Words
from portal.web.access import May, may, me
from portal.web.forms.base import landing_on
from portal.web.forms.letters import WordsForm
from portal.web.htmx import onward
from portal.web.pages import page, the_program

bp = Blueprint("letter_templates", __name__, url_prefix="/letters")


@bp.get("", endpoint="list")
@may(May.PROGRAM)
def index() -> ResponseReturnValue:
    """List the kinds of letters, and which of them have words of ours."""
    return page("admin/letter_templates/list.html", kinds=KINDS, changed=words_of.changed())


@bp.get("/<kind>")
@may(May.PROGRAM)
def form(kind: str) -> ResponseReturnValue:
    """Show the words of one kind, with a preview of them."""
    _known(kind)
    words = words_of.current(kind, language=the_program().language)
    return _page(kind, WordsForm(obj=words), words)


@bp.post("/<kind>")
@may(May.PROGRAM)
def change(kind: str) -> ResponseReturnValue:
    """Keep new words, or only show how they would look."""
    _known(kind)
    form = WordsForm()
    if not form.validate_on_submit() or "preview" in request.form:
        return _page(kind, form, None if form.errors else Words(form.subject.data, form.body.data))
    with landing_on(form):
        words_of.change(
            kind,
            subject=form.subject.data,
            body=form.body.data,
            by=me(),
            at=clock.now(),
            language=the_program().language,
        )
        return onward(url_for(".form", kind=kind), notice=_("Kept. The next letter has these words."))
    return _page(kind, form, None)


@bp.post("/<kind>/default")
@may(May.PROGRAM)
def restore(kind: str) -> ResponseReturnValue:
    """Go back to the words as delivered."""
    _known(kind)
    words_of.restore(kind, by=me(), at=clock.now(), language=the_program().language)
    return onward(url_for(".form", kind=kind), notice=_("The letter has the words again that it came with."))


def _known(kind: str) -> Kind:
    return KINDS.get(kind) or abort(404)


def _page(kind: str, form: WordsForm, words: Words | None) -> ResponseReturnValue:
    shown = None
    if words is not None:
        with landing_on(form):
            shown = preview(kind, words)
    return page(
        "admin/letter_templates/page.html",
        form=form,
        kind=kind,
        about=KINDS[kind],
        shown=shown,
        changed=kind in words_of.changed(),
        placeholder="{{{{ {} }}}}".format,
        condition="{% if name %} … {% endif %}",
    )
