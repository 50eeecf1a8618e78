"""The words of each kind of document: changing them, seeing them on somebody before, going back."""

from datetime import datetime

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import clock
from portal.domain.issuing import wordings
from portal.domain.issuing.kinds import KINDS, UNKEPT
from portal.domain.issuing.passages import PASSAGES, known
from portal.domain.programs import day_of
from portal.domain.refusal import Refused
from portal.making import MAKING
from portal.models.paper.document import DocumentKind
from portal.outside.pdf import Rendered
from portal.web.access import May, may, me
from portal.web.forms.base import landing_on
from portal.web.forms.paper.proving import ProofForm
from portal.web.forms.paper.wording import WordsForm, words_form
from portal.web.htmx import onward
from portal.web.limits import PRINT
from portal.web.pages import file_answer, page, the_program
from portal.web.proofs import Shown, people_for, proof, shown

bp = Blueprint("wordings", __name__, url_prefix="/documents/words")
WORDED = {kind: about for kind, about in (KINDS | UNKEPT).items() if kind in PASSAGES}


@bp.get("", endpoint="list")
@may(May.DOCUMENTS)
def index() -> ResponseReturnValue:
    """List the kinds of documents, their passages, and which of them have words of ours."""
    changed: dict[DocumentKind, list[datetime]] = {}
    for (kind, _passage), at in wordings.changed().items():
        changed.setdefault(kind, []).append(at)
    return page("admin/wordings/list.html", kinds=WORDED, passages=PASSAGES, changed=changed)


@bp.get("/<kind>")
@may(May.DOCUMENTS)
def form(kind: str) -> ResponseReturnValue:
    """Show the words of every passage of a kind."""
    return _page(_form(_known(kind)))


@bp.post("/<kind>")
@may(May.DOCUMENTS)
def change(kind: str) -> ResponseReturnValue:
    """Keep the words of every passage, or of none where one cannot be said."""
    form = _form(_known(kind))
    if form.validate_on_submit():
        for passage, text in form.words.items():
            with landing_on(form):
                wordings.change(form.kind, passage, text=text, by=me(), at=clock.now(), language=_language())
        if not form.wrong and not form.form_errors:
            notice = _("Kept. What is printed from now on has these words.")
            return onward(url_for(".form", kind=kind), notice=notice)
    return _page(form)


@bp.post("/<kind>/draft")
@may(May.DOCUMENTS, reads=True)
def draft(kind: str) -> ResponseReturnValue:
    """Show what was typed again: with the delivered words in a passage, or with the people who were found."""
    form = _form(_known(kind))
    passage = request.form.get("delivered", "")
    if passage in PASSAGES[form.kind]:
        form[passage].data = wordings.default(form.kind, passage, language=_language())
    return _page(form)


@bp.post("/<kind>/preview")
@may(May.DOCUMENTS, reads=True)
@PRINT
def preview(kind: str) -> ResponseReturnValue:
    """Show the document as it would be for somebody with the words that are typed."""
    form, proving = _tried(kind)
    made = _proof(form, proving)
    return _page(form, proving, shown(made) if made else None)


@bp.post("/<kind>/paper")
@may(May.DOCUMENTS, reads=True)
@PRINT
def paper(kind: str) -> ResponseReturnValue:
    """Hand over the same as PDF."""
    form, proving = _tried(kind)
    made = _proof(form, proving)
    if made is None:
        return _page(form, proving)
    return file_answer(made.pdf, media_type="application/pdf", name=f"{form.kind}-preview.pdf")


def _known(kind: str) -> DocumentKind:
    return next((each for each in WORDED if each.value == kind), None) or abort(404)


def _language() -> str:
    return the_program().language


def _form(kind: DocumentKind) -> WordsForm:
    kept = {passage: wordings.current(kind, passage, language=_language()) for passage in PASSAGES[kind]}
    return words_form(kind, kept)


def _tried(kind: str) -> tuple[WordsForm, ProofForm]:
    form = _form(_known(kind))
    return form, _proving(form.kind) or abort(404)


def _proving(kind: DocumentKind) -> ProofForm | None:
    """Return the form that says on whom a kind is tried; None for what only comes with something else."""
    if kind not in MAKING:
        return None
    proving = ProofForm(kind, today=day_of(clock.now()))
    if proving.is_of_somebody:
        proving.offer(people_for(kind, words=proving.q.data or ""))
    return proving


def _proof(form: WordsForm, proving: ProofForm) -> Rendered | None:
    """Return the document with the words that are typed, or None; the form says why."""
    choices = proving.chosen()
    form.validate_on_submit()
    for passage, text in form.words.items():
        with landing_on(form):
            wordings.check(form.kind, passage, text)
    with landing_on(form):
        if choices is None:
            raise Refused("Look at what you chose for the preview.")
    if form.wrong or form.form_errors:
        return None
    with landing_on(form):
        people = proving.people
        return proof(form.kind, people=people, words=form.words, choices=choices)
    return None


def _page(
    form: WordsForm, proving: ProofForm | None = None, seen: Shown | None = None
) -> ResponseReturnValue:
    return page(
        "admin/wordings/page.html",
        form=form,
        kind=form.kind,
        about=WORDED[form.kind],
        passages=PASSAGES[form.kind],
        known={passage: known(form.kind, passage) for passage in PASSAGES[form.kind]},
        changed=wordings.changed(),
        delivered={
            passage: wordings.default(form.kind, passage, language=_language())
            for passage in PASSAGES[form.kind]
        },
        proving=proving or _proving(form.kind),
        seen=seen,
        placeholder="{{{{ {} }}}}".format,
        condition="{% if contact_email %} … {% endif %}",
    )
