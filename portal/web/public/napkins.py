"""The rules in force on a napkin, for everyone."""

import threading
from functools import lru_cache

from flask import Blueprint, abort, make_response, request
from flask.typing import ResponseReturnValue

from portal.domain.composing import napkins
from portal.domain.paper.napkin import Napkin
from portal.domain.program import revisions
from portal.outside.pdf import Rendered, RenderFailed
from portal.press.napkins import napkin_page
from portal.web.access import May, may
from portal.web.limits import LOOK
from portal.web.pages import file_answer, the_press

bp = Blueprint("napkins", __name__)
_one_at_a_time = threading.Lock()


@bp.get("/rules.pdf", endpoint="file")
@may(May.ANYONE)
@LOOK
def napkin() -> ResponseReturnValue:
    """Hand over the rules in force on a napkin; who asks again with what they have is told so."""
    revision = revisions.current() or abort(404)
    made = _kept(napkins.published(revision))
    answer = make_response(file_answer(made.pdf, media_type="application/pdf", name="rules.pdf"))
    answer.headers["Cache-Control"] = "public, max-age=300"
    answer.set_etag(made.sha256)
    return answer.make_conditional(request)


def _kept(paper: Napkin) -> Rendered:
    """Return a napkin that was set once in this process, however many ask for it at once."""
    with _one_at_a_time:
        try:
            return _set(paper)
        except RenderFailed:
            abort(503)


@lru_cache(maxsize=2)
def _set(paper: Napkin) -> Rendered:
    """Set a napkin once in each process: the same rules are the same bytes."""
    return napkin_page(the_press(), paper)
